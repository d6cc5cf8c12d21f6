import { type CompositeJobs, noCompositeJobs } from '../jobs/composite-jobs.js';
import type { JobGroup } from '../jobs/job-group.js';
import type { KnownJob } from '../jobs/known-job.js';
import { hasEnded, type RestoreJob } from '../jobs/restore-job.js';
import type { LatestTest } from '../latest-tests/latest-test.js';
import type { OmissionRule } from '../omissions.js';

/** Everything known of one target's restore jobs. It is never changed: `recordJobs` returns the next one. */
export interface RestoreLedger {
  /** By id: the jobs created within the look-back, and older ones that can still change. */
  readonly jobs: ReadonlyMap<string, KnownJob>;
  readonly composites: CompositeJobs;
  /** By id: jobs that were known and are left out now. If AWS names one again, it is not counted again. */
  readonly tombstones: ReadonlyMap<string, KnownJob>;
  readonly groups: ReadonlyMap<string, JobGroup>;
  readonly latestTests: ReadonlyMap<string, LatestTest>;
  /** When the latest complete reading was begun. */
  readonly listedAt: Date | undefined;
  /** When the latest list of the whole look-back was begun. */
  readonly relistedAt: Date | undefined;
  /** When the first complete reading was begun: what had ended by then is not counted. */
  readonly countedFrom: Date | undefined;
  /** The start of the look-back when the ledger was last advanced. */
  readonly lookbackStart: Date;
  /** The creation of the newest job that was dropped: what is as old was counted before. */
  readonly forgottenUntil: Date;
}

/** The facts that one poll learned of a target's restore jobs. */
export interface JobFacts {
  readonly jobs: readonly RestoreJob[];
  /** The ids of jobs that AWS does not find, neither in its list nor by their ids. */
  readonly gone: readonly string[];
  /** The ids of parents of composite restores that AWS does not find. */
  readonly goneParents?: readonly string[];
  /** When the reading of everything that may have changed was begun; absent where a part could not be read. */
  readonly listedAt?: Date;
  /** When the list of the whole look-back was begun; absent if this reading has none. */
  readonly relistedAt?: Date;
}

export interface LedgerSettings {
  readonly lookbackMs: number;
  /** The time for which the latest tests of a resource, and the totals of a group, outlive their last job. */
  readonly retentionMs: number;
  /** When to believe that AWS no longer has a job, or that a job ended better than AWS said before. */
  readonly omissions?: OmissionRule;
  /** The validation window of the job's plan and resource type; undefined where it is not known. */
  readonly validationWindowMs?: (job: RestoreJob) => number | undefined;
}

export const emptyLedger: RestoreLedger = {
  jobs: new Map(),
  composites: noCompositeJobs,
  tombstones: new Map(),
  groups: new Map(),
  latestTests: new Map(),
  listedAt: undefined,
  relistedAt: undefined,
  countedFrom: undefined,
  lookbackStart: new Date(0),
  forgottenUntil: new Date(0),
};

/** The ledger for a longer look-back: what it has never listed is history, not news. */
export function withLongerLookback(ledger: RestoreLedger): RestoreLedger {
  const { lookbackStart, forgottenUntil } = ledger;
  return { ...ledger, forgottenUntil: new Date(Math.max(lookbackStart.getTime(), forgottenUntil.getTime())) };
}

/** The difference up to which the clocks of AWS and of this machine count as the same. */
const clockSlackMs = 10 * 60_000;

/**
 * Returns true if a job that was never seen before is news: what had ended before the first reading is history, however
 * late AWS lists it.
 */
export function isNews(
  { forgottenUntil, countedFrom = new Date(0) }: RestoreLedger,
  job: RestoreJob,
): boolean {
  if (job.createdAt <= forgottenUntil) return false;
  const lastAt = job.completedAt ?? job.createdAt;
  return !hasEnded(job.status) || lastAt.getTime() > countedFrom.getTime() - clockSlackMs;
}
