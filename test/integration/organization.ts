import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';

export const region = 'eu-west-1';

/** `count` member accounts beside the monitoring one, each with the same few restore tests. */
export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(200_000_000_001 + index));
}

type Row = NonNullable<ScenarioInput['jobs']>[number]['rows'][number];

export function organization(
  ids: readonly string[],
  rowsOf: (accountId: string) => Row[],
  more: Partial<ScenarioInput> = {},
): ScenarioInput {
  return {
    regions: [region],
    role: { name: 'monitor', externalId: 'the-external-id' },
    accounts: [
      { id: '111122223333', name: 'monitoring' },
      ...ids.map((id) => ({ id, name: `account-${id}` })),
    ],
    jobs: ids.map((account) => ({ account, region, rows: rowsOf(account) })),
    testingPlans: ids.map((account) => ({ account, region, rows: [nightlyPlan(account)] })),
    ...more,
  };
}

function nightlyPlan(accountId: string) {
  return {
    RestoreTestingPlanName: 'nightly',
    RestoreTestingPlanArn: nightlyArn(accountId),
    ScheduleExpression: 'cron(0 1 ? * * *)',
    StartWindowHours: 24,
    CreationTime: '-400d',
    LastExecutionTime: '-4h',
    selections: [
      {
        RestoreTestingPlanName: 'nightly',
        RestoreTestingSelectionName: 'volumes',
        ProtectedResourceType: 'EBS',
        ValidationWindowHours: 168,
        CreationTime: '-400d',
        IamRoleArn: `arn:aws:iam::${accountId}:role/restore`,
      },
    ],
  };
}

function nightlyArn(accountId: string): string {
  return `arn:aws:backup:${region}:${accountId}:restore-testing-plan:nightly-4c1d`;
}

/** The configuration's accounts for the same ones. */
export function configuredAccounts(ids: readonly string[]) {
  return ids.map((id) => ({
    id,
    name: `account-${id}`,
    roleArn: `arn:aws:iam::${id}:role/monitor`,
    externalId: 'the-external-id',
    regions: [region],
  }));
}

/** A restore test as AWS would list it, `index` minutes apart from its neighbours. */
export function testRow(accountId: string, index: number, members: Partial<Row> = {}): Row {
  return {
    AccountId: accountId,
    RestoreJobId: `${accountId}-JOB-${String(index).padStart(5, '0')}`,
    CreationDate: `-${index + 60}m`,
    CompletionDate: `-${index + 50}m`,
    Status: 'COMPLETED',
    ResourceType: 'EBS',
    SourceResourceArn: `arn:aws:ec2:${region}:${accountId}:volume/vol-${index}`,
    CreatedBy: { RestoreTestingPlanArn: nightlyArn(accountId) },
    ValidationStatus: 'SUCCESSFUL',
    DeletionStatus: 'SUCCESSFUL',
    ...members,
  };
}

/** Ten tests of every outcome. */
export function mixedRows(accountId: string): Row[] {
  return [
    testRow(accountId, 0),
    testRow(accountId, 1, { ValidationStatus: 'FAILED' }),
    testRow(accountId, 2, { ValidationStatus: 'TIMED_OUT' }),
    testRow(accountId, 3, { DeletionStatus: 'FAILED' }),
    testRow(accountId, 4, { ValidationStatus: 'VALIDATING', DeletionStatus: null }),
    testRow(accountId, 5, { DeletionStatus: 'DELETING' }),
    testRow(accountId, 6, {
      Status: 'FAILED',
      StatusMessage: 'Access Denied',
      ValidationStatus: null,
      DeletionStatus: null,
    }),
    testRow(accountId, 7, { Status: 'ABORTED', ValidationStatus: null, DeletionStatus: null }),
    testRow(accountId, 8, {
      Status: 'RUNNING',
      CompletionDate: null,
      ValidationStatus: null,
      DeletionStatus: null,
    }),
    testRow(accountId, 9, {
      Status: 'PENDING',
      CompletionDate: null,
      ValidationStatus: null,
      DeletionStatus: null,
      CreatedBy: null,
    }),
  ];
}
