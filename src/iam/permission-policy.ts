import { type Feature, type Permission, permissions } from '../aws/permissions.js';
import { type PolicyDocument, policyDocument, type Statement } from './policy-document.js';

/** The features and roles that some credentials are used for. */
export interface Grant {
  readonly features: ReadonlySet<Feature>;
  readonly partition: string;
  /** The account whose restore testing plans are read; `*` where there are several. */
  readonly account: string;
  /** The ARNs of the roles to assume. */
  readonly roles: readonly string[];
}

interface Section extends Pick<Permission, 'feature' | 'resource'> {
  readonly sid: string;
}

const sections: readonly Section[] = [
  { sid: 'ReadRestoreJobs', feature: 'jobs', resource: 'any' },
  { sid: 'ReadRestoreJobSummaries', feature: 'summaries', resource: 'any' },
  { sid: 'ListRestoreTestingPlans', feature: 'plans', resource: 'any' },
  { sid: 'ReadRestoreTestingSelections', feature: 'plans', resource: 'restore-testing-plan' },
  { sid: 'ListProtectedResources', feature: 'resources', resource: 'any' },
  { sid: 'DescribeProtectedResources', feature: 'resource-descriptions', resource: 'any' },
  { sid: 'ListEnabledRegions', feature: 'all-regions', resource: 'any' },
  { sid: 'AssumeMemberRoles', feature: 'roles', resource: 'member-role' },
  { sid: 'ListAccountsOfOrganization', feature: 'organization', resource: 'any' },
  { sid: 'ReadOrganizationalUnits', feature: 'organizational-units', resource: 'any' },
];

/** The least that allows what the credentials are used for, one statement for each purpose. */
export function permissionPolicy(grant: Grant): PolicyDocument {
  const statements = sections.flatMap(({ sid, feature, resource }): Statement[] => {
    const actions = grant.features.has(feature) ? actionsOf(feature, resource) : [];
    if (actions.length === 0) return [];
    return [{ Sid: sid, Effect: 'Allow', Action: actions, Resource: resourceOf(resource, grant) }];
  });
  return policyDocument(statements);
}

function actionsOf(feature: Feature, resource: Permission['resource']): string[] {
  const table: readonly Permission[] = Object.values(permissions);
  return table
    .filter((each) => each.feature === feature && each.resource === resource)
    .flatMap(({ actions }) => actions);
}

function resourceOf(resource: Permission['resource'], { partition, account, roles }: Grant) {
  switch (resource) {
    case 'any':
      return '*';
    case 'restore-testing-plan':
      return `arn:${partition}:backup:*:${account}:restore-testing-plan:*`;
    case 'member-role':
      return roles.length === 1 ? (roles[0] ?? '*') : roles;
  }
}
