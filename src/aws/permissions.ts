import type { Operation } from './operation.js';

/** What the configuration asks for, so that an operation is called at all. */
export type Feature =
  | 'jobs'
  | 'summaries'
  | 'plans'
  | 'resources'
  | 'resource-descriptions'
  | 'all-regions'
  | 'roles'
  | 'organization'
  | 'organizational-units';

/** What IAM must allow, so that AWS answers an operation. */
export interface Permission {
  /** The names of the actions; empty where none is needed. */
  readonly actions: readonly string[];
  readonly resource: 'any' | 'restore-testing-plan' | 'member-role';
  /** Whose credentials call it: those in the watched account, mostly of a member role, or the daemon's own. */
  readonly caller: 'account' | 'daemon';
  readonly feature: Feature;
  /** Without it a part of a source is not known, and the rest is read: a policy that is older may lack it. */
  readonly isOptional?: true;
}

/** What each operation needs, as the Service Authorization Reference of AWS has it. */
export const permissions = {
  AssumeRole: {
    actions: ['sts:AssumeRole'],
    resource: 'member-role',
    caller: 'daemon',
    feature: 'roles',
  },
  AssumeRoleWithWebIdentity: {
    actions: [],
    resource: 'any',
    caller: 'daemon',
    feature: 'jobs',
  },
  GetCallerIdentity: {
    actions: [],
    resource: 'any',
    caller: 'daemon',
    feature: 'jobs',
  },
  ListRestoreJobs: {
    actions: ['backup:ListRestoreJobs'],
    resource: 'any',
    caller: 'account',
    feature: 'jobs',
  },
  DescribeRestoreJob: {
    actions: ['backup:DescribeRestoreJob'],
    resource: 'any',
    caller: 'account',
    feature: 'jobs',
  },
  ListRestoreJobSummaries: {
    actions: ['backup:ListRestoreJobSummaries'],
    resource: 'any',
    caller: 'account',
    feature: 'summaries',
  },
  ListRestoreTestingPlans: {
    actions: ['backup:ListRestoreTestingPlans'],
    resource: 'any',
    caller: 'account',
    feature: 'plans',
  },
  GetRestoreTestingPlan: {
    actions: ['backup:GetRestoreTestingPlan'],
    resource: 'restore-testing-plan',
    caller: 'account',
    feature: 'plans',
    isOptional: true,
  },
  ListRestoreTestingSelections: {
    actions: ['backup:ListRestoreTestingSelections'],
    resource: 'restore-testing-plan',
    caller: 'account',
    feature: 'plans',
  },
  GetRestoreTestingSelection: {
    actions: ['backup:GetRestoreTestingSelection'],
    resource: 'restore-testing-plan',
    caller: 'account',
    feature: 'plans',
  },
  ListProtectedResources: {
    actions: ['backup:ListProtectedResources'],
    resource: 'any',
    caller: 'account',
    feature: 'resources',
  },
  DescribeProtectedResource: {
    actions: ['backup:DescribeProtectedResource'],
    resource: 'any',
    caller: 'account',
    feature: 'resource-descriptions',
  },
  ListAccounts: {
    actions: ['organizations:ListAccounts'],
    resource: 'any',
    caller: 'daemon',
    feature: 'organization',
  },
  ListAccountsForParent: {
    actions: ['organizations:ListAccountsForParent'],
    resource: 'any',
    caller: 'daemon',
    feature: 'organizational-units',
  },
  ListOrganizationalUnitsForParent: {
    actions: ['organizations:ListOrganizationalUnitsForParent'],
    resource: 'any',
    caller: 'daemon',
    feature: 'organizational-units',
  },
  ListRegions: {
    actions: ['account:ListRegions'],
    resource: 'any',
    caller: 'account',
    feature: 'all-regions',
  },
} as const satisfies Record<Operation, Permission>;

/** Tells whether a failure is a denied permission without which everything else of the source can be read. */
export function isOptionalPermission(failure: {
  readonly operation: string;
  readonly reason: string;
}): boolean {
  const rows: Readonly<Record<string, Permission>> = permissions;
  const isDenied = failure.reason === 'access_denied' || failure.reason === 'denied_by_policy';
  return isDenied && rows[failure.operation]?.isOptional === true;
}
