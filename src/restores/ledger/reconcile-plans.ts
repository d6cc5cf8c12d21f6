import { emptyGroup, groupKey } from '../jobs/job-group.js';
import type { ProtectedResource, RestoreTestingPlan } from '../plans/restore-testing-plan.js';
import { draftOf } from './draft-map.js';
import type { RestoreLedger } from './ledger.js';
import { noLedgerChanges } from './ledger-changes.js';
import type { RecordedLedger } from './record-jobs.js';

/** Counts from zero what the plans select, before its first job, and forgets the counts of deleted plans without jobs. */
export function reconcilePlans(
  ledger: RestoreLedger,
  plans: readonly RestoreTestingPlan[],
  readAt: Date,
): RecordedLedger {
  const existing = new Set(plans.map((plan) => plan.name));
  const groups = draftOf(ledger.groups);
  for (const { name, selections } of plans) {
    for (const { resourceType } of selections) {
      const key = groupKey(name, resourceType);
      if (!groups.has(key)) groups.set(key, emptyGroup({ plan: name, resourceType, createdAt: readAt }));
    }
  }
  const orphaned = [...groups.entries()].filter(([, { plan }]) => plan !== '' && !existing.has(plan));
  if (orphaned.length > 0) {
    const withJobs = new Set([...ledger.jobs.values()].map((job) => job.plan?.name));
    for (const [key, { plan }] of orphaned) if (!withJobs.has(plan)) groups.delete(key);
  }
  return {
    ledger: { ...ledger, groups: groups.finished() },
    changes: { ...noLedgerChanges, groups: [...groups.changes().values()] },
  };
}

/** Notes on the tests of resources that AWS does not protect any more when that was confirmed. */
export function reconcileResources(
  ledger: RestoreLedger,
  gone: readonly ProtectedResource[],
  readAt: Date,
): RecordedLedger {
  if (gone.length === 0) return { ledger, changes: noLedgerChanges };
  const arns = new Set(gone.map(({ arn }) => arn));
  const tests = draftOf(ledger.latestTests);
  for (const [key, test] of ledger.latestTests) {
    if (arns.has(test.resourceArn)) tests.set(key, { ...test, unprotectedAt: readAt });
  }
  return {
    ledger: { ...ledger, latestTests: tests.finished() },
    changes: { ...noLedgerChanges, latestTests: [...tests.changes().values()] },
  };
}
