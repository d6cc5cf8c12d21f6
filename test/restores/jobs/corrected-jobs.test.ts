import { describe, expect, it } from '@jest/globals';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { emptyLedger, type JobFacts, type RestoreLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { anOpenTest, aRestoreTest, dailyPlan, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const testKey = 'daily/RDS/arn:aws:rds:eu-west-1:111122223333:db:ledger';
const noEnd = { COMPLETED: 0, ABORTED: 0, FAILED: 0 };
const noon = later(monday, 7 * hourMs);
const minutes = (count: number) => later(noon, count * 60_000);

function record(ledger: RestoreLedger, now: Date, facts: Partial<JobFacts>): RestoreLedger {
  return recordJobs(ledger, { jobs: [], gone: [], listedAt: now, ...facts }, now, settings).ledger;
}

/** The ledger after polls of these views at these minutes, from one that had listed nothing. */
function told(...views: readonly (readonly [minute: number, ...jobs: RestoreJob[]])[]): RestoreLedger {
  let ledger = record(emptyLedger, monday, {});
  for (const [minute, ...jobs] of views) ledger = record(ledger, minutes(minute), { jobs });
  return ledger;
}

const ended = (ledger: RestoreLedger, key = 'daily/RDS') => ledger.groups.get(key)?.ended;
const latest = (ledger: RestoreLedger, key = testKey) => {
  const test = ledger.latestTests.get(key);
  return test && [test.ended?.verdict, test.proofs.length, test.completed?.jobId];
};
const status = (ledger: RestoreLedger) => ledger.jobs.get('job-1')?.status;

const completed = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' });
const failed = aRestoreTest({ status: 'FAILED', deletion: 'SUCCESSFUL' });
const running = anOpenTest();

describe('a test that AWS says later to have failed', () => {
  it.each<[string, Partial<RestoreJob>, string]>([
    ['its restore', { status: 'FAILED' }, 'failed'],
    ['its validation', { validation: 'FAILED' }, 'validation_failed'],
  ])('is shown so at once and counted once: %s', (_, change, verdict) => {
    const before = told([0, completed]);
    expect([ended(before), latest(before)]).toEqual([{ ...noEnd, COMPLETED: 1 }, ['passed', 1, 'job-1']]);
    const after = record(before, minutes(5), { jobs: [{ ...completed, ...change }] });
    expect(ended(after)).toEqual({ ...noEnd, COMPLETED: 1 });
    expect(after.groups.get('daily/RDS')?.validationsEnded).toEqual({
      SUCCESSFUL: 1,
      FAILED: 0,
      TIMED_OUT: 0,
    });
    const stillCompleted = verdict === 'failed' ? undefined : 'job-1';
    expect(latest(after)).toEqual([verdict, 0, stillCompleted]);
    expect(after.jobs.get('job-1')).toMatchObject(change);
  });

  it('stays so whatever a copy that lags behind says', () => {
    const ledger = told(
      [0, completed],
      [5, failed],
      [10, completed],
      [15, failed],
      [50, completed],
      [60, running],
    );
    expect([status(ledger), ended(ledger)]).toEqual(['FAILED', { ...noEnd, COMPLETED: 1 }]);
    expect(latest(ledger)).toEqual(['failed', 0, undefined]);
  });

  it('gives the word to the test before it', () => {
    const before = aRestoreTest({ ...completed, id: 'job-0', createdAt: later(monday, -dayMs) });
    const ledger = told([0, before, completed], [5, failed]);
    expect(ledger.latestTests.get(testKey)).toMatchObject({
      ended: { jobId: 'job-1', verdict: 'failed' },
      completed: { jobId: 'job-0' },
      proofs: [{ jobId: 'job-0' }],
    });
  });
});

describe('a test that AWS says later to have ended better', () => {
  it('is shown so when three readings over an hour have said it, and counted once', () => {
    const views = [5, 20, 64].map((minute) => [minute, completed] as const);
    const before = told([0, failed], ...views);
    expect([status(before), latest(before)]).toEqual(['FAILED', ['failed', 0, undefined]]);
    const after = record(before, minutes(65), { jobs: [completed] });
    expect([status(after), latest(after)]).toEqual(['COMPLETED', ['passed', 1, 'job-1']]);
    expect(ended(after)).toEqual({ ...noEnd, FAILED: 1 });
    expect(after.jobs.get('job-1')).toMatchObject({ isSettled: true });
    expect(after.jobs.get('job-1')).not.toHaveProperty('doubt');
  });

  it('is not shown so after one long silence', () => {
    expect(status(told([0, failed], [5, completed], [500, completed]))).toBe('FAILED');
  });

  it('begins anew when a view shows the known end again', () => {
    const ledger = told(
      [0, failed],
      [5, completed],
      [40, completed],
      [50, failed],
      [65, completed],
      [120, completed],
    );
    expect(status(ledger)).toBe('FAILED');
    expect(ledger.jobs.get('job-1')?.doubt).toEqual({ since: minutes(65), readings: 1 });
  });

  it('says what AWS says now, though it is not over then', () => {
    const unvalidated = aRestoreTest({ deletion: 'NONE' });
    const views = [5, 35, 65].map((minute) => [minute, unvalidated] as const);
    const ledger = told([0, aRestoreTest({ status: 'FAILED' })], ...views);
    expect([status(ledger), latest(ledger)]).toEqual(['COMPLETED', [undefined, 0, 'job-1']]);
  });
});

describe('two tests of one resource that began in the same millisecond', () => {
  const first = aRestoreTest({ id: 'job-2', status: 'FAILED', completedAt: later(monday, hourMs) });
  const second = aRestoreTest({
    id: 'job-1',
    validation: 'SUCCESSFUL',
    completedAt: later(monday, 2 * hourMs),
  });

  it.each([
    ['one way', [first, second]],
    ['the other way', [second, first]],
  ])('are told by the one that ended later, read %s', (_, jobs) => {
    expect(told([0, ...jobs]).latestTests.get(testKey)?.ended?.jobId).toBe('job-1');
    expect(told([0, ...jobs.slice(0, 1)], [5, ...jobs.slice(1)]).latestTests.get(testKey)?.ended?.jobId).toBe(
      'job-1',
    );
  });

  it('are told by the later end of two restores, too', () => {
    const [one, other] = [
      { ...second, id: 'job-9' },
      { ...second, completedAt: later(monday, 3 * hourMs) },
    ];
    expect(told([0, other, one]).latestTests.get(testKey)?.completed?.jobId).toBe('job-1');
  });
});

const { plan: _, ...withoutPlan } = failed;

describe('a view that leaves something out', () => {
  it.each<[string, RestoreJob]>([
    ['what started the job', withoutPlan],
    ['what it restored', { ...failed, sourceResourceArn: undefined }],
    ['of which type it is', { ...failed, resourceType: 'unknown' }],
  ])('takes nothing away: %s', (__, view) => {
    const ledger = told([0, running], [5, view]);
    expect([...ledger.groups.keys()]).toEqual(['daily/RDS']);
    expect([ended(ledger), latest(ledger)]).toEqual([{ ...noEnd, FAILED: 1 }, ['failed', 0, undefined]]);
    expect(record(ledger, minutes(10), { jobs: [view] }).jobs).toEqual(ledger.jobs);
  });

  it('is joined with another one of the same reading before anything is counted', () => {
    const ledger = told([0, withoutPlan, failed]);
    expect([...ledger.groups.keys()]).toEqual(['daily/RDS']);
    expect(ended(ledger)).toEqual({ ...noEnd, FAILED: 1 });
  });

  it('moves the test to its plan when another view says what started it, and counts it once', () => {
    const onDemand = told([0, withoutPlan]);
    expect([ended(onDemand, '/RDS'), onDemand.latestTests.size]).toEqual([{ ...noEnd, FAILED: 1 }, 0]);
    const ledger = record(onDemand, minutes(5), { jobs: [failed] });
    expect(ledger.jobs.get('job-1')?.plan).toEqual(dailyPlan);
    expect(latest(ledger)).toEqual(['failed', 0, undefined]);
    expect([ended(ledger, '/RDS'), ended(ledger)]).toEqual([{ ...noEnd, FAILED: 1 }, noEnd]);
  });

  it('moves the latest test to its type when another view says it', () => {
    const ledger = told([0, { ...failed, resourceType: 'unknown' }], [5, failed]);
    expect([...ledger.latestTests.keys()]).toEqual([testKey]);
  });

  it('says what was restored as soon as another view does, though the test is settled', () => {
    const ledger = told([0, { ...failed, sourceResourceArn: undefined }], [5, failed]);
    expect([latest(ledger), ended(ledger)]).toEqual([['failed', 0, undefined], { ...noEnd, FAILED: 1 }]);
  });
});

describe('a job that appears late', () => {
  it.each([30, 54, 72, 120, 180])('is counted %d minutes after its creation', (lateMinutes) => {
    const job = aRestoreTest({ status: 'FAILED', createdAt: minutes(0), completedAt: minutes(1) });
    const ledger = told([0], [lateMinutes, job], [lateMinutes + 5, job]);
    expect([ended(ledger), latest(ledger)]).toEqual([{ ...noEnd, FAILED: 1 }, ['failed', 0, undefined]]);
  });

  it.each<[string, Partial<RestoreJob>, number]>([
    ['it had ended before the first reading', {}, 0],
    [
      'it had ended just before, by a clock that may be ahead',
      { completedAt: later(monday, -9 * 60_000) },
      1,
    ],
    ['it ended after the first reading', { completedAt: later(monday, 60_000) }, 1],
    ['it has no end, and began before', { completedAt: undefined }, 0],
  ])('and began before the first reading is counted or not: %s', (__, fields, count) => {
    const createdAt = later(monday, -5 * hourMs);
    const job = aRestoreTest({
      status: 'FAILED',
      createdAt,
      completedAt: later(createdAt, hourMs),
      ...fields,
    });
    expect(ended(told([0, job]))).toEqual({ ...noEnd, FAILED: count });
  });

  it('is counted if it is still running, whenever it began', () => {
    const createdAt = later(monday, -5 * hourMs);
    const ledger = told([0, anOpenTest({ createdAt })], [5, aRestoreTest({ createdAt })]);
    expect(ended(ledger)).toEqual({ ...noEnd, COMPLETED: 1 });
  });

  it('brings a deletion that began long after everything seemed over', () => {
    const done = aRestoreTest({ validation: 'SUCCESSFUL' });
    let ledger = told([0, done]);
    ledger = record(ledger, later(monday, 199 * hourMs), { jobs: [done] });
    expect(ledger.jobs.get('job-1')?.isSettled).toBe(true);
    for (const hours of [200, 201]) {
      ledger = record(ledger, later(monday, hours * hourMs), { jobs: [{ ...done, deletion: 'FAILED' }] });
    }
    expect(ledger.groups.get('daily/RDS')?.deletionsEnded).toEqual({ SUCCESSFUL: 0, FAILED: 1 });
  });
});

const missing = (ledger: RestoreLedger, ...at: readonly number[]) =>
  at.reduce((known, minute) => record(known, minutes(minute), { gone: ['job-1'] }), ledger);

describe('a job that AWS does not find', () => {
  it('stays as it was, and is counted when it ends after all', () => {
    const ledger = missing(told([0, running]), 5, 10, 15);
    expect(status(ledger)).toBe('RUNNING');
    const found = record(ledger, minutes(20), { jobs: [failed] });
    expect([found.jobs.get('job-1')?.omission, ended(found)]).toEqual([undefined, { ...noEnd, FAILED: 1 }]);
  });

  it('is asked for anew when it was found in between', () => {
    const ledger = missing(
      record(missing(told([0, running]), 5, 30), minutes(40), { jobs: [running] }),
      50,
      70,
    );
    expect(status(ledger)).toBe('RUNNING');
  });

  it.each<[string, RestoreJob, number]>([
    ['before it is found again', failed, 1],
    ['and ends afterwards', running, 1],
  ])('for an hour is counted once though it was over %s', (__, before, count) => {
    const gone = missing(told([0, before]), 5, 30, 65);
    expect([gone.jobs.size, gone.tombstones.size]).toEqual([0, 1]);
    const found = record(gone, minutes(70), { jobs: [failed] });
    expect([found.jobs.size, found.tombstones.size]).toEqual([1, 0]);
    expect(ended(found)).toEqual({ ...noEnd, FAILED: count });
  });

  it('is not remembered for longer than a list reaches', () => {
    const gone = missing(told([0, running]), 5, 30, 65);
    const ledger = record(gone, later(monday, 30 * dayMs + 1), {});
    expect([ledger.tombstones.size, ledger.forgottenUntil]).toEqual([0, monday]);
  });
});
