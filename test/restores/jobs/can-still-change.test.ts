import { describe, expect, it } from '@jest/globals';
import { canStillChange } from '../../../src/restores/jobs/can-still-change.js';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const soon = later(monday, 2 * hourMs);
const yearsLater = later(monday, 1000 * dayMs);

describe('a job', () => {
  it.each<[string, Partial<RestoreJob>]>([
    ['that is pending', { status: 'PENDING' }],
    ['that is running', { status: 'RUNNING' }],
    ['of an unknown status', { status: 'unknown' }],
    ['that is being validated', { validation: 'VALIDATING' }],
    ['of an unknown validation status', { validation: 'unknown' }],
    ['whose restored data is being deleted', { deletion: 'DELETING' }],
    ['of an unknown deletion status', { deletion: 'unknown' }],
  ])('%s can always change', (_, fields) => {
    expect(canStillChange(aRestoreJob(fields), yearsLater)).toBe(true);
    expect(canStillChange(aRestoreTest(fields), yearsLater)).toBe(true);
  });

  it.each<[string, RestoreJob]>([
    ['restored on demand', aRestoreJob()],
    ['failed on demand', aRestoreJob({ status: 'FAILED' })],
    ['of a test that was deleted', aRestoreTest({ deletion: 'SUCCESSFUL' })],
    ['of a test that could not be deleted', aRestoreTest({ deletion: 'FAILED' })],
  ])('%s cannot change any more', (_, job) => expect(canStillChange(job, soon)).toBe(false));

  it.each<[string, Partial<RestoreJob>, number]>([
    ['that completed', {}, hourMs],
    ['that failed', { status: 'FAILED' }, hourMs],
    ['that was validated', { validation: 'SUCCESSFUL' }, hourMs],
    ['without an end', { completedAt: undefined }, 0],
  ])('of a test %s may be deleted until a day after the longest validation window', (_, fields, endMs) => {
    const test = aRestoreTest(fields);
    const last = later(monday, endMs + 8 * dayMs);
    expect(canStillChange(test, later(last, -1))).toBe(true);
    expect(canStillChange(test, last)).toBe(false);
  });
});
