import {
  GetRestoreTestingPlanCommand,
  GetRestoreTestingSelectionCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
  paginateListRestoreTestingPlans,
  paginateListRestoreTestingSelections,
} from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const RestoreTestingPlanName = 'daily';
const roleArn = 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole';
const createdAt = new Date('2026-02-08T12:00:00Z');

type Plan = NonNullable<ScenarioInput['plans']>[number];

const daily: Plan = {
  name: RestoreTestingPlanName,
  every: '1d',
  at: '5h',
  startWindow: '90m',
  validation: { window: '20m' },
  resources: [
    { type: 'RDS', name: 'ledger', count: 2, restore: '5m' },
    { type: 'S3', name: 'my.logs', restore: '5m', validation: { window: '0' } },
    { type: 'DynamoDB', name: 'sessions', count: 31, restore: '5m', hasRecoveryPoint: false },
  ],
};

function scenarioWith(...plans: Plan[]): ScenarioInput {
  return {
    regions: ['eu-west-1', 'eu-central-1'],
    accounts: [
      { id: '111122223333', name: 'monitoring', regions: ['eu-west-1'] },
      { id: '444455556666', name: 'payments' },
    ],
    plans,
  };
}

async function clientOf(scenario: ScenarioInput, nowMs = startMs) {
  let readings = 0;
  const simulator = await simulate(scenario, { clock: () => (readings++ === 0 ? startMs : nowMs) });
  return backupClient(simulator);
}

async function planAt(nowMs: number, members: Partial<Plan>) {
  const client = await clientOf(scenarioWith({ ...daily, ...members }), nowMs);
  const { RestoreTestingPlans = [] } = await client.send(new ListRestoreTestingPlansCommand({}));
  return RestoreTestingPlans[0];
}

describe('a selection by tags', () => {
  it('takes every resource, and has the conditions', async () => {
    const [resource] = daily.resources;
    const tagged: Plan = {
      ...daily,
      resources: [
        {
          ...resource,
          type: 'RDS',
          name: 'ledger',
          restore: '5m',
          tags: { equal: { tier: 'gold' }, notEqual: { test: 'no' } },
        },
      ],
    };
    const client = await clientOf(scenarioWith(tagged));
    const { RestoreTestingSelection } = await client.send(
      new GetRestoreTestingSelectionCommand({
        RestoreTestingPlanName,
        RestoreTestingSelectionName: 'RDS_ledger',
      }),
    );
    expect(RestoreTestingSelection).toMatchObject({
      ProtectedResourceArns: ['*'],
      ProtectedResourceConditions: {
        StringEquals: [{ Key: 'aws:ResourceTag/tier', Value: 'gold' }],
        StringNotEquals: [{ Key: 'aws:ResourceTag/test', Value: 'no' }],
      },
    });
  });
});

describe('ListRestoreTestingPlans', () => {
  it('has the members that AWS lists', async () => {
    await expect(planAt(startMs, {})).resolves.toEqual({
      CreationTime: createdAt,
      LastUpdateTime: createdAt,
      LastExecutionTime: new Date('2026-03-10T05:00:00Z'),
      RestoreTestingPlanArn: expect.stringMatching(
        /^arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:daily-[0-9a-f-]{36}$/,
      ),
      RestoreTestingPlanName,
      ScheduleExpression: 'cron(0 5 ? * * *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      StartWindowHours: 2,
    });
  });

  it.each<{ last: string | undefined; members: Partial<Plan>; afterMs?: number }>([
    { last: '2026-03-10T11:45:00Z', members: { every: '15m', at: '0' } },
    { last: '2026-03-10T04:00:00Z', members: { timezone: 'Europe/Berlin' } },
    { last: '2026-03-09T16:00:00Z', members: { timezone: 'Asia/Tokyo', at: '1h' } },
    { last: '2026-03-07T05:00:00Z', members: { stalled: '-3d' } },
    { last: '2026-03-10T05:00:00Z', members: { runsEmpty: '-3d' } },
    { last: undefined, members: { stalled: '-31d' } },
    { last: '2026-03-10T05:00:00Z', members: { liveEvery: '20s', liveAt: '5s' }, afterMs: 4999 },
    { last: '2026-03-10T12:00:05Z', members: { liveEvery: '20s', liveAt: '5s' }, afterMs: 5000 },
    { last: '2026-03-10T12:01:40Z', members: { liveEvery: '20s' }, afterMs: 119_000 },
    { last: '2026-03-10T12:00:40Z', members: { liveEvery: '20s', stalled: '1m' }, afterMs: 119_000 },
  ])('last ran at $last with $members', async ({ last, members, afterMs = 0 }) => {
    const plan = await planAt(startMs + afterMs, members);
    expect(plan?.LastExecutionTime?.toISOString()).toBe(last?.replace('Z', '.000Z'));
  });

  it.each<{ expression: string; members: Partial<Plan> }>([
    { expression: 'cron(30 5 ? * * *)', members: { at: '5h30m' } },
    { expression: 'cron(0 7,19 ? * * *)', members: { every: '12h', at: '7h' } },
    { expression: 'cron(10 2,6,10,14,18,22 ? * * *)', members: { every: '4h', at: '2h10m' } },
    { expression: 'cron(5,20,35,50 * ? * * *)', members: { every: '15m', at: '1h5m' } },
    { expression: 'cron(0 2 ? * SAT *)', members: { every: '7d', at: '2d2h' } },
    { expression: 'cron(0 0 ? * THU *)', members: { every: '1w', at: '7d' } },
    { expression: 'rate(2 days)', members: { every: '2d', schedule: 'rate(2 days)' } },
  ])('tells the schedule of $members as $expression', async ({ expression, members }) => {
    expect((await planAt(startMs, members))?.ScheduleExpression).toBe(expression);
  });

  it('lists the plans of the account and Region that is asked', async () => {
    const scenario = scenarioWith({ ...daily, accounts: ['payments'] }, { ...daily, name: 'weekly' });
    const { RestoreTestingPlans = [] } = await (await clientOf(scenario)).send(
      new ListRestoreTestingPlansCommand({}),
    );
    expect(RestoreTestingPlans.map((plan) => plan.RestoreTestingPlanName)).toEqual(['weekly']);
  });

  it.each([1, 2, 1000])('pages by %d', async (pageSize) => {
    const names = ['c', 'a', 'e', 'b', 'd'];
    const client = await clientOf(scenarioWith(...names.map((name) => ({ ...daily, name }))));
    const found: unknown[] = [];
    for await (const page of paginateListRestoreTestingPlans({ client, pageSize }, {})) {
      found.push(...(page.RestoreTestingPlans ?? []).map((plan) => plan.RestoreTestingPlanName));
    }
    expect(found).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('GetRestoreTestingPlan', () => {
  it('adds which recovery points are restored', async () => {
    const client = await clientOf(scenarioWith(daily));
    const { RestoreTestingPlans } = await client.send(new ListRestoreTestingPlansCommand({}));
    const { RestoreTestingPlan } = await client.send(
      new GetRestoreTestingPlanCommand({ RestoreTestingPlanName }),
    );
    expect(RestoreTestingPlan).toEqual({
      ...RestoreTestingPlans?.[0],
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        ExcludeVaults: [],
        IncludeVaults: ['*'],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: 30,
      },
    });
  });
});

describe('ListRestoreTestingSelections', () => {
  it('has a selection for each resource, whether it was ever backed up or not', async () => {
    const { RestoreTestingSelections } = await (await clientOf(scenarioWith(daily))).send(
      new ListRestoreTestingSelectionsCommand({ RestoreTestingPlanName }),
    );
    const common = { CreationTime: createdAt, IamRoleArn: roleArn, RestoreTestingPlanName };
    expect(RestoreTestingSelections).toEqual([
      {
        ...common,
        ProtectedResourceType: 'DynamoDB',
        RestoreTestingSelectionName: 'DynamoDB_sessions',
        ValidationWindowHours: 1,
      },
      {
        ...common,
        ProtectedResourceType: 'RDS',
        RestoreTestingSelectionName: 'RDS_ledger',
        ValidationWindowHours: 1,
      },
      {
        ...common,
        ProtectedResourceType: 'S3',
        RestoreTestingSelectionName: 'S3_my_logs',
        ValidationWindowHours: 0,
      },
    ]);
  });

  it('is empty for a plan without resources', async () => {
    const client = await clientOf(scenarioWith({ ...daily, resources: [] }));
    await expect(
      client.send(new ListRestoreTestingSelectionsCommand({ RestoreTestingPlanName })),
    ).resolves.toMatchObject({ RestoreTestingSelections: [] });
  });

  it('pages', async () => {
    const client = await clientOf(scenarioWith(daily));
    const sizes: unknown[] = [];
    const config = { client, pageSize: 2 };
    for await (const page of paginateListRestoreTestingSelections(config, { RestoreTestingPlanName })) {
      sizes.push(page.RestoreTestingSelections?.length);
    }
    expect(sizes).toEqual([2, 1]);
  });
});

describe('GetRestoreTestingSelection', () => {
  it.each([
    [
      'RDS_ledger',
      ['arn:aws:rds:eu-west-1:111122223333:db:ledger-1', 'arn:aws:rds:eu-west-1:111122223333:db:ledger-2'],
    ],
    ['S3_my_logs', ['arn:aws:s3:::my.logs']],
    ['DynamoDB_sessions', ['*']],
  ])('adds the ARNs of %s', async (RestoreTestingSelectionName, arns) => {
    const { RestoreTestingSelection } = await (await clientOf(scenarioWith(daily))).send(
      new GetRestoreTestingSelectionCommand({ RestoreTestingPlanName, RestoreTestingSelectionName }),
    );
    expect(RestoreTestingSelection).toMatchObject({
      RestoreTestingSelectionName,
      ProtectedResourceArns: arns,
    });
  });
});

describe('the paths of restore testing', () => {
  const path = '/restore-testing/plans';

  it.each([
    path,
    `${path}/`,
    `${path}/daily`,
    `${path}/daily/`,
    `${path}/daily/selections`,
    `${path}/daily/selections/`,
    `${path}/daily/selections/RDS_ledger`,
    `${path}?MaxResults=1`,
  ])('answer at %s', async (url) => {
    const simulator = await simulate(scenarioWith(daily));
    expect((await signedRequest(simulator, url)).status).toBe(200);
  });

  it.each([
    `${path}/nightly`,
    `${path}/nightly/selections`,
    `${path}/nightly/selections/RDS_ledger`,
    `${path}/daily/selections/EBS_ledger`,
  ])('answer ResourceNotFoundException with status 400 at %s', async (url) => {
    const simulator = await simulate(scenarioWith(daily));
    expect(await signedRequest(simulator, url)).toMatchObject({
      status: 400,
      errorType: 'ResourceNotFoundException',
    });
  });

  it.each([
    `${path}?MaxResults=0`,
    `${path}?MaxResults=1001`,
    `${path}?NextToken=made-up`,
    `${path}/daily/selections?MaxResults=many`,
    `${path}/daily/selections?NextToken=made-up`,
  ])('refuse %s', async (url) => {
    const simulator = await simulate(scenarioWith(daily));
    expect(await signedRequest(simulator, url)).toMatchObject({
      status: 400,
      errorType: 'InvalidParameterValueException',
    });
  });
});

describe('literal plans', () => {
  it('are told as they are written, from and until the moments that they name', async () => {
    let nowMs = startMs;
    const literal = {
      RestoreTestingPlanName: 'odd',
      ScheduleExpression: 'rate(1 day)',
      StartWindowHours: null,
      CreationTime: '2026-01-01T00:00:00Z',
      LastExecutionTime: '-1h',
      RecoveryPointSelection: { Algorithm: 'NEWEST' },
    };
    const selection = { RestoreTestingSelectionName: 's', ValidationWindowHours: null, IamRoleArn: roleArn };
    const rows = [{ ...literal, selections: [{ ...selection, ProtectedResourceArns: ['*'] }] }];
    const simulator = await simulate(
      {
        ...scenarioWith(),
        testingPlans: [{ account: 'monitoring', region: 'eu-west-1', until: '1m', rows }],
      },
      { clock: () => nowMs },
    );
    const bodyOf = async (path: string) => JSON.parse((await signedRequest(simulator, path)).body);
    const { RecoveryPointSelection, ...listed } = {
      ...literal,
      CreationTime: Date.parse('2026-01-01T00:00:00Z') / 1000,
      LastExecutionTime: startMs / 1000 - 3600,
    };
    await expect(bodyOf('/restore-testing/plans')).resolves.toEqual({ RestoreTestingPlans: [listed] });
    await expect(bodyOf('/restore-testing/plans/odd')).resolves.toEqual({
      RestoreTestingPlan: { ...listed, RecoveryPointSelection },
    });
    await expect(bodyOf('/restore-testing/plans/odd/selections')).resolves.toEqual({
      RestoreTestingSelections: [selection],
    });
    await expect(bodyOf('/restore-testing/plans/odd/selections/s')).resolves.toEqual({
      RestoreTestingSelection: { ...selection, ProtectedResourceArns: ['*'] },
    });
    nowMs += 60_000;
    await expect(bodyOf('/restore-testing/plans')).resolves.toEqual({ RestoreTestingPlans: [] });
  });
});
