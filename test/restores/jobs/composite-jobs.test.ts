import { describe, expect, it } from '@jest/globals';
import { emptyLedger, type JobFacts, type RestoreLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { aRestoreJob, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const noon = later(monday, 7 * hourMs);
const minutes = (count: number) => later(noon, count * 60_000);

function record(ledger: RestoreLedger, minute: number, facts: Partial<JobFacts>): RestoreLedger {
  const now = minutes(minute);
  return recordJobs(ledger, { jobs: [], gone: [], listedAt: now, ...facts }, now, settings).ledger;
}

/** Before anything began. */
const baseline = record(emptyLedger, -8 * 60, {});
const parent = aRestoreJob({ id: 'parent', resourceType: 'EKS', isParent: true });
const alone = aRestoreJob({ id: 'child', resourceType: 'EBS' });
const child = { ...alone, parentJobId: 'parent' };
const running = { status: 'RUNNING', completedAt: undefined } as const;
const goneParents = ['parent'];

const counted = ({ groups }: RestoreLedger) =>
  Object.fromEntries([...groups.values()].map(({ resourceType, ended }) => [resourceType, ended.COMPLETED]));
const ids = ({ jobs }: RestoreLedger) => [...jobs.keys()];

describe('a part of a composite restore', () => {
  it.each([
    ['listed with it', [[parent, child]]],
    ['listed with it, after it', [[child, parent]]],
    ['listed before it', [[parent], [child]]],
    ['listed after it', [[child], [child, parent]]],
    ['listed after it, and the part is not listed again', [[child], [parent]]],
    [
      'listed while it runs',
      [
        [
          { ...child, ...running },
          { ...parent, ...running },
        ],
        [child],
        [parent],
      ],
    ],
    ['told late', [[{ ...alone, ...running }, parent], [child]]],
    ['told late and listed later', [[{ ...alone, ...running }], [child], [parent]]],
    ['left out of a later view', [[child, parent], [alone], [parent, alone]]],
    ['left out of a view that ends it', [[{ ...child, ...running }, parent], [alone]]],
  ])('is counted with its parent alone: %s', (_, readings) => {
    const ledger = readings.reduce((known, jobs, index) => record(known, index * 5, { jobs }), baseline);
    expect(ids(ledger)).toEqual(['parent']);
    expect(ledger.composites.waiting.size).toBe(0);
    expect(counted(ledger)).toMatchObject({ EKS: 1 });
    expect(counted(ledger)).not.toMatchObject({ EBS: 1 });
  });

  it('leaves when its parent is told after it was counted, and is not counted again', () => {
    const before = record(baseline, 0, { jobs: [alone] });
    expect([ids(before), counted(before)]).toEqual([['child'], { EBS: 1 }]);
    const after = record(before, 5, { jobs: [child, parent] });
    expect([ids(after), counted(after)]).toEqual([['parent'], { EBS: 1, EKS: 1 }]);
    expect(ids(record(after, 10, { jobs: [alone, parent] }))).toEqual(['parent']);
  });

  it('takes what it said of a test with it', () => {
    const test = { plan: { arn: 'arn:p', name: 'daily' }, sourceResourceArn: 'arn:r' };
    const before = record(baseline, 0, { jobs: [{ ...alone, ...test, status: 'FAILED' }] });
    expect(before.latestTests.size).toBe(1);
    expect(
      record(before, 5, { jobs: [{ ...child, ...test, status: 'FAILED' }, parent] }).latestTests.size,
    ).toBe(0);
  });

  it('stands for itself once it is confirmed that AWS does not have its parent', () => {
    let ledger = record(baseline, 0, { jobs: [child], goneParents });
    for (const [minute, isCounted] of [
      [30, false],
      [59, false],
      [60, true],
      [65, true],
    ] as const) {
      ledger = record(ledger, minute, { jobs: minute === 60 ? [] : [child], goneParents });
      expect([ids(ledger), counted(ledger)]).toEqual(isCounted ? [['child'], { EBS: 1 }] : [[], {}]);
    }
  });

  it('is counted once if it was counted before its parent was told and AWS does not have that', () => {
    let ledger = record(baseline, 0, { jobs: [alone] });
    for (const minute of [5, 30, 65]) ledger = record(ledger, minute, { jobs: [child], goneParents });
    expect([ids(ledger), counted(ledger)]).toEqual([['child'], { EBS: 1 }]);
  });

  it('leaves when its parent appears after all', () => {
    let ledger = baseline;
    for (const minute of [0, 30, 60]) ledger = record(ledger, minute, { jobs: [child], goneParents });
    expect(ids(ledger)).toEqual(['child']);
    expect(ids(record(ledger, 65, { jobs: [parent] }))).toEqual(['parent']);
  });

  it('has a parent that was found, though that is too old to be known', () => {
    const ancient = { ...parent, createdAt: later(noon, -31 * dayMs) };
    const ledger = record(baseline, 0, { jobs: [child, ancient] });
    expect([ids(ledger), ledger.composites.waiting.size]).toEqual([[], 0]);
    const again = record(ledger, 5, { jobs: [child] });
    expect([ids(again), again.composites.waiting.size]).toEqual([[], 0]);
  });

  it('that AWS does not find is not waited for', () => {
    let ledger = record(baseline, 0, { jobs: [child] });
    for (const minute of [5, 30, 64]) ledger = record(ledger, minute, { gone: ['child'] });
    expect(ledger.composites.waiting.size).toBe(1);
    expect(record(ledger, 65, { gone: ['child'] }).composites.waiting.size).toBe(0);
  });

  it('is forgotten with its parent after the look-back', () => {
    const known = record(record(baseline, 0, { jobs: [child], goneParents }), 5, {
      jobs: [
        { ...child, id: 'other', parentJobId: 'listed' },
        { ...parent, id: 'listed' },
      ],
    });
    expect([known.composites.parents.size, known.composites.waiting.size]).toEqual([2, 1]);
    const aged = record(known, 31 * 24 * 60, {});
    expect([aged.composites.parents.size, aged.composites.waiting.size]).toEqual([0, 0]);
  });
});
