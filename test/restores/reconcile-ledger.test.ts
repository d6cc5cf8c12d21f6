import { describe, expect, it } from '@jest/globals';
import { emptyLedger, recordJobs } from '../../src/restores/ledger.js';
import { forgetUntested, reconcilePlans, reconcileResources } from '../../src/restores/reconcile-ledger.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  validationWindows,
} from '../../src/restores/restore-testing-plan.js';
import { aPlan, aResource } from './a-plan.js';
import { aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from './a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const now = later(monday, dayMs);
const tested = aRestoreTest({ validation: 'FAILED', deletion: 'SUCCESSFUL' });

function ledgerOf(jobs = [tested], at = now) {
  return recordJobs(emptyLedger, { jobs, gone: [], listedAt: at }, at, settings);
}

describe('reconcilePlans', () => {
  it('counts from zero what a plan selects and has not tested yet', () => {
    const selections = ['RDS', 'EBS'].map((resourceType) => ({
      name: 's',
      resourceType,
      validationWindowMs: 0,
      resourceArns: [],
    }));
    const { groups } = reconcilePlans(emptyLedger, [aPlan({ selections })], now);
    expect([...groups.values()].map(({ plan, resourceType, ended }) => [plan, resourceType, ended])).toEqual([
      ['daily', 'RDS', { COMPLETED: 0, ABORTED: 0, FAILED: 0 }],
      ['daily', 'EBS', { COMPLETED: 0, ABORTED: 0, FAILED: 0 }],
    ]);
  });

  it('changes nothing of a plan that is still there', () => {
    const ledger = ledgerOf([tested, aRestoreJob({ id: 'on-demand' })]);
    expect(reconcilePlans(ledger, [aPlan()], now)).toEqual(ledger);
  });

  it('forgets what a deleted plan last said, but not the jobs that AWS still lists', () => {
    const ledger = reconcilePlans(ledgerOf(), [], now);
    expect([...ledger.latestTests]).toEqual([]);
    expect(ledger.jobs.size).toBe(1);
    expect(ledger.groups.size).toBe(1);
  });

  it('forgets its counts when the last of its jobs is gone, and never those of on-demand restores', () => {
    const month = later(now, 31 * dayMs);
    const before = ledgerOf([tested, aRestoreJob({ id: 'on-demand' })]);
    const aged = recordJobs(before, { jobs: [], gone: [], listedAt: month }, month, settings);
    expect(aged.jobs.size).toBe(0);
    expect([...reconcilePlans(aged, [], month).groups.keys()]).toEqual(['/RDS']);
  });
});

describe('reconcileResources', () => {
  const ledger = ledgerOf();
  const ours = aResource('ledger');

  it('forgets the tests of a resource that AWS protected and does not protect any more', () => {
    expect(reconcileResources(ledger, [ours], []).latestTests.size).toBe(0);
  });

  it('keeps those of the others', () => {
    const orders = aResource('orders');
    const both = ledgerOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);
    const { latestTests } = reconcileResources(both, [ours, orders], [orders]);
    expect([...latestTests.values()].map(({ resourceArn }) => resourceArn)).toEqual([orders.arn]);
  });

  it.each([
    ['is still protected', [ours], [ours]],
    ['was never seen among the protected ones', [], [aResource('another')]],
  ])('keeps those of a resource that %s', (_, before, after) => {
    expect(reconcileResources(ledger, before, after).latestTests.size).toBe(1);
  });
});

function naming(...resourceArns: string[]) {
  return { name: 'databases', resourceType: 'RDS', validationWindowMs: 0, resourceArns };
}

describe('forgetUntested', () => {
  const ours = aResource('ledger').arn;
  const another = naming(aResource('another').arn);
  const tuesday = later(monday, dayMs);
  /** The test was on Monday; the plan ran on Tuesday. */
  const ranSince = (selections = [another]) => aPlan({ lastExecutedAt: tuesday, selections });
  const ranAfter = (ms: number) => aPlan({ lastExecutedAt: later(monday, ms), selections: [another] });
  const readAt = later(tuesday, 2 * hourMs);
  const isKept = (
    plans: readonly RestoreTestingPlan[],
    resources?: readonly ProtectedResource[],
    at = readAt,
  ) =>
    forgetUntested(ledgerOf(), {
      plans: { facts: plans, readAt: at },
      resources: resources && { facts: resources, readAt: at },
    }).latestTests.size === 1;

  it.each([
    ['its plan names other resources and has run without it', isKept([ranSince()])],
    ['its plan selects other types and has run without it', isKept([ranSince([])])],
    ['its plan selects all of another type', isKept([ranSince([{ ...naming(), resourceType: 'EBS' }])])],
    ['its plan is gone', isKept([])],
    ['its plan was gone when it began', isKept([], undefined, monday)],
    ['its plan ran a little more than a minute later', isKept([ranAfter(60_001)])],
  ])('forgets a test when %s', (_, kept) => {
    expect(kept).toBe(false);
  });

  it.each([
    ['its plan names it', isKept([ranSince([another, naming(ours)])])],
    ['its plan selects all of its type', isKept([ranSince([another, naming()])])],
    ['its plan has not run since', isKept([aPlan({ selections: [another] })])],
    ['its plan ran a minute later, by a clock that may be ahead', isKept([ranAfter(60_000)])],
    ['its plan has never run', isKept([aPlan({ selections: [another], lastExecutedAt: undefined })])],
    ['plans were read before it', isKept([], [], later(monday, -1))],
    ['it is protected', isKept([ranSince([naming()])], [aResource('ledger')])],
    ['nothing that its plan tests is protected', isKept([ranSince([naming()])], [aResource('another')])],
  ])('keeps a test when %s', (_, kept) => {
    expect(kept).toBe(true);
  });

  it('forgets the test of a resource that is not protected any more, and keeps that of one that is', () => {
    const orders = aResource('orders');
    const tests = ledgerOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);
    const plans = { facts: [ranSince([naming()])], readAt };
    const { latestTests } = forgetUntested(tests, { plans, resources: { facts: [orders], readAt } });
    expect([...latestTests.values()].map(({ resourceArn }) => resourceArn)).toEqual([orders.arn]);
  });

  it('keeps the test of a resource of which the list of protected ones could not know yet', () => {
    const orders = aResource('orders');
    const tests = ledgerOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);
    const plans = { facts: [ranSince([naming()])], readAt };
    const sizes = [later(monday, -1), monday].map(
      (at) => forgetUntested(tests, { plans, resources: { facts: [orders], readAt: at } }).latestTests.size,
    );
    expect(sizes).toEqual([2, 1]);
  });

  it('keeps everything until plans are read', () => {
    expect(forgetUntested(ledgerOf(), {}).latestTests.size).toBe(1);
  });
});

describe('validationWindows', () => {
  it('looks up the longest window of the selections of a plan and resource type', () => {
    const selections = [1, 8, 2].map((hours) => ({
      name: `s${hours}`,
      resourceType: 'RDS',
      validationWindowMs: hours * hourMs,
      resourceArns: [],
    }));
    const windowOf = validationWindows([aPlan({ selections })]);
    expect(windowOf(aRestoreTest())).toBe(8 * hourMs);
    expect(windowOf(aRestoreTest({ resourceType: 'EBS' }))).toBeUndefined();
    expect(windowOf(aRestoreJob())).toBeUndefined();
  });
});
