import { describe, expect, it } from '@jest/globals';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { Target } from '../../src/targets/target.js';
import {
  currentFailure,
  hasBeenTried,
  newTargetState,
  recordJobsReading,
  recordSummariesReading,
} from '../../src/targets/target-state.js';
import { anOpenTest, aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const failure: CallFailure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' };
const at = later(monday, hourMs);
const afterwards = later(monday, 2 * hourMs);
const fresh = newTargetState(target);
const facts = { jobs: [anOpenTest()], gone: [], listedAt: at };
const read = recordJobsReading(fresh, { at, durationSeconds: 2 }, facts, settings);

const summary = {
  region: 'eu-west-1',
  accountId: '111122223333',
  state: 'FAILED',
  resourceType: 'EBS',
  count: 1,
  startAt: monday,
  endAt: afterwards,
};

describe('the state of a target', () => {
  it('begins with nothing tried', () => {
    expect(hasBeenTried(fresh)).toBe(false);
    expect(currentFailure(fresh)).toBeUndefined();
    expect(fresh.restores.jobs.size).toBe(0);
  });

  it('has the facts of a good reading, and when it was', () => {
    expect(read.sources).toEqual({ jobs: { durationSeconds: 2, lastSuccessAt: at } });
    expect([...read.restores.jobs.keys()]).toEqual(['job-1']);
    expect(hasBeenTried(read)).toBe(true);
  });

  it('keeps its facts and their moment when a reading fails', () => {
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      undefined,
      settings,
    );
    expect(failed.restores).toBe(read.restores);
    expect(failed.sources).toEqual({ jobs: { durationSeconds: 9, lastSuccessAt: at, failure } });
    expect(currentFailure(failed)).toBe(failure);
  });

  it('has been tried, and was never read, when its first reading fails', () => {
    const failed = recordJobsReading(fresh, { at, durationSeconds: 1, failure }, undefined, settings);
    expect(hasBeenTried(failed)).toBe(true);
    expect(failed.sources).toEqual({ jobs: { durationSeconds: 1, failure } });
    expect(failed.restores.listedAt).toBeUndefined();
  });

  it('takes what a failed reading learned all the same', () => {
    const partial = { jobs: [aRestoreTest()], gone: [] };
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      partial,
      settings,
    );
    expect(failed.restores.jobs.get('job-1')?.status).toBe('COMPLETED');
    expect(failed.restores.groups.get('daily/RDS')?.ended.COMPLETED).toBe(1);
    expect(failed.sources.jobs).toEqual({ durationSeconds: 9, lastSuccessAt: at, failure });
  });

  it('has no failure any more after the next good reading', () => {
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      undefined,
      settings,
    );
    const recovered = recordJobsReading(failed, { at: afterwards, durationSeconds: 1 }, facts, settings);
    expect(recovered.sources).toEqual({ jobs: { durationSeconds: 1, lastSuccessAt: afterwards } });
    expect(currentFailure(recovered)).toBeUndefined();
  });

  it('reads jobs and summaries apart: one can fail while the other does not', () => {
    const both = recordSummariesReading(read, { at: afterwards, durationSeconds: 1 }, [summary]);
    const failed = recordSummariesReading(both, { at: afterwards, durationSeconds: 3, failure }, undefined);
    expect(failed.summaries).toEqual([summary]);
    expect(failed.sources).toEqual({
      jobs: { durationSeconds: 2, lastSuccessAt: at },
      summaries: { durationSeconds: 3, lastSuccessAt: afterwards, failure },
    });
    expect(currentFailure(failed)).toBe(failure);
    expect(hasBeenTried(recordSummariesReading(fresh, { at, durationSeconds: 1 }, []))).toBe(false);
  });
});
