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

async function read(changed: Readonly<Record<string, Answer>> = {}) {
  const { session, deadline, requests } = await awsAnswering({ ...answers, ...changed });
  return { result: await readPlans(session, deadline), requests };
}

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
    expect(requests).toHaveLength(5);
  });

  it.each([
    ['plan', `${plans}/daily/selections${page}`, [{ name: 'empty' }]],
    [
      'selection',
      `${plans}/daily/selections/named`,
      [{ name: 'daily', selections: [{ name: 'all' }] }, { name: 'empty' }],
    ],
  ])('are without a %s that is deleted meanwhile', async (_, request, value) => {
    const { result } = await read({ [request]: 'ResourceNotFoundException' });
    expect(result).toMatchObject({ ok: true, value });
    expect(result.ok && result.value).toHaveLength(value.length);
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
