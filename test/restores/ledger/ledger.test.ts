import { describe, expect, it } from '@jest/globals';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import type { FinalVerdict } from '../../../src/restores/jobs/verdict.js';
import {
  emptyLedger,
  type JobFacts,
  type LedgerSettings,
  type RestoreLedger,
  withLongerLookback,
} from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { anOpenTest, aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings: LedgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const key = 'daily/RDS';
const testKey = 'daily/RDS/arn:aws:rds:eu-west-1:111122223333:db:ledger';

/** One poll that listed these jobs. */
function poll(ledger: RestoreLedger, now: Date, ...jobs: readonly RestoreJob[]): RestoreLedger {
  return record(ledger, now, { jobs, gone: [], listedAt: now });
}

function record(ledger: RestoreLedger, now: Date, facts: JobFacts): RestoreLedger {
  return recordJobs(ledger, facts, now, settings).ledger;
}

const baseline = poll(emptyLedger, monday);
const ids = (ledger: RestoreLedger) => [...ledger.jobs.keys()];
const ended = (ledger: RestoreLedger) => ledger.groups.get(key)?.ended;
const deletionsEnded = (ledger: RestoreLedger) => ledger.groups.get(key)?.deletionsEnded;
const verdict = (ledger: RestoreLedger) => ledger.latestTests.get(testKey)?.ended?.verdict;
const detailsOf = (job: RestoreJob) => [
  job.sizeBytes,
  job.sourceResourceArn,
  job.createdResourceArn,
  job.deletionMessage,
  job.iamRoleArn,
];
const noEnd = { COMPLETED: 0, ABORTED: 0, FAILED: 0 };

describe('what was over before the first poll', () => {
  const tuesday = later(monday, dayMs);
  const first = poll(emptyLedger, tuesday, aRestoreTest({ validation: 'SUCCESSFUL' }));

  it('is known and not counted', () => {
    expect(ids(first)).toEqual(['job-1']);
    expect(verdict(first)).toBe('passed');
    expect(first.groups.get(key)).toEqual({
      plan: 'daily',
      resourceType: 'RDS',
      ended: noEnd,
      validationsEnded: { SUCCESSFUL: 0, FAILED: 0, TIMED_OUT: 0 },
      deletionsEnded: { SUCCESSFUL: 0, FAILED: 0 },
      durations: { counts: Array(10).fill(0), sum: 0 },
      newestJobAt: monday,
    });
    expect(first.listedAt).toEqual(tuesday);
  });

  it('is not counted by the next poll either', () => {
    expect(ended(poll(first, later(tuesday, hourMs), aRestoreTest({ validation: 'SUCCESSFUL' })))).toEqual(
      noEnd,
    );
  });

  it('is counted in that which ends later', () => {
    const deleted = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'FAILED' });
    const second = poll(first, later(tuesday, hourMs), deleted);
    expect(ended(second)).toEqual(noEnd);
    expect(deletionsEnded(second)).toEqual({ SUCCESSFUL: 0, FAILED: 1 });
  });

  it('is still the baseline where a poll before it brought nothing', () => {
    const failed = record(emptyLedger, monday, { jobs: [], gone: [] });
    expect(ended(poll(failed, tuesday, aRestoreTest()))).toEqual(noEnd);
  });
});

describe('from the first poll on', () => {
  it('each end is counted once', () => {
    let ledger = poll(baseline, later(monday, hourMs / 2), anOpenTest());
    expect(ended(ledger)).toEqual(noEnd);
    for (const hours of [2, 3, 4]) ledger = poll(ledger, later(monday, hours * hourMs), aRestoreTest());
    expect(ended(ledger)).toEqual({ ...noEnd, COMPLETED: 1 });
    expect(ledger.groups.get(key)?.durations).toEqual({ counts: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], sum: 3600 });
  });

  it('so is that of a job first seen when it was over', () => {
    const over = aRestoreTest({ validation: 'FAILED', deletion: 'SUCCESSFUL' });
    const ledger = poll(baseline, later(monday, 2 * hourMs), over, over);
    expect(ledger.groups.get(key)).toMatchObject({
      ended: { ...noEnd, COMPLETED: 1 },
      validationsEnded: { SUCCESSFUL: 0, FAILED: 1, TIMED_OUT: 0 },
      deletionsEnded: { SUCCESSFUL: 1, FAILED: 0 },
    });
  });

  it('a view that lags behind counts nothing again', () => {
    let ledger = poll(baseline, later(monday, 2 * hourMs), aRestoreTest());
    ledger = poll(ledger, later(monday, 3 * hourMs), anOpenTest());
    ledger = poll(ledger, later(monday, 4 * hourMs), aRestoreTest());
    expect(ended(ledger)).toEqual({ ...noEnd, COMPLETED: 1 });
    expect(ledger.jobs.get('job-1')?.status).toBe('COMPLETED');
  });

  it('a part of a composite restore is told by its parent alone', () => {
    const parent = aRestoreJob({ id: 'parent', resourceType: 'EKS', isParent: true });
    const child = aRestoreJob({ id: 'child', resourceType: 'EBS', parentJobId: 'parent' });
    const ledger = poll(baseline, later(monday, 2 * hourMs), child, parent);
    expect(ids(ledger)).toEqual(['parent']);
    expect([...ledger.groups.keys()]).toEqual(['/EKS']);
    expect(ledger.groups.get('/EKS')?.ended.COMPLETED).toBe(1);
  });

  it('a job that is gone is no longer known once that is confirmed, and stays counted', () => {
    const now = later(monday, 2 * hourMs);
    let ledger = poll(baseline, now, aRestoreTest({ validation: 'SUCCESSFUL' }));
    for (const [minutes, isKnown] of [
      [0, true],
      [30, true],
      [59, true],
      [60, false],
    ] as const) {
      ledger = record(ledger, later(now, minutes * 60_000), { jobs: [], gone: ['job-1', 'never-known'] });
      expect(ids(ledger)).toEqual(isKnown ? ['job-1'] : []);
    }
    expect(ended(ledger)).toEqual({ ...noEnd, COMPLETED: 1 });
    expect(verdict(ledger)).toBe('passed');
  });

  it('the newest job of a group is that which was created last, whatever is read last', () => {
    const newer = anOpenTest({ id: 'job-2', createdAt: later(monday, hourMs) });
    const ledger = poll(
      poll(baseline, later(monday, 2 * hourMs), newer),
      later(monday, 3 * hourMs),
      anOpenTest(),
    );
    expect(ledger.groups.get(key)?.newestJobAt).toEqual(later(monday, hourMs));
  });

  it.each<[string, RestoreJob, string[]]>([
    ['a test under way', anOpenTest(), []],
    ['a restore on demand', aRestoreJob({ sourceResourceArn: 'arn:a' }), []],
    ['a test of a resource that AWS does not name', aRestoreTest({ sourceResourceArn: undefined }), []],
    ['a test that failed', aRestoreTest({ status: 'FAILED' }), [testKey]],
    ['a test that is validated', aRestoreTest({ validation: 'VALIDATING' }), [testKey]],
  ])('%s is the latest of these resources: %s', (_, job, keys) => {
    expect([...poll(baseline, later(monday, hourMs), job).latestTests.keys()]).toEqual(keys);
  });

  it('an earlier ledger stays as it was', () => {
    const before = structuredClone({ ...baseline, jobs: [...baseline.jobs] });
    poll(baseline, later(monday, hourMs), aRestoreTest());
    expect({ ...baseline, jobs: [...baseline.jobs] }).toEqual(before);
  });
});

describe('a settled job', () => {
  const now = later(monday, 3 * hourMs);
  const settled = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL', statusMessage: 'done' });

  it('keeps what is counted of it, and no words', () => {
    const { statusMessage: _, ...kept } = { ...settled, createdResourceArn: undefined };
    const withCopy = { ...settled, createdResourceArn: 'arn:copy' };
    const expected = { ...kept, issue: 'other_issue', verdict: 'passed', isSettled: true };
    expect(poll(baseline, now, withCopy).jobs.get('job-1')).toEqual(expected);
  });

  it('keeps its resource only if it is a test', () => {
    const onDemand = { ...settled, plan: undefined };
    expect(poll(baseline, now, onDemand).jobs.get('job-1')?.sourceResourceArn).toBeUndefined();
  });

  it('is not taken for another when it is listed again', () => {
    const ledger = poll(baseline, now, settled);
    expect(poll(ledger, now, settled).jobs).toEqual(ledger.jobs);
    expect(poll(ledger, now, settled).groups).toEqual(ledger.groups);
  });

  it('keeps what tells of a leftover', () => {
    const words = {
      sizeBytes: 5,
      deletionMessage: 'denied',
      createdResourceArn: 'arn:b',
      iamRoleArn: 'arn:r',
    };
    const leftBehind = aRestoreTest({ ...settled, ...words, id: 'job-2', deletion: 'FAILED' });
    const { jobs } = poll(baseline, now, { ...settled, ...words }, leftBehind);
    expect([...jobs.values()].map(detailsOf)).toEqual([
      [undefined, settled.sourceResourceArn, undefined, undefined, undefined],
      [5, settled.sourceResourceArn, 'arn:b', 'denied', undefined],
    ]);
  });

  it('brings nothing back that was forgotten since, when it is listed again', () => {
    const ledger = poll(baseline, now, settled);
    const forgotten = { ...ledger, latestTests: new Map(), groups: new Map() };
    const listed = poll(forgotten, now, settled);
    expect([listed.latestTests.size, listed.groups.size]).toEqual([0, 0]);
  });

  it.each<[string, Partial<RestoreJob>, Partial<RestoreJob>, FinalVerdict]>([
    ['its status', { status: 'COMPLETED' }, { status: 'FAILED' }, 'failed'],
    [
      'its validation',
      { deletion: 'SUCCESSFUL' },
      { deletion: 'SUCCESSFUL', validation: 'FAILED' },
      'validation_failed',
    ],
    ['its deletion', { deletion: 'SUCCESSFUL' }, { deletion: 'FAILED' }, 'restored'],
    ['its end', { completedAt: undefined }, {}, 'restored'],
  ])('is taken as AWS tells it now when AWS moves %s all the same', (_, before, after, ruling) => {
    const job = aRestoreJob({ ...before });
    const known = poll(baseline, now, job);
    expect(poll(known, now, job).jobs).toEqual(known.jobs);
    expect(poll(known, now, aRestoreJob(after)).jobs.get('job-1')).toEqual({
      ...aRestoreJob(after),
      verdict: ruling,
      isSettled: true,
    });
  });

  it('is counted when AWS moves it all the same', () => {
    const onDemand = aRestoreTest({ plan: undefined });
    const ledger = poll(baseline, now, onDemand);
    const validated = poll(ledger, now, { ...onDemand, validation: 'FAILED' });
    expect(validated.groups.get('/RDS')?.validationsEnded.FAILED).toBe(1);
  });
});

describe('after the look-back', () => {
  const past = later(monday, 30 * dayMs + 1);
  const settled = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' });

  it('a settled job is forgotten, and its count and its result stay', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), settled);
    expect(ids(poll(known, later(monday, 30 * dayMs)))).toEqual(['job-1']);
    const ledger = poll(known, past);
    expect(ids(ledger)).toEqual([]);
    expect(ended(ledger)).toEqual({ ...noEnd, COMPLETED: 1 });
    expect(verdict(ledger)).toBe('passed');
    expect(ledger.lookbackStart).toEqual(later(monday, 1));
  });

  it('nothing is counted that is as old as the newest job that was forgotten', () => {
    const older = aRestoreTest({ ...settled, id: 'job-2', createdAt: later(monday, -1) });
    const known = poll(baseline, later(monday, 2 * hourMs), settled, older);
    expect(poll(known, past).forgottenUntil).toEqual(monday);
  });

  it('a job that can still change stays known', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), aRestoreTest({ deletion: 'DELETING' }));
    const ledger = poll(known, past);
    expect(ids(ledger)).toEqual(['job-1']);
    const deleted = poll(ledger, past, settled);
    expect(deletionsEnded(deleted)).toEqual({ SUCCESSFUL: 1, FAILED: 0 });
    expect(ids(deleted)).toEqual([]);
  });

  it('a forgotten job that AWS lists again is not counted again', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), settled);
    expect(ended(poll(poll(known, past), past, settled))).toEqual({ ...noEnd, COMPLETED: 1 });
  });

  it('nothing is counted again where the clock jumps forward and back', () => {
    const now = later(monday, 2 * hourMs);
    const known = poll(baseline, now, settled, aRestoreTest({ id: 'job-2' }), anOpenTest({ id: 'job-3' }));
    const jumped = poll(known, later(now, 100 * dayMs));
    expect(ids(jumped)).toEqual(['job-3']);
    const back = poll(jumped, now, settled, aRestoreTest({ id: 'job-2' }), aRestoreTest({ id: 'job-3' }));
    expect(ids(back).toSorted()).toEqual(['job-1', 'job-2', 'job-3']);
    expect(ended(back)).toEqual({ ...noEnd, COMPLETED: 3 });
    const newer = aRestoreTest({ id: 'job-4', createdAt: later(monday, 1) });
    expect(ended(poll(back, now, newer))).toEqual({ ...noEnd, COMPLETED: 4 });
  });
});

describe('a look-back that becomes longer', () => {
  it('lists jobs that are not counted, since they are of before', () => {
    const ledger = withLongerLookback({ ...baseline, lookbackStart: monday, forgottenUntil: new Date(0) });
    expect(ledger).toEqual({ ...baseline, lookbackStart: monday, forgottenUntil: monday });
    expect(ended(poll(ledger, later(monday, 2 * hourMs), aRestoreTest()))).toEqual(noEnd);
  });

  it('forgets nothing of what was forgotten', () => {
    const tuesday = later(monday, dayMs);
    const ledger = { ...baseline, lookbackStart: monday, forgottenUntil: tuesday };
    expect(withLongerLookback(ledger)).toEqual(ledger);
  });
});

describe('a test that nobody validates', () => {
  it('becomes restored when its validation window is over', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), aRestoreTest());
    expect(verdict(known)).toBeUndefined();
    expect(verdict(poll(known, later(monday, 7 * dayMs), aRestoreTest()))).toBeUndefined();
    expect(verdict(poll(known, later(monday, 7 * dayMs + hourMs), aRestoreTest()))).toBe('restored');
  });

  it('becomes so even where no poll succeeded while it could still change', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), aRestoreTest());
    const ledger = poll(known, later(monday, 20 * dayMs));
    expect(verdict(ledger)).toBe('restored');
    expect(ledger.jobs.get('job-1')?.isSettled).toBe(true);
    expect(verdict(poll(known, later(monday, 40 * dayMs)))).toBe('restored');
  });

  it('takes nothing from what an earlier test said', () => {
    const sunday = later(monday, -dayMs);
    const passed = aRestoreTest({ id: 'job-0', createdAt: sunday, validation: 'SUCCESSFUL' });
    const known = poll(baseline, later(monday, 2 * hourMs), passed, aRestoreTest());
    expect(poll(known, later(monday, 20 * dayMs)).latestTests.get(testKey)?.proofs).toEqual([
      { jobId: 'job-1', verdict: 'restored', isValidated: false, endedAt: later(monday, hourMs) },
      { jobId: 'job-0', verdict: 'passed', isValidated: true, endedAt: later(sunday, hourMs) },
    ]);
  });
});

describe('a test that completed with a message', () => {
  const partial = aRestoreTest({
    validation: 'SUCCESSFUL',
    deletion: 'SUCCESSFUL',
    statusMessage: 'One or more objects failed to be restored from arn:a to reports.',
  });
  const silent = { ...partial, statusMessage: undefined };
  const tuesday = later(monday, dayMs);

  it('keeps its issue when its details are dropped', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), partial);
    expect(known.jobs.get('job-1')).toMatchObject({ issue: 'objects_not_restored' });
    expect(known.jobs.get('job-1')?.statusMessage).toBeUndefined();
  });

  it('keeps its verdict when a later view has another end and no message', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), partial);
    const ledger = poll(known, tuesday, { ...silent, completedAt: later(monday, 2 * hourMs) });
    expect(ledger.latestTests.get(testKey)?.ended).toMatchObject({
      verdict: 'partial',
      endedAt: later(monday, 2 * hourMs),
    });
  });

  it('is partial from then on where the message comes after all else has settled', () => {
    const known = poll(baseline, later(monday, 2 * hourMs), silent);
    expect(verdict(known)).toBe('passed');
    const ledger = poll(known, tuesday, partial);
    expect([verdict(ledger), ledger.latestTests.get(testKey)?.proofs[0]?.verdict]).toEqual([
      'partial',
      'partial',
    ]);
    expect(ended(ledger)).toEqual(ended(known));
  });
});

describe('a success', () => {
  it('is taken back when a validation fails after the job had settled', () => {
    const settledTest = aRestoreTest({ deletion: 'SUCCESSFUL' });
    const sunday = aRestoreTest({ id: 'job-0', createdAt: later(monday, -dayMs), validation: 'SUCCESSFUL' });
    const known = poll(baseline, later(monday, 2 * hourMs), sunday, settledTest);
    expect(known.latestTests.get(testKey)?.proofs[0]?.jobId).toBe('job-1');
    const ledger = poll(known, later(monday, 9 * dayMs), { ...settledTest, validation: 'FAILED' });
    expect(ledger.latestTests.get(testKey)?.proofs.map(({ jobId }) => jobId)).toEqual(['job-0']);
  });
});

describe('after the retention', () => {
  const settled = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' });
  const known = poll(baseline, later(monday, 2 * hourMs), settled);

  it('the totals of a group and the results of its resources are forgotten', () => {
    const kept = poll(known, later(monday, 400 * dayMs));
    expect([...kept.groups.keys(), ...kept.latestTests.keys()]).toEqual([key, testKey]);
    const ledger = poll(known, later(monday, 400 * dayMs + 1));
    expect([...ledger.groups.keys(), ...ledger.latestTests.keys()]).toEqual([]);
  });

  it('not what was restored since, though it is not validated yet', () => {
    const newer = aRestoreTest({
      id: 'job-2',
      createdAt: later(monday, 400 * dayMs),
      validation: 'VALIDATING',
    });
    const ledger = poll(known, later(monday, 401 * dayMs), newer);
    expect(ledger.latestTests.get(testKey)).toMatchObject({
      ended: { jobId: 'job-1' },
      completed: { jobId: 'job-2' },
    });
  });

  it('they are not, where a newer job has come', () => {
    const newer = aRestoreTest({ id: 'job-2', createdAt: later(monday, 100 * dayMs), status: 'FAILED' });
    const ledger = poll(known, later(monday, 101 * dayMs), newer);
    const late = poll(ledger, later(monday, 450 * dayMs));
    expect(ended(late)).toEqual({ ...noEnd, COMPLETED: 1, FAILED: 1 });
    expect(late.latestTests.get(testKey)?.ended?.jobId).toBe('job-2');
  });
});
