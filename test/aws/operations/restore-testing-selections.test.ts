import { describe, expect, it } from '@jest/globals';
import { getRestoreTestingSelection } from '../../../src/aws/operations/get-restore-testing-selection.js';
import { listRestoreTestingSelections } from '../../../src/aws/operations/list-restore-testing-selections.js';
import { type Answer, awsAnswering } from '../aws-answering.js';

const selections = '/restore-testing/plans/daily/selections';
const list = `${selections}?MaxResults=1000`;
const rds = {
  RestoreTestingPlanName: 'daily',
  RestoreTestingSelectionName: 'rds',
  ProtectedResourceType: 'RDS',
  IamRoleArn: 'arn:aws:iam::111122223333:role/backup',
  CreationTime: 1_700_000_000,
};

async function listed(...rows: object[]) {
  const { api, deadline } = await awsAnswering({ [list]: { RestoreTestingSelections: rows } });
  return listRestoreTestingSelections(api, 'daily', deadline);
}

async function got(answer: Answer) {
  const { api, deadline } = await awsAnswering({ [`${selections}/rds`]: answer });
  return getRestoreTestingSelection(api, 'daily', 'rds', deadline);
}

const invalid = (operation: string, message: string) => ({
  ok: false,
  failure: { operation, reason: 'invalid_response', message },
});

describe('ListRestoreTestingSelections', () => {
  it('refuses a selection without a name, and reads the rest', async () => {
    const message = 'a selection of restore testing plan daily has no name';
    await expect(listed({ ...rds, RestoreTestingSelectionName: null }, rds)).resolves.toEqual({
      ok: true,
      value: ['rds'],
      refused: [{ operation: 'ListRestoreTestingSelections', reason: 'missing_field', message }],
    });
  });

  it('is read over all its pages', async () => {
    const { api, deadline } = await awsAnswering({
      [list]: { RestoreTestingSelections: [rds], NextToken: 'two' },
      [`${list}&NextToken=two`]: {
        RestoreTestingSelections: [{ ...rds, RestoreTestingSelectionName: 'b' }],
      },
    });
    const result = await listRestoreTestingSelections(api, 'daily', deadline);
    expect(result).toMatchObject({ ok: true, value: ['rds', 'b'] });
  });

  it.each([
    ['gone', {}, { ok: true, value: 'gone' }],
    ['a failure', { [list]: 'AccessDeniedException' }, { ok: false, failure: { reason: 'access_denied' } }],
  ])('is %s where AWS says so', async (_, answers: Record<string, Answer>, result) => {
    const { api, deadline } = await awsAnswering(answers);
    await expect(listRestoreTestingSelections(api, 'daily', deadline)).resolves.toMatchObject(result);
  });
});

describe('GetRestoreTestingSelection', () => {
  it.each([
    ['a window', { ValidationWindowHours: 168 }, { validationWindowMs: 604_800_000 }],
    ['a window of 0', { ValidationWindowHours: 0 }, {}],
    ['no window', { ValidationWindowHours: null }, {}],
    ['unknown members', { Priority: 1 }, {}],
    ['every resource of its type', { ProtectedResourceArns: ['*'] }, {}],
    [
      'resources that it names',
      { ProtectedResourceArns: ['arn:a', 'arn:b'] },
      { resourceArns: ['arn:a', 'arn:b'] },
    ],
  ])('has a selection with %s', async (_, members, mapped) => {
    await expect(got({ RestoreTestingSelection: { ...rds, ...members } })).resolves.toEqual({
      ok: true,
      value: {
        read: { name: 'rds', resourceType: 'RDS', validationWindowMs: 0, resourceArns: [], ...mapped },
      },
    });
  });

  it('is refused if it cannot be used', async () => {
    const message = 'selection rds of restore testing plan daily has no ProtectedResourceType';
    const refused = { operation: 'GetRestoreTestingSelection', reason: 'missing_field', message, id: 'rds' };
    await expect(got({ RestoreTestingSelection: { ...rds, ProtectedResourceType: '' } })).resolves.toEqual({
      ok: true,
      value: { refused },
    });
  });

  it.each([
    ['asked for selection rds, AWS described none', {}],
    [
      'asked for selection rds, AWS described s3',
      { RestoreTestingSelection: { ...rds, RestoreTestingSelectionName: 's3' } },
    ],
  ])('is an invalid response where %s', async (message, answer) => {
    await expect(got(answer)).resolves.toEqual(invalid('GetRestoreTestingSelection', message));
  });

  it('is gone where AWS no longer knows it', async () => {
    await expect(got('ResourceNotFoundException')).resolves.toEqual({ ok: true, value: 'gone' });
  });
});
