import { describe, expect, it } from '@jest/globals';
import { mergeJob } from '../../src/restores/merge-job.js';
import { restoreIssueOf } from '../../src/restores/restore-issue.js';
import type { RestoreJob } from '../../src/restores/restore-job.js';
import { anOpenTest, aRestoreTest, hourMs, later, monday } from './a-restore-job.js';

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

  it('agree on one end, where AWS says two, whatever the order', () => {
    const failed = aRestoreTest({ status: 'FAILED', statusMessage: 'no' });
    expect(mergeJob(failed, completed).status).toBe('COMPLETED');
    expect(mergeJob(completed, failed).status).toBe('COMPLETED');
    const timedOut: RestoreJob = { ...completed, validation: 'TIMED_OUT' };
    expect(mergeJob(timedOut, validated).validation).toBe('SUCCESSFUL');
    expect(mergeJob(validated, timedOut).validation).toBe('SUCCESSFUL');
  });
});
