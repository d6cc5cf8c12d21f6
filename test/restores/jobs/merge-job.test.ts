import { describe, expect, it } from '@jest/globals';
import { mergeJob, showsBetterEnd } from '../../../src/restores/jobs/merge-job.js';
import { restoreIssueOf } from '../../../src/restores/jobs/restore-issue.js';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { anOpenTest, aRestoreTest, hourMs, later, monday } from '../a-restore-job.js';

const pending = anOpenTest({ status: 'PENDING' });
const running = anOpenTest({ percentDone: '40.00%' });
const completed = aRestoreTest({ createdResourceArn: 'arn:aws:rds:::db:restored' });
const validating: RestoreJob = { ...completed, validation: 'VALIDATING' };
const validated: RestoreJob = {
  ...completed,
  validation: 'SUCCESSFUL',
  validationMessage: 'row counts match',
};
const deleting: RestoreJob = { ...validated, deletion: 'DELETING', percentDone: '100.00%' };
const deleted: RestoreJob = { ...deleting, deletion: 'FAILED', deletionMessage: 'tag was removed' };
const life = [pending, running, completed, validating, validated, deleting, deleted];

describe('two views of one job', () => {
  it('are the one view where nothing was known', () => {
    expect(mergeJob(undefined, running)).toBe(running);
  });

  it('are the later one, whichever was read last', () => {
    for (const [index, newer] of life.entries()) {
      for (const earlier of life.slice(0, index + 1)) {
        expect(mergeJob(earlier, newer)).toEqual(newer);
        expect(mergeJob(newer, earlier)).toEqual(newer);
      }
    }
  });

  it('keep the later of each status where each view is ahead in one of them', () => {
    const lagsInDeletion: RestoreJob = { ...validated, deletion: 'NONE' };
    const lagsInValidation: RestoreJob = { ...validating, deletion: 'FAILED', deletionMessage: 'denied' };
    const joined: RestoreJob = { ...validated, deletion: 'FAILED', deletionMessage: 'denied' };
    expect(mergeJob(lagsInDeletion, lagsInValidation)).toEqual(joined);
    expect(mergeJob(lagsInValidation, lagsInDeletion)).toEqual(joined);
  });

  it('take the newer words where no status has moved', () => {
    const further = { ...running, percentDone: '80.00%', statusMessage: 'restoring' };
    expect(mergeJob(running, further)).toEqual(further);
  });

  it('keep the issue of a completed restore where one view has no message', () => {
    const partial = { ...completed, statusMessage: 'One or more objects failed to be restored from a to b.' };
    for (const merged of [mergeJob(partial, completed), mergeJob(completed, partial)]) {
      expect(restoreIssueOf(merged)).toBe('objects_not_restored');
    }
    const failed = aRestoreTest({ status: 'FAILED' });
    expect(mergeJob(running, failed).issue).toBeUndefined();
  });

  it('keep the end that one view lacks', () => {
    const withoutEnd = { ...completed, completedAt: undefined };
    const end = later(monday, hourMs);
    expect(mergeJob(completed, withoutEnd).completedAt).toEqual(end);
    expect(mergeJob(withoutEnd, completed).completedAt).toEqual(end);
  });

  it.each<[string, Partial<RestoreJob>, Partial<RestoreJob>]>([
    ['status', { status: 'COMPLETED' }, { status: 'FAILED', statusMessage: 'no' }],
    ['status', { status: 'COMPLETED' }, { status: 'ABORTED' }],
    ['status', { status: 'ABORTED' }, { status: 'FAILED' }],
    ['validation', { validation: 'SUCCESSFUL' }, { validation: 'TIMED_OUT' }],
    ['validation', { validation: 'SUCCESSFUL' }, { validation: 'FAILED', validationMessage: 'no rows' }],
    ['validation', { validation: 'TIMED_OUT' }, { validation: 'FAILED' }],
    ['deletion', { deletion: 'SUCCESSFUL' }, { deletion: 'FAILED', deletionMessage: 'denied' }],
  ])('agree on the worse of two ends of the %s, whatever the order', (_, better, worse) => {
    const [one, other] = [aRestoreTest(better), aRestoreTest(worse)];
    expect(mergeJob(one, other)).toEqual(other);
    expect(mergeJob(other, one)).toEqual(other);
    expect([showsBetterEnd(one, other), showsBetterEnd(other, one)]).toEqual([false, true]);
    expect(mergeJob(other, one, { takesBetterEnd: true })).toEqual(one);
  });

  it.each<[string, RestoreJob]>([
    ['an earlier status', running],
    ['an earlier validation', validating],
    ['no validation', completed],
    ['the same', deleted],
  ])('show no better end if one has %s', (_, read) => {
    expect(showsBetterEnd(deleted, read)).toBe(false);
  });

  it('stay at an end whatever a view before it says, even if a better end is taken', () => {
    expect(mergeJob(deleted, running, { takesBetterEnd: true }).status).toBe('COMPLETED');
  });

  const full: RestoreJob = {
    ...deleted,
    accountId: '111122223333',
    statusMessage: 'with issues',
    isParent: true,
    parentJobId: 'parent',
    createdResourceArn: 'arn:created',
    recoveryPointArn: 'arn:point',
    recoveryPointCreatedAt: monday,
    backupVaultArn: 'arn:vault',
    iamRoleArn: 'arn:role',
    sizeBytes: 5,
    issue: 'other_issue',
  };
  const { id, createdAt, status, validation, deletion } = full;
  const bare: RestoreJob = {
    id,
    createdAt,
    status,
    validation,
    deletion,
    resourceType: 'unknown',
    isParent: false,
    percentDone: '100.00%',
  };

  it('keep what one view leaves out, whichever was read last', () => {
    expect(mergeJob(full, bare)).toEqual(full);
    expect(mergeJob(bare, full)).toEqual(full);
  });

  it('take no message of another status', () => {
    const told = { ...running, statusMessage: 'copying' };
    expect(mergeJob(told, completed).statusMessage).toBeUndefined();
  });
});
