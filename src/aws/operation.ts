/** Every AWS operation that this daemon calls, by the name that AWS's documentation and IAM give it. */
export const operations = [
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
  'ListRestoreJobs',
  'DescribeRestoreJob',
  'ListRestoreJobSummaries',
  'ListRestoreTestingPlans',
  'GetRestoreTestingPlan',
  'ListRestoreTestingSelections',
  'GetRestoreTestingSelection',
  'ListProtectedResources',
  'DescribeProtectedResource',
  'ListAccounts',
  'ListAccountsForParent',
  'ListOrganizationalUnitsForParent',
  'ListRegions',
] as const;

export type Operation = (typeof operations)[number];
