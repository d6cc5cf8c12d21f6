import { canStillChange } from '../restores/can-still-change.js';
import type { RestoreLedger } from '../restores/ledger.js';

/** Which calls a target needs now to learn every change of its restore jobs. */
export interface JobReads {
  /** ListRestoreJobs from here on, never before the look-back. */
  readonly listCreatedAfter: Date;
  /** DescribeRestoreJob for each of these: jobs that are too old for the list and can still change. */
  readonly describe: readonly string[];
}

/** AWS may list a new job late, and its clock is not ours: a list begins this long before the last one did. */
export const listOverlapMs = 3_600_000;
/** Whether AWS counts a job created at the very bound is not documented. */
const boundSlackMs = 1000;

/**
 * The first poll reads the whole look-back, and so does one whose look-back begins earlier than before. Later ones list from a moment at which the pages of the list and
 * the descriptions of the older jobs that can still change make the fewest requests together.
 */
export function planJobReads(
  ledger: RestoreLedger,
  now: Date,
  settings: { readonly lookbackMs: number; readonly jobsPerPage: number },
): JobReads {
  const lookbackStart = now.getTime() - settings.lookbackMs;
  const readAt = lastReadAt(ledger, now);
  const earliest = lookbackStart + boundSlackMs;
  const isLonger = lookbackStart < ledger.lookbackStart.getTime();
  const newJobsFrom = isLonger ? earliest : Math.max(earliest, readAt.getTime() - listOverlapMs);
  const jobs = [...ledger.jobs.values()].toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const older = jobs.filter((job) => job.createdAt.getTime() < newJobsFrom);
  const stragglers: string[] = [];
  const requests = (listed: number) =>
    Math.max(1, Math.ceil(listed / settings.jobsPerPage)) + stragglers.length;

  let best = { from: newJobsFrom, describe: 0, requests: Number.POSITIVE_INFINITY };
  const consider = (from: number, listed: number) => {
    const cost = requests(listed);
    if (cost < best.requests) best = { from, describe: stragglers.length, requests: cost };
  };
  for (const [index, job] of older.entries()) {
    if (!canStillChange(job, readAt)) continue;
    if (job.createdAt.getTime() >= earliest) consider(job.createdAt.getTime(), jobs.length - index);
    stragglers.push(job.id);
  }
  consider(newJobsFrom, jobs.length - older.length);
  return {
    listCreatedAfter: new Date(best.from - boundSlackMs),
    describe: stragglers.slice(0, best.describe),
  };
}

/** When the ledger last heard of everything: what could change then may have changed since, however long ago it is. */
export function lastReadAt({ listedAt = new Date(0) }: RestoreLedger, now: Date): Date {
  return listedAt < now ? listedAt : now;
}
