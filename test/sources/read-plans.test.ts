import { describe, expect, it } from '@jest/globals';
import type { RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import { readPlans } from '../../src/sources/read-plans.js';
import { factsOf } from '../../src/targets/reading.js';
import { type Answer, awsAnswering } from '../aws/aws-answering.js';
import { aPlan } from '../restores/a-plan.js';

const target = { accountId: '111122223333', accountName: 'production', region: 'eu-west-1' };
const page = '?MaxResults=1000';
const plans = '/restore-testing/plans';

const plan = (name: string) => ({
  RestoreTestingPlanName: name,
  RestoreTestingPlanArn: `arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:${name}-1`,
  ScheduleExpression: 'cron(0 5 ? * * *)',
  CreationTime: 1_700_000_000,
});
const selection = (name: string, members: object = {}) => ({
  RestoreTestingSelectionName: name,
  ProtectedResourceType: 'RDS',
  ...members,
});

function describedPlan(name: string, days: number): Answer {
  return { RestoreTestingPlan: { ...plan(name), RecoveryPointSelection: { SelectionWindowDays: days } } };
}

const answers: Readonly<Record<string, Answer>> = {
  [`${plans}${page}`]: { RestoreTestingPlans: [plan('daily'), plan('empty')] },
  [`${plans}/daily`]: describedPlan('daily', 7),
  [`${plans}/empty`]: describedPlan('empty', 30),
  [`${plans}/daily/selections${page}`]: {
    RestoreTestingSelections: [selection('all'), selection('named')],
  },
  [`${plans}/daily/selections/all`]: {
    RestoreTestingSelection: selection('all', { ValidationWindowHours: 1, ProtectedResourceArns: ['*'] }),
  },
  [`${plans}/daily/selections/named`]: {
    RestoreTestingSelection: selection('named', { ValidationWindowHours: 3, ProtectedResourceArns: ['arn'] }),
  },
  [`${plans}/empty/selections${page}`]: { RestoreTestingSelections: [] },
};

async function read(
  changed: Readonly<Record<string, Answer>> = {},
  known: readonly RestoreTestingPlan[] = [],
) {
  const { api, deadline, requests } = await awsAnswering({ ...answers, ...changed });
  return { result: await readPlans(api, target, known, deadline), requests };
}

const windows = (facts: readonly RestoreTestingPlan[] | undefined) =>
  facts?.map((each) => [each.name, each.selections.length, each.recoveryPoints?.windowMs]);

describe('the plans of a target', () => {
  it('are read with their selections, which alone tell the window and the named resources', async () => {
    const { result, requests } = await read();
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          name: 'daily',
          createdAt: new Date(1_700_000_000_000),
          selections: [
            { name: 'all', resourceType: 'RDS', validationWindowMs: 3_600_000, resourceArns: [] },
            { name: 'named', resourceType: 'RDS', validationWindowMs: 10_800_000, resourceArns: ['arn'] },
          ],
        },
        { name: 'empty', selections: [] },
      ],
    });
    expect(factsOf(result)?.map(({ recoveryPoints }) => recoveryPoints?.windowMs)).toEqual([
      7 * 86_400_000,
      30 * 86_400_000,
    ]);
    expect(requests).toHaveLength(7);
  });

  const foreign = (name: string) => ({
    ...plan(name),
    RestoreTestingPlanArn: `arn:aws:backup:eu-west-1:222233334444:restore-testing-plan:${name}-1`,
  });

  it('are none, but a failure, where every one of them is of another account', async () => {
    const list = { RestoreTestingPlans: [foreign('daily'), foreign('empty')] };
    const { result, requests } = await read({ [`${plans}${page}`]: list });
    expect(result).toEqual({
      ok: false,
      failure: {
        operation: 'ListRestoreTestingPlans',
        reason: 'wrong_account',
        message:
          "the credentials for account 111122223333 belong to account 222233334444: AWS listed that account's restore testing plans",
      },
    });
    expect(requests).toHaveLength(1);
  });

  it('are without one of another account, which is refused', async () => {
    const list = { RestoreTestingPlans: [foreign('daily'), plan('empty')] };
    const { result } = await read({ [`${plans}${page}`]: list });
    expect(result).toMatchObject({
      ok: true,
      value: [{ name: 'empty' }],
      refused: [
        {
          operation: 'ListRestoreTestingPlans',
          reason: 'other_account',
          message: 'restore testing plan daily is of account 222233334444, not of 111122223333',
          id: 'daily',
        },
      ],
    });
  });

  it.each([
    ['plan', `${plans}/daily/selections${page}`, [{ name: 'empty' }]],
    [
      'selection',
      `${plans}/daily/selections/named`,
      [{ name: 'daily', selections: [{ name: 'all' }] }, { name: 'empty' }],
    ],
  ])('are without a %s that is deleted meanwhile', async (_, request, facts) => {
    const { result } = await read({ [request]: 'ResourceNotFoundException' });
    expect(result).toMatchObject({ ok: true, value: facts });
    expect(factsOf(result)).toHaveLength(facts.length);
  });

  const known = [aPlan({ name: 'daily', timezone: 'Asia/Tokyo' }), aPlan({ name: 'weekly' })];

  it.each([
    ['a refused plan as it was known', { ...plan('daily'), CreationTime: 'soon' }, ['empty', 'daily']],
    [
      'every plan, if a row says not of which it is',
      { ScheduleExpression: 'x' },
      ['empty', 'daily', 'weekly'],
    ],
    ['no other', plan('new'), ['empty', 'new']],
  ])('keep %s', async (_, row, names) => {
    const listing = { RestoreTestingPlans: [plan('empty'), row] };
    const selections = { RestoreTestingSelections: [] };
    const { result } = await read(
      { [`${plans}${page}`]: listing, [`${plans}/new/selections${page}`]: selections },
      known,
    );
    expect(factsOf(result)?.map(({ name }) => name)).toEqual(names);
    expect(factsOf(result)?.filter(({ name }) => name === 'daily')).toEqual(
      names.includes('daily') ? [{ ...known[0], isStale: true }] : [],
    );
    expect(result.refused).toHaveLength(names.includes('daily') ? 1 : 0);
  });

  it.each([
    [
      'refused',
      {
        [`${plans}/daily/selections/all`]: {
          RestoreTestingSelection: { RestoreTestingSelectionName: 'all' },
        },
      },
    ],
    ['listed without a name', { [`${plans}/daily/selections${page}`]: { RestoreTestingSelections: [{}] } }],
  ])('keep a selection as it was known if it is %s', async (_, answer: Record<string, Answer>) => {
    const selections = [{ name: 'all', resourceType: 'EBS', validationWindowMs: 0, resourceArns: [] }];
    const { result } = await read(answer, [aPlan({ name: 'daily', selections })]);
    expect(factsOf(result)?.find(({ name }) => name === 'daily')?.selections).toContainEqual(selections[0]);
    expect(result).toMatchObject({ ok: true, refused: [{ reason: 'missing_field' }] });
  });

  it.each([
    ['ListRestoreTestingPlans', `${plans}${page}`],
    ['ListRestoreTestingSelections', `${plans}/empty/selections${page}`],
    ['GetRestoreTestingSelection', `${plans}/daily/selections/named`],
  ])('are not read at all where %s fails', async (operation, request) => {
    const { result } = await read({ [request]: 'AccessDeniedException' });
    expect(result).toMatchObject({ ok: false, failure: { operation, reason: 'access_denied' } });
  });

  describe('of which what they restore from cannot be read', () => {
    const recoveryPoints = {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includedVaults: ['*'],
      excludedVaults: [],
      types: ['SNAPSHOT'],
      windowMs: 86_400_000,
    };

    it('are read, for want of a permission, and keep what they restored from', async () => {
      const denied = { [`${plans}/daily`]: 'AccessDeniedException' };
      const { result } = await read(denied);
      expect(result).toMatchObject({ ok: true, denied: { operation: 'GetRestoreTestingPlan' } });
      expect(windows(factsOf(result))).toEqual([
        ['daily', 2, undefined],
        ['empty', 0, 30 * 86_400_000],
      ]);
      const { RestoreTestingPlanArn: arn } = plan('daily');
      const later = await read(denied, [aPlan({ name: 'daily', arn, recoveryPoints })]);
      expect(windows(factsOf(later.result))).toEqual([
        ['daily', 2, 86_400_000],
        ['empty', 0, 30 * 86_400_000],
      ]);
    });

    it.each([
      ['cannot be described', 'AccessDeniedException'],
      ['is not known when it is described', 'ResourceNotFoundException'],
      [
        'is described as it was before',
        {
          RestoreTestingPlan: {
            ...plan('daily'),
            RestoreTestingPlanArn: 'arn:of-another',
            RecoveryPointSelection: { SelectionWindowDays: 7 },
          },
        },
      ],
    ])('do not take over what a plan of the same name restored from if the new one %s', async (_, answer) => {
      const replaced = aPlan({ name: 'daily', arn: 'arn:of-another', recoveryPoints });
      const { result } = await read({ [`${plans}/daily`]: answer }, [replaced]);
      expect(windows(factsOf(result))).toEqual([
        ['daily', 2, undefined],
        ['empty', 0, 30 * 86_400_000],
      ]);
    });

    it('are read in vain, for any other reason, but are known all the same', async () => {
      const { RestoreTestingPlanArn: arn } = plan('daily');
      const { result } = await read({ [`${plans}/daily`]: 'ValidationException' }, [
        aPlan({ name: 'daily', arn, recoveryPoints }),
      ]);
      expect(result).toMatchObject({ ok: false, failure: { operation: 'GetRestoreTestingPlan' } });
      expect(windows(factsOf(result))).toEqual([
        ['daily', 2, 86_400_000],
        ['empty', 0, 30 * 86_400_000],
      ]);
    });

    it('lack no permission otherwise', async () => {
      expect((await read()).result.denied).toBeUndefined();
    });
  });
});
