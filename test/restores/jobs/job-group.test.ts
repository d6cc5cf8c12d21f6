import { describe, expect, it } from '@jest/globals';
import {
  countEnds,
  durationBoundsSeconds,
  emptyGroup,
  endsBetween,
  type JobGroup,
  restoreSeconds,
} from '../../../src/restores/jobs/job-group.js';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { anOpenTest, aRestoreJob, aRestoreTest, later, monday } from '../a-restore-job.js';

const none: JobGroup = {
  plan: 'daily',
  resourceType: 'RDS',
  ended: { COMPLETED: 0, ABORTED: 0, FAILED: 0 },
  validationsEnded: { SUCCESSFUL: 0, FAILED: 0, TIMED_OUT: 0 },
  deletionsEnded: { SUCCESSFUL: 0, FAILED: 0 },
  durations: { counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], sum: 0 },
  newestJobAt: monday,
};
const anHour = { counts: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], sum: 3600 };

describe('a group', () => {
  it('begins with nothing counted', () => {
    expect(emptyGroup({ ...aRestoreTest(), plan: aRestoreTest().plan?.name ?? '' })).toEqual(none);
  });

  it.each<[string, RestoreJob | undefined, RestoreJob, Partial<JobGroup>]>([
    [
      'a restore that was running',
      anOpenTest(),
      aRestoreTest(),
      { ended: { ...none.ended, COMPLETED: 1 }, durations: anHour },
    ],
    [
      'a restore first seen when it was over',
      undefined,
      aRestoreTest(),
      { ended: { ...none.ended, COMPLETED: 1 }, durations: anHour },
    ],
    [
      'a restore of a status that was not known',
      anOpenTest({ status: 'unknown' }),
      aRestoreTest({ status: 'FAILED' }),
      { ended: { ...none.ended, FAILED: 1 } },
    ],
    [
      'an aborted restore',
      anOpenTest({ status: 'PENDING' }),
      aRestoreTest({ status: 'ABORTED' }),
      { ended: { ...none.ended, ABORTED: 1 } },
    ],
    [
      'a validation',
      aRestoreTest({ validation: 'VALIDATING' }),
      aRestoreTest({ validation: 'TIMED_OUT' }),
      { validationsEnded: { ...none.validationsEnded, TIMED_OUT: 1 } },
    ],
    [
      'a deletion',
      aRestoreTest({ deletion: 'DELETING' }),
      aRestoreTest({ deletion: 'FAILED' }),
      { deletionsEnded: { SUCCESSFUL: 0, FAILED: 1 } },
    ],
    [
      'the duration of a restore whose end AWS tells late',
      aRestoreTest({ completedAt: undefined }),
      aRestoreTest(),
      { durations: anHour },
    ],
    [
      'everything that ended at once',
      anOpenTest(),
      aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' }),
      {
        ended: { ...none.ended, COMPLETED: 1 },
        validationsEnded: { ...none.validationsEnded, SUCCESSFUL: 1 },
        deletionsEnded: { SUCCESSFUL: 1, FAILED: 0 },
        durations: anHour,
      },
    ],
  ])('counts %s', (_, before, now, counted) => {
    expect(countEnds(none, endsBetween(before, now))).toEqual({ ...none, ...counted });
  });

  it.each<[string, RestoreJob]>([
    ['is still open', anOpenTest()],
    ['ended before', aRestoreTest({ validation: 'FAILED', deletion: 'SUCCESSFUL' })],
    [
      'has a status that is not known',
      anOpenTest({ status: 'unknown', validation: 'unknown', deletion: 'unknown' }),
    ],
  ])('counts nothing of what %s', (_, job) => {
    expect(countEnds(none, endsBetween(job, job))).toEqual(none);
  });

  it.each([
    [0, 0],
    [60, 0],
    [60.001, 1],
    [300, 1],
    [86_400, 8],
    [86_400.5, 9],
    [1e9, 9],
  ])('puts a restore of %d s into bucket %d', (seconds, bucket) => {
    const job = aRestoreTest({ completedAt: later(monday, seconds * 1000) });
    const { counts, sum } = countEnds(none, endsBetween(undefined, job)).durations;
    expect(counts).toEqual([...durationBoundsSeconds, 0].map((_, index) => (index === bucket ? 1 : 0)));
    expect(sum).toBeCloseTo(seconds, 6);
  });
});

describe('the seconds that a restore took', () => {
  it.each<[string, Partial<RestoreJob>, number | undefined]>([
    ['is from creation to completion', { completedAt: later(monday, 90_500) }, 90.5],
    ['is 0 where AWS ends a job before its creation', { completedAt: later(monday, -5000) }, 0],
    ['is not known without an end', { completedAt: undefined }, undefined],
    ['is not known of a failed restore', { status: 'FAILED' }, undefined],
    ['is not known of a running restore', { status: 'RUNNING' }, undefined],
  ])('%s', (_, fields, seconds) => expect(restoreSeconds(aRestoreJob(fields))).toBe(seconds));
});
