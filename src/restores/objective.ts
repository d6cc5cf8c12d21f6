import { matchesGlob } from '../glob.js';
import type { LatestTest } from './latest-test.js';

/** What is asked of the restore tests of some plans and resource types. */
export interface Objective {
  /** Globs; an on-demand restore has the empty plan. */
  readonly plan: string;
  readonly resourceType: string;
  /** The longest restore time (RTO). */
  readonly maxDurationMs?: number | undefined;
  /** The longest time between two successful tests. */
  readonly successIntervalMs?: number | undefined;
  /** The longest age of what was restored (RPO). */
  readonly maxRecoveryPointAgeMs?: number | undefined;
  /** Whether only a validated restore is a success. */
  readonly requiresValidation: boolean;
}

/** The first objective that fits; undefined where none does. */
export function objectiveOf(
  objectives: readonly Objective[],
  plan: string,
  resourceType: string,
): Objective | undefined {
  return objectives.find(
    (each) => matchesGlob(each.plan, plan) && matchesGlob(each.resourceType, resourceType),
  );
}

/** When the resource was last tested with success under its objective; undefined where that was never seen. */
export function lastSuccessAt(test: LatestTest, objective: Objective | undefined): Date | undefined {
  const { lastPassedAt, lastRestoredAt } = test;
  if (objective?.requiresValidation || lastRestoredAt === undefined) return lastPassedAt;
  return lastPassedAt !== undefined && lastPassedAt > lastRestoredAt ? lastPassedAt : lastRestoredAt;
}

/**
 * The longest time between two successful tests of a resource of the type, whatever plan tests it: where the
 * objectives of several plans differ, the longest. Undefined where no objective of the type names one.
 */
export function testIntervalMs(objectives: readonly Objective[], resourceType: string): number | undefined {
  const intervals = objectives
    .filter((each) => matchesGlob(each.resourceType, resourceType))
    .flatMap(({ successIntervalMs }) => (successIntervalMs === undefined ? [] : [successIntervalMs]));
  return intervals.length === 0 ? undefined : Math.max(...intervals);
}
