import { describe, expect, it } from '@jest/globals';
import { readPlans } from '../../src/polling/read-plans.js';
import { type Answer, awsAnswering } from '../aws/aws-answering.js';

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
    RestoreTestingSelections: [selection('told', { ValidationWindowHours: 1 }), selection('untold')],
  },
  [`${plans}/daily/selections/untold`]: {
    RestoreTestingSelection: selection('untold', { ValidationWindowHours: 3 }),
  },
  [`${plans}/empty/selections${page}`]: { RestoreTestingSelections: [] },
};

async function read(changed: Readonly<Record<string, Answer>> = {}) {
  const { session, deadline, requests } = await awsAnswering({ ...answers, ...changed });
  return { result: await readPlans(session, deadline), requests };
}

describe('the plans of a target', () => {
  it('are read with their selections, and one by one only where the list lacks the window', async () => {
    const { result, requests } = await read();
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          name: 'daily',
          createdAt: new Date(1_700_000_000_000),
          selections: [
            { name: 'told', resourceType: 'RDS', validationWindowMs: 3_600_000 },
            { name: 'untold', resourceType: 'RDS', validationWindowMs: 10_800_000 },
          ],
        },
        { name: 'empty', selections: [] },
      ],
    });
    expect(requests).toHaveLength(4);
  });

  it.each([
    ['plan', `${plans}/daily/selections${page}`, [{ name: 'empty' }]],
    [
      'selection',
      `${plans}/daily/selections/untold`,
      [{ name: 'daily', selections: [{ name: 'told' }] }, { name: 'empty' }],
    ],
  ])('are without a %s that is deleted meanwhile', async (_, request, value) => {
    const { result } = await read({ [request]: 'ResourceNotFoundException' });
    expect(result).toMatchObject({ ok: true, value });
    expect(result.ok && result.value).toHaveLength(value.length);
  });

  it.each([
    ['ListRestoreTestingPlans', `${plans}${page}`],
    ['ListRestoreTestingSelections', `${plans}/empty/selections${page}`],
    ['GetRestoreTestingSelection', `${plans}/daily/selections/untold`],
  ])('are not read at all where %s fails', async (operation, request) => {
    const { result } = await read({ [request]: 'AccessDeniedException' });
    expect(result).toMatchObject({ ok: false, failure: { operation, reason: 'access_denied' } });
  });
});
