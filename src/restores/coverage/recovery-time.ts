import type { testableResourceTypes } from '../plans/restore-testing-plan.js';

/** The number of restores that run at once, by resource type. */
export type RestoreConcurrency = Readonly<Record<(typeof testableResourceTypes)[number], number>>;

/** The quotas of AWS Backup for one account and region, as long as nobody has asked for more. */
export const restoreQuotas: RestoreConcurrency = {
  Aurora: 40,
  DocumentDB: 40,
  DynamoDB: 40,
  EBS: 100,
  EC2: 100,
  EFS: 30,
  FSx: 40,
  Neptune: 40,
  RDS: 40,
  S3: 30,
};

/**
 * Returns how long it takes to restore all of the resources, given how long each restore takes: the types at the same
 * time, and of each type the longest restores first, as many at once as the concurrency allows.
 */
export function recoveryTime(
  durations: ReadonlyMap<string, readonly number[]>,
  concurrency: Readonly<Record<string, number>>,
): number {
  const ends = [...durations].map(([type, ofType]) => lastEnd(ofType, concurrency[type] ?? 1));
  return Math.max(0, ...ends);
}

function lastEnd(durations: readonly number[], concurrency: number): number {
  const freeAt = Array.from({ length: Math.min(concurrency, durations.length) }, () => 0);
  for (const duration of durations.toSorted((a, b) => b - a)) {
    const first = freeAt.indexOf(Math.min(...freeAt));
    freeAt[first] = (freeAt[first] ?? 0) + duration;
  }
  return Math.max(0, ...freeAt);
}
