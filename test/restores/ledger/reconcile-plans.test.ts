import { describe, expect, it } from '@jest/globals';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { reconcilePlans, reconcileResources } from '../../../src/restores/ledger/reconcile-plans.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { validationWindows } from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan, aResource } from '../a-plan.js';
import { aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const now = later(monday, dayMs);
const tested = aRestoreTest({ validation: 'FAILED', deletion: 'SUCCESSFUL' });

function ledgerOf(jobs = [tested], at = now) {
  return recordJobs(emptyLedger, { jobs, gone: [], listedAt: at }, at, settings).ledger;
}

describe('reconcilePlans', () => {
  it('counts from zero what a plan selects and has not tested yet', () => {
    const selections = ['RDS', 'EBS'].map((resourceType) => ({
      name: 's',
      resourceType,
      validationWindowMs: 0,
      resourceArns: [],
    }));
    const { groups } = reconcilePlans(emptyLedger, [aPlan({ selections })], now).ledger;
    expect([...groups.values()].map(({ plan, resourceType, ended }) => [plan, resourceType, ended])).toEqual([
      ['daily', 'RDS', { COMPLETED: 0, ABORTED: 0, FAILED: 0 }],
      ['daily', 'EBS', { COMPLETED: 0, ABORTED: 0, FAILED: 0 }],
    ]);
  });

  it('changes nothing of a plan that is still there', () => {
    const ledger = ledgerOf([tested, aRestoreJob({ id: 'on-demand' })]);
    expect(reconcilePlans(ledger, [aPlan()], now).ledger).toEqual(ledger);
  });

  it('keeps the jobs of a deleted plan and what its tests have proven', () => {
    const ledger = ledgerOf();
    expect(reconcilePlans(ledger, [], now).ledger).toEqual(ledger);
  });

  it('forgets its counts when the last of its jobs is gone, and never those of on-demand restores', () => {
    const month = later(now, 31 * dayMs);
    const before = ledgerOf([tested, aRestoreJob({ id: 'on-demand' })]);
    const aged = recordJobs(before, { jobs: [], gone: [], listedAt: month }, month, settings).ledger;
    expect(aged.jobs.size).toBe(0);
    expect([...reconcilePlans(aged, [], month).ledger.groups.keys()]).toEqual(['/RDS']);
  });
});

describe('reconcileResources', () => {
  const orders = aResource('orders');
  const both = ledgerOf([tested, { ...tested, id: 'job-2', sourceResourceArn: orders.arn }]);

  it('notes when it was confirmed that a resource is not protected any more, and keeps its tests', () => {
    const { latestTests } = reconcileResources(both, [aResource('ledger'), aResource('another')], now).ledger;
    expect(
      [...latestTests.values()].map(({ resourceArn, unprotectedAt }) => [resourceArn, unprotectedAt]),
    ).toEqual([
      [aResource('ledger').arn, now],
      [orders.arn, undefined],
    ]);
  });

  it('changes nothing where no resource is gone', () => {
    expect(reconcileResources(both, [], now).ledger).toBe(both);
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
