import type { LatestTest } from './latest-test.js';
import type { PlanSelection, ProtectedResource, RestoreTestingPlan } from './restore-testing-plan.js';

/** The times between the latest backups of a resource, newest first: two at most. */
export type BackupIntervals = ReadonlyMap<string, readonly number[]>;

/**
 * Learns the times between backups from LastBackupTime, as one reading of the protected resources follows another. The recovery points that
 * tests restore would tell the times between tests.
 */
export function learnIntervals(
  known: BackupIntervals,
  before: readonly ProtectedResource[],
  after: readonly ProtectedResource[],
): BackupIntervals {
  const lastBackups = new Map(before.map(({ arn, lastBackupAt }) => [arn, lastBackupAt]));
  const intervals = new Map<string, readonly number[]>();
  for (const { arn, lastBackupAt } of after) {
    const earlier = lastBackups.get(arn);
    const seen = known.get(arn) ?? [];
    const isNew = lastBackupAt !== undefined && earlier !== undefined && lastBackupAt > earlier;
    const next = isNew ? [lastBackupAt.getTime() - earlier.getTime(), ...seen].slice(0, 2) : seen;
    if (next.length > 0) intervals.set(arn, next);
  }
  return intervals;
}

/**
 * Returns the longest time between two backups among the resources of a plan; undefined where none was seen. Of each resource
 * the shorter of its two latest counts, so that one backup that failed, or that fell between two readings, makes it no longer.
 */
export function backupIntervalOf(
  plan: RestoreTestingPlan,
  resources: readonly ProtectedResource[],
  intervals: BackupIntervals,
  tests: readonly LatestTest[],
): number | undefined {
  const tested = new Set(
    tests.filter((test) => test.plan === plan.name).map(({ resourceArn }) => resourceArn),
  );
  const arns = plan.selections.flatMap((selection) => resourcesOf(selection, resources, tested));
  const ofResources = arns.flatMap((arn) => {
    const seen = intervals.get(arn);
    return seen === undefined ? [] : Math.min(...seen);
  });
  return ofResources.length === 0 ? undefined : Math.max(...ofResources);
}

/** A selection of a whole type may have conditions, which tags meet: the resources that were tested are known to. */
function resourcesOf(
  { resourceType, resourceArns }: PlanSelection,
  resources: readonly ProtectedResource[],
  tested: ReadonlySet<string>,
): string[] {
  if (resourceArns.length > 0) return [...resourceArns];
  const ofType = resources.filter((resource) => resource.resourceType === resourceType).map(({ arn }) => arn);
  const seen = ofType.filter((arn) => tested.has(arn));
  return seen.length > 0 ? seen : ofType;
}
