import { describe, expect, it } from '@jest/globals';
import { listRestoreTestingPlans } from '../../../src/aws/operations/list-restore-testing-plans.js';
import { awsAnswering } from '../aws-answering.js';

const list = '/restore-testing/plans?MaxResults=1000';
const arn = 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:daily-1';
const daily = {
  RestoreTestingPlanName: 'daily',
  RestoreTestingPlanArn: arn,
  ScheduleExpression: 'cron(0 5 ? * * *)',
  CreationTime: 1_700_000_000.087,
};

const named = (name: string) => ({ ...daily, RestoreTestingPlanName: name });

async function listed(...rows: object[]) {
  const { api, deadline } = await awsAnswering({ [list]: { RestoreTestingPlans: rows } });
  return listRestoreTestingPlans(api, deadline);
}

describe('ListRestoreTestingPlans', () => {
  it('has every member of a plan', async () => {
    await expect(
      listed({
        ...daily,
        ScheduleExpressionTimezone: 'Europe/Berlin',
        StartWindowHours: 2,
        LastUpdateTime: 1_700_000_001,
        LastExecutionTime: 1.700000002e9,
      }),
    ).resolves.toEqual({
      ok: true,
      value: [
        {
          name: 'daily',
          arn,
          schedule: 'cron(0 5 ? * * *)',
          timezone: 'Europe/Berlin',
          startWindowMs: 7_200_000,
          createdAt: new Date(1_700_000_000_087),
          updatedAt: new Date(1_700_000_001_000),
          lastExecutedAt: new Date(1_700_000_002_000),
        },
      ],
    });
  });

  it.each([
    ['absent', {}],
    ['null', { ScheduleExpressionTimezone: null, StartWindowHours: null, LastExecutionTime: null }],
    ['unknown', { Status: 'PAUSED', NextExecution: { Time: 1 } }],
  ])('does without members that are %s', async (_, members) => {
    await expect(listed({ ...daily, ...members })).resolves.toEqual({
      ok: true,
      value: [
        {
          name: 'daily',
          arn,
          schedule: 'cron(0 5 ? * * *)',
          timezone: 'UTC',
          startWindowMs: 86_400_000,
          createdAt: new Date(1_700_000_000_087),
        },
      ],
    });
  });

  const missing = 'missing_field';
  it.each([
    [missing, 'a restore testing plan has no name', { RestoreTestingPlanName: null }],
    [
      missing,
      'restore testing plan daily has no RestoreTestingPlanArn',
      { RestoreTestingPlanArn: undefined },
    ],
    [missing, 'restore testing plan daily has no ScheduleExpression', { ScheduleExpression: '' }],
    [missing, 'restore testing plan daily has no CreationTime', { CreationTime: null }],
    [
      'invalid_field',
      'restore testing plan daily has an unreadable LastExecutionTime',
      { LastExecutionTime: '2026-03-10' },
    ],
  ])('refuses a row and reads the rest: %s, %s', async (reason, message, members) => {
    const id = 'RestoreTestingPlanName' in members ? {} : { id: 'daily' };
    const result = await listed({ ...daily, ...members }, named('weekly'));
    expect(result).toMatchObject({ ok: true, value: [{ name: 'weekly' }] });
    const operation = 'ListRestoreTestingPlans';
    expect(result).toHaveProperty('refused', [{ operation, reason, message, ...id }]);
  });

  it('is read over all its pages, the empty one too', async () => {
    const { api, deadline, requests } = await awsAnswering({
      [list]: { RestoreTestingPlans: [named('a'), named('b')], NextToken: 'two' },
      [`${list}&NextToken=two`]: { RestoreTestingPlans: [], NextToken: 'three' },
      [`${list}&NextToken=three`]: { RestoreTestingPlans: [named('c')], NextToken: null },
    });
    const plans = await listRestoreTestingPlans(api, deadline);
    expect(plans.ok && plans.value.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(requests).toHaveLength(3);
  });

  it('is empty where AWS answers without a list', async () => {
    const { api, deadline } = await awsAnswering({ [list]: {} });
    await expect(listRestoreTestingPlans(api, deadline)).resolves.toEqual({ ok: true, value: [] });
  });
});
