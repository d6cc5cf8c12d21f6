import type { IncomingRequest } from '../wire/incoming-request.js';
import { jsonParams } from '../wire/json-params.js';
import { assumeRole } from './assume-role.js';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.js';
import { describeProtectedResource } from './describe-protected-resource.js';
import { describeRestoreJob } from './describe-restore-job.js';
import { getCallerIdentity } from './get-caller-identity.js';
import { getRestoreTestingPlan } from './get-restore-testing-plan.js';
import { getRestoreTestingSelection } from './get-restore-testing-selection.js';
import { listBackupJobs } from './list-backup-jobs.js';
import { listProtectedResources } from './list-protected-resources.js';
import { listRecoveryPointsByResource } from './list-recovery-points-by-resource.js';
import { listRegions } from './list-regions.js';
import { listRestoreJobSummaries } from './list-restore-job-summaries.js';
import { listRestoreJobs } from './list-restore-jobs.js';
import { listRestoreJobsByProtectedResource } from './list-restore-jobs-by-protected-resource.js';
import { listRestoreTestingPlans } from './list-restore-testing-plans.js';
import { listRestoreTestingSelections } from './list-restore-testing-selections.js';
import type { Operation, OperationName } from './operation.js';
import {
  describeAccount,
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
} from './organizations.js';

export type Service = 'sts' | 'backup' | 'organizations' | 'account';

export interface Route {
  readonly service: Service;
  readonly name: OperationName | undefined;
  readonly params: Readonly<Record<string, string>>;
}

export const operations: Readonly<Record<OperationName, Operation>> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetCallerIdentity: getCallerIdentity,
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  ListRegions: listRegions,
  ListRestoreJobs: listRestoreJobs,
  DescribeRestoreJob: describeRestoreJob,
  ListRestoreJobSummaries: listRestoreJobSummaries,
  ListRestoreTestingPlans: listRestoreTestingPlans,
  GetRestoreTestingPlan: getRestoreTestingPlan,
  ListRestoreTestingSelections: listRestoreTestingSelections,
  GetRestoreTestingSelection: getRestoreTestingSelection,
  ListProtectedResources: listProtectedResources,
  DescribeProtectedResource: describeProtectedResource,
  ListRestoreJobsByProtectedResource: listRestoreJobsByProtectedResource,
  ListRecoveryPointsByResource: listRecoveryPointsByResource,
  ListBackupJobs: listBackupJobs,
  DescribeAccount: describeAccount,
};

/** The paths of AWS Backup; a label in braces is a parameter. */
const backupPaths: ReadonlyArray<readonly [path: string, name: OperationName]> = [
  ['/restore-jobs', 'ListRestoreJobs'],
  ['/restore-jobs/{RestoreJobId}', 'DescribeRestoreJob'],
  ['/audit/restore-job-summaries', 'ListRestoreJobSummaries'],
  ['/restore-testing/plans', 'ListRestoreTestingPlans'],
  ['/restore-testing/plans/{RestoreTestingPlanName}', 'GetRestoreTestingPlan'],
  ['/restore-testing/plans/{RestoreTestingPlanName}/selections', 'ListRestoreTestingSelections'],
  [
    '/restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}',
    'GetRestoreTestingSelection',
  ],
  ['/resources', 'ListProtectedResources'],
  ['/resources/{ResourceArn}', 'DescribeProtectedResource'],
  ['/resources/{ResourceArn}/restore-jobs', 'ListRestoreJobsByProtectedResource'],
  ['/resources/{ResourceArn}/recovery-points', 'ListRecoveryPointsByResource'],
  ['/backup-jobs', 'ListBackupJobs'],
];

export function routeOf(request: IncomingRequest): Route {
  if (request.headers['x-amz-target'] !== undefined) return organizationsRoute(request);
  if (request.path === '/listRegions') return accountRoute(request);
  return request.path === '/' ? stsRoute(request) : backupRoute(request);
}

const organizationsOperations = [
  'DescribeAccount',
  'ListAccounts',
  'ListAccountsForParent',
  'ListOrganizationalUnitsForParent',
] as const;

function organizationsRoute({ headers, body }: IncomingRequest): Route {
  const target = headers['x-amz-target'];
  const name = organizationsOperations.find((one) => `AWSOrganizationsV20161128.${one}` === target);
  return { service: 'organizations', name, params: jsonParams(body) };
}

function accountRoute({ method, body }: IncomingRequest): Route {
  return {
    service: 'account',
    name: method === 'POST' ? 'ListRegions' : undefined,
    params: jsonParams(body),
  };
}

const stsOperations = ['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity'] as const;

function stsRoute({ method, query, body }: IncomingRequest): Route {
  const form = method === 'POST' ? new URLSearchParams(body) : query;
  const params: Record<string, string> = Object.fromEntries(form);
  const { Action: action, ...rest } = params;
  const name = stsOperations.find((one) => one === action);
  return { service: 'sts', name, params: rest };
}

function backupRoute({ method, path, query }: IncomingRequest): Route {
  const params: Record<string, string> = Object.fromEntries(query);
  if (method !== 'GET') return { service: 'backup', name: undefined, params };
  const segments = path.replace(/\/$/, '').split('/');
  for (const [pattern, name] of backupPaths) {
    const labels = match(pattern.split('/'), segments);
    if (labels !== undefined) return { service: 'backup', name, params: { ...params, ...labels } };
  }
  return { service: 'backup', name: undefined, params };
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const found = segments[index] ?? '';
    if (expected.startsWith('{')) labels[expected.slice(1, -1)] = decoded(found);
    else if (expected !== found) return undefined;
  }
  return labels;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
