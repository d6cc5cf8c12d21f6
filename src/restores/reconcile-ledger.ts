import { emptyGroup, groupKey } from './job-group.js';
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
  return { ...ledger, groups };
}

/** Notes on the tests of resources that AWS does not protect any more when that was confirmed. */
export function reconcileResources(
  ledger: RestoreLedger,
  gone: readonly ProtectedResource[],
  readAt: Date,
): RestoreLedger {
  if (gone.length === 0) return ledger;
  const arns = new Set(gone.map(({ arn }) => arn));
  const latestTests = new Map(
    [...ledger.latestTests].map(([key, test]) => [
      key,
      arns.has(test.resourceArn) ? { ...test, unprotectedAt: readAt } : test,
    ]),
  );
  return { ...ledger, latestTests };
}
