import { emptyGroup, groupKey } from './job-group.js';
import type { LatestTest } from './latest-test.js';
import type { RestoreLedger } from './ledger.js';
import type { ProtectedResource, RestoreTestingPlan } from './restore-testing-plan.js';

/**
 * Fits the ledger to the plans that AWS has now: what they select is counted from zero before its first job, and
 * what a deleted plan last said is forgotten. Its jobs stay as long as AWS lists them, for they may leave
 * resources behind.
 */
export function reconcilePlans(
  ledger: RestoreLedger,
  plans: readonly RestoreTestingPlan[],
  now: Date,
): RestoreLedger {
  const existing = new Set(plans.map((plan) => plan.name));
  const groups = new Map(ledger.groups);
  for (const { name, selections } of plans) {
    for (const { resourceType } of selections) {
      const key = groupKey(name, resourceType);
      if (!groups.has(key)) groups.set(key, emptyGroup({ plan: name, resourceType, createdAt: now }));
    }
  }
  const withJobs = new Set([...ledger.jobs.values()].map((job) => job.plan?.name ?? ''));
  for (const [key, { plan }] of groups) {
    if (plan !== '' && !existing.has(plan) && !withJobs.has(plan)) groups.delete(key);
  }
  return { ...ledger, groups, latestTests: testsWhere(ledger, ({ plan }) => existing.has(plan)) };
}

/** Forgets the tests of resources that AWS protected before and does not protect any more. */
export function reconcileResources(
  ledger: RestoreLedger,
  before: readonly ProtectedResource[],
  after: readonly ProtectedResource[],
): RestoreLedger {
  const still = new Set(after.map(({ arn }) => arn));
  const gone = new Set(before.map(({ arn }) => arn).filter((arn) => !still.has(arn)));
  if (gone.size === 0) return ledger;
  return { ...ledger, latestTests: testsWhere(ledger, ({ resourceArn }) => !gone.has(resourceArn)) };
}

function testsWhere(ledger: RestoreLedger, isKept: (test: LatestTest) => boolean) {
  return new Map([...ledger.latestTests].filter(([, test]) => isKept(test)));
}
