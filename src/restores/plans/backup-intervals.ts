import type { LatestTest } from '../latest-tests/latest-test.js';
import type { PlanSelection, ProtectedResource, RestoreTestingPlan } from './restore-testing-plan.js';

/** The backups of a resource that successive readings showed. */
export interface SeenBackups {
  /** The newest LastBackupTime. */
  readonly latestAt: Date;
  /** The times between the latest backups, newest first: two at most. */
  readonly intervalsMs: readonly number[];
}

/** By ARN. */
export type BackupIntervals = ReadonlyMap<string, SeenBackups>;

/**
 * Learns the times between backups from LastBackupTime, as one reading of the protected resources follows another. A
 * view that lags behind shows no backup, nor does the one after it. The recovery points that tests restore would show
 * the times between tests.
 */
export function learnIntervals(
  known: BackupIntervals,
  resources: readonly ProtectedResource[],
): BackupIntervals {
  return new Map(
    resources.flatMap(({ arn, lastBackupAt }) => {
      const seen = withBackup(known.get(arn), lastBackupAt);
      return seen === undefined ? [] : [[arn, seen] as const];
    }),
  );
}

function withBackup(known: SeenBackups | undefined, lastBackupAt: Date | undefined): SeenBackups | undefined {
  if (lastBackupAt === undefined) return known;
  if (known === undefined) return { latestAt: lastBackupAt, intervalsMs: [] };
  const sinceMs = lastBackupAt.getTime() - known.latestAt.getTime();
  return sinceMs > 0
    ? { latestAt: lastBackupAt, intervalsMs: [sinceMs, ...known.intervalsMs].slice(0, 2) }
    : known;
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
    const { intervalsMs = [] } = intervals.get(arn) ?? {};
    return intervalsMs.length === 0 ? [] : Math.min(...intervalsMs);
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
