import { describe, expect, it } from '@jest/globals';
import { readPlans } from '../../src/polling/read-plans.js';
import type { RestoreTestingPlan } from '../../src/restores/restore-testing-plan.js';
import { type Answer, awsAnswering } from '../aws/aws-answering.js';
import { aPlan } from '../restores/a-plan.js';

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

const answers: Readonly<Record<string, Answer>> = {
  [`${plans}${page}`]: { RestoreTestingPlans: [plan('daily'), plan('empty')] },
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
  const { session, deadline, requests } = await awsAnswering({ ...answers, ...changed });
  return { result: await readPlans(session, known, deadline), requests };
}

describe('the plans of a target', () => {
  it('are read with their selections, which alone tell the window and the named resources', async () => {
    const { result, requests } = await read();
    expect(result).toMatchObject({
      ok: true,
      facts: [
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
    expect(requests).toHaveLength(5);
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
    expect(result).toMatchObject({ ok: true, facts });
    expect(result.facts).toHaveLength(facts.length);
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
    expect(result.facts?.map(({ name }) => name)).toEqual(names);
    expect(result.facts?.filter(({ name }) => name === 'daily')).toEqual(
      names.includes('daily') ? known.slice(0, 1) : [],
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
    expect(result.facts?.find(({ name }) => name === 'daily')?.selections).toContainEqual(selections[0]);
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
});
