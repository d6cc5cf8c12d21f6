import { describe, expect, it } from '@jest/globals';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { unnamedTests } from '../../../src/restores/latest-tests/unnamed-tests.js';
import { emptyLedger, type RestoreLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import type { RestoreTestingPlan } from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan } from '../a-plan.js';
import { anOpenTest, aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const unnamed = { sourceResourceArn: undefined };
const failed: Partial<RestoreJob> = { ...unnamed, status: 'FAILED' };
const found = { jobId: 'job-1', plan: 'daily', resourceType: 'RDS', verdict: 'failed' };
const tuesday = later(monday, dayMs);

function poll(ledger: RestoreLedger, now: Date, ...jobs: readonly RestoreJob[]): RestoreLedger {
  const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  return recordJobs(ledger, { jobs, gone: [], listedAt: now }, now, settings).ledger;
}

const at = (ledger: RestoreLedger, now: Date, plans: readonly RestoreTestingPlan[] | undefined = [aPlan()]) =>
  unnamedTests(ledger.jobs.values(), plans, ledger.lookbackStart, now);

describe('a test of a resource that AWS does not name', () => {
  const now = later(monday, 3 * hourMs);

  it.each<[string, RestoreJob, object[]]>([
    ['one that failed', aRestoreTest(failed), [found]],
    ['one that was aborted', aRestoreTest({ ...failed, status: 'ABORTED' }), [found]],
    [
      'one whose validation failed',
      aRestoreTest({ ...unnamed, validation: 'FAILED' }),
      [{ ...found, verdict: 'validation_failed' }],
    ],
    [
      'one that lost objects',
      aRestoreTest({ ...unnamed, statusMessage: 'One or more objects failed to be restored.' }),
      [{ ...found, verdict: 'partial' }],
    ],
    [
      'one that passed',
      aRestoreTest({ ...unnamed, validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' }),
      [{ ...found, verdict: 'passed' }],
    ],
    ['one under way', anOpenTest(unnamed), []],
    ['one that is named', aRestoreTest({ status: 'FAILED' }), []],
    ['a restore on demand', aRestoreJob({ status: 'FAILED' }), []],
  ])('is told with its verdict: %s', (_, job, tests) => {
    expect(at(poll(emptyLedger, now, job), now)).toEqual(tests);
  });

  it('is told until a later view names its resource', () => {
    const first = poll(emptyLedger, now, aRestoreTest(failed));
    const second = poll(first, later(now, hourMs), aRestoreTest({ status: 'FAILED' }));
    expect([at(first, now), at(second, later(now, hourMs))]).toEqual([[found], []]);
    expect(second.latestTests.size).toBe(1);
  });

  it('stays told when its job is settled', () => {
    const first = poll(emptyLedger, now, aRestoreTest({ ...failed, deletion: 'SUCCESSFUL' }));
    const second = poll(first, later(now, hourMs), aRestoreTest({ ...failed, deletion: 'SUCCESSFUL' }));
    expect(at(second, later(now, hourMs))).toEqual([found]);
  });

  it('is not one whose resource was named before', () => {
    const first = poll(emptyLedger, now, anOpenTest());
    expect(at(poll(first, later(now, hourMs), aRestoreTest(failed)), later(now, hourMs))).toEqual([]);
  });

  it('is one that was taken for a restore on demand at first', () => {
    const first = poll(emptyLedger, now, anOpenTest({ ...unnamed, plan: undefined }));
    expect(at(poll(first, later(now, hourMs), aRestoreTest(failed)), later(now, hourMs))).toEqual([found]);
  });
});

describe('a failed test without a resource ends', () => {
  const first = poll(emptyLedger, later(monday, 3 * hourMs), aRestoreTest(failed));
  const ranAgain = [aPlan({ lastExecutedAt: tuesday })];
  const next = (fields: Partial<RestoreJob> = {}) =>
    poll(first, later(tuesday, 3 * hourMs), aRestoreTest({ id: 'job-2', createdAt: tuesday, ...fields }));
  const now = later(tuesday, 3 * hourMs);

  it('when its plan has run again and a test has ended', () => {
    expect(at(next({ validation: 'SUCCESSFUL' }), now, ranAgain)).toEqual([]);
  });

  it('where that test failed without a resource too, as that one', () => {
    expect(at(next(failed), now, ranAgain)).toEqual([{ ...found, jobId: 'job-2' }]);
  });

  it('when its plan is gone', () => {
    expect(at(first, now, [])).toEqual([]);
  });

  it('when it has left the look-back', () => {
    const month = later(monday, 31 * dayMs);
    expect(at(poll(first, month), month)).toEqual([]);
  });

  it.each<[string, RestoreLedger, readonly RestoreTestingPlan[] | undefined]>([
    ['while its plan has not run again', first, [aPlan()]],
    ['while the tests of the next run are under way', next({ status: 'RUNNING' }), ranAgain],
    ['while only another type was tested', next({ resourceType: 'S3', status: 'FAILED' }), ranAgain],
    ['while plans are not known', next({ validation: 'SUCCESSFUL' }), undefined],
  ])('not %s', (_, ledger, plans) => {
    const tests = unnamedTests(ledger.jobs.values(), plans, ledger.lookbackStart, now);
    expect(tests).toEqual([found]);
  });
});
