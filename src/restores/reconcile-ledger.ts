import { emptyGroup, groupKey } from './job-group.js';
import type { LatestTest } from './latest-test.js';
import type { RestoreLedger } from './ledger.js';
import type { ProtectedResource, RestoreTestingPlan } from './restore-testing-plan.js';

/** Counts from zero what the plans select, before its first job, and forgets the counts of deleted plans without jobs. */
export function reconcilePlans(
  ledger: RestoreLedger,
  plans: readonly RestoreTestingPlan[],
  readAt: Date,
): RestoreLedger {
  const existing = new Set(plans.map((plan) => plan.name));
  const groups = new Map(ledger.groups);
  for (const { name, selections } of plans) {
    for (const { resourceType } of selections) {
      const key = groupKey(name, resourceType);
      if (!groups.has(key)) groups.set(key, emptyGroup({ plan: name, resourceType, createdAt: readAt }));
    }
  }
  const withJobs = new Set([...ledger.jobs.values()].map((job) => job.plan?.name ?? ''));
  for (const [key, { plan }] of groups) {
    if (plan !== '' && !existing.has(plan) && !withJobs.has(plan)) groups.delete(key);
  }
  return forgetDeletedPlans({ ...ledger, groups }, plans, readAt);
}

/**
 * Forgets what deleted plans last said: those that tested before the plans were read and were not among them. Their
 * jobs stay as long as AWS lists them, for they may leave resources behind.
 */
export function forgetDeletedPlans(
  ledger: RestoreLedger,
  plans: readonly RestoreTestingPlan[],
  readAt: Date,
): RestoreLedger {
  const existing = new Set(plans.map((plan) => plan.name));
  const isNewer = ({ ended, completed }: LatestTest) =>
    [ended, completed].some((test) => test !== undefined && test.createdAt > readAt);
  return {
    ...ledger,
    latestTests: testsWhere(ledger, (test) => existing.has(test.plan) || isNewer(test)),
  };
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
