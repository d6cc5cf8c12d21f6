import { describe, expect, it } from '@jest/globals';
import { getRestoreTestingPlan } from '../../../src/aws/operations/get-restore-testing-plan.js';
import { type Answer, awsAnswering } from '../aws-answering.js';

const vault = 'arn:aws:backup:eu-west-1:111122223333:backup-vault:Default';
const daily = {
  RestoreTestingPlanName: 'daily',
  RestoreTestingPlanArn: 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:daily-1',
  ScheduleExpression: 'cron(0 5 ? * * *)',
  CreationTime: 1_700_000_000,
};

async function got(answer: Answer) {
  const { api, deadline } = await awsAnswering({ '/restore-testing/plans/daily': answer });
  return getRestoreTestingPlan(api, { name: 'daily', arn: daily.RestoreTestingPlanArn }, deadline);
}

describe('GetRestoreTestingPlan', () => {
  it.each<[what: string, selection: object | null | undefined, mapped: object]>([
    [
      'everything',
      {
        Algorithm: 'RANDOM_WITHIN_WINDOW',
        IncludeVaults: [vault, '*'],
        ExcludeVaults: [vault],
        RecoveryPointTypes: ['SNAPSHOT', 'CONTINUOUS'],
        SelectionWindowDays: 7,
      },
      {
        algorithm: 'RANDOM_WITHIN_WINDOW',
        includedVaults: [vault, '*'],
        excludedVaults: [vault],
        types: ['SNAPSHOT', 'CONTINUOUS'],
        windowMs: 7 * 86_400_000,
      },
    ],
    ['nothing', undefined, {}],
    ['null', null, {}],
    [
      'members that are no texts',
      { Algorithm: 1, IncludeVaults: [null, ''], SelectionWindowDays: 'all' },
      {},
    ],
  ])('tells %s of what a plan restores from', async (_, RecoveryPointSelection, mapped) => {
    await expect(got({ RestoreTestingPlan: { ...daily, RecoveryPointSelection } })).resolves.toEqual({
      ok: true,
      value: {
        algorithm: 'unknown',
        includedVaults: [],
        excludedVaults: [],
        types: [],
        windowMs: 30 * 86_400_000,
        ...mapped,
      },
    });
  });

  it.each([
    ['AWS described none', {}],
    ['AWS described weekly', { RestoreTestingPlan: { ...daily, RestoreTestingPlanName: 'weekly' } }],
  ])('is an invalid response where %s', async (described, answer) => {
    await expect(got(answer)).resolves.toMatchObject({
      ok: false,
      failure: {
        operation: 'GetRestoreTestingPlan',
        reason: 'invalid_response',
        message: `asked for restore testing plan daily, ${described}`,
      },
    });
  });

  it('is gone where AWS no longer knows the plan', async () => {
    await expect(got('ResourceNotFoundException')).resolves.toEqual({ ok: true, value: 'gone' });
  });
});
