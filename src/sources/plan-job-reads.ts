import { hasParent } from '../restores/jobs/composite-jobs.js';
import { isOpen, type KnownJob } from '../restores/jobs/known-job.js';
import { hasEnded, type RestoreJob } from '../restores/jobs/restore-job.js';
import { isNews, type RestoreLedger } from '../restores/ledger/ledger.js';

/** Which calls a target needs now to learn every change of its restore jobs. */
export interface JobReads {
  /** ListRestoreJobs from here on, never before the look-back. */
  readonly listCreatedAfter: Date;
  /** True if the list is of the whole look-back. */
  readonly isRelisting: boolean;
  /** DescribeRestoreJob for each of these: jobs that are too old for the list and can still change. */
  readonly describe: readonly string[];
}

/** When the whole look-back is listed again, which finds what AWS listed late or left out. */
export interface Relisting {
  readonly intervalMs: number;
  /** From 0 up to 1: where in the interval the target has its turn, so that targets take turns. */
  readonly turn: number;
}

export interface JobReadSettings {
  readonly lookbackMs: number;
  readonly jobsPerPage: number;
  readonly relisting: Relisting;
}

/** AWS may list a new job late, and its clock is not ours: a list begins this long before the last one did. */
export const listOverlapMs = 3_600_000;
/** The slack at the bound: AWS does not document if it counts a job created at the very bound. */
const boundSlackMs = 1000;

/**
 * The first poll reads the whole look-back, and so do one whose look-back begins earlier than before and the first one of each turn. Later ones list from a
 * moment at which the pages of the list and the descriptions of the older jobs that can still change make the fewest requests together.
 */
export function planJobReads(ledger: RestoreLedger, now: Date, settings: JobReadSettings): JobReads {
  const lookbackStart = now.getTime() - settings.lookbackMs;
  const readAt = lastReadAt(ledger, now);
  const earliest = lookbackStart + boundSlackMs;
  const isLonger = lookbackStart < ledger.lookbackStart.getTime();
  const isRelisting = isLonger || isRelistingDue(ledger.relistedAt, now, settings.relisting);
  const newJobsFrom = isRelisting ? earliest : Math.max(earliest, readAt.getTime() - listOverlapMs);
  const jobs = readableJobs(ledger);
  const createdMs = Float64Array.from(jobs, (job) => job.createdAt.getTime()).toSorted();
  const older = jobs
    .filter((job) => job.createdAt.getTime() < newJobsFrom && hasToBeRead(ledger, job, readAt))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const stragglers: string[] = [];
  const requests = (listed: number) =>
    Math.max(1, Math.ceil(listed / settings.jobsPerPage)) + stragglers.length;

  let best = { from: newJobsFrom, describe: 0, requests: Number.POSITIVE_INFINITY };
  let before = 0;
  const consider = (from: number) => {
    while ((createdMs[before] ?? from) < from) before += 1;
    const cost = requests(createdMs.length - before);
    if (cost < best.requests) best = { from, describe: stragglers.length, requests: cost };
  };
  for (const job of older) {
    if (job.createdAt.getTime() >= earliest) consider(job.createdAt.getTime());
    stragglers.push(job.id);
  }
  consider(newJobsFrom);
  return {
    listCreatedAfter: new Date(best.from - boundSlackMs),
    isRelisting,
    describe: stragglers.slice(0, best.describe),
  };
}

/**
 * Returns every job that a list or a description can be about: those that are known, and children whose parent is not.
 */
export function readableJobs({ jobs, composites }: RestoreLedger): KnownJob[] {
  return [...jobs.values(), ...composites.waiting.values()];
}

/** Returns true if the job may have changed, or has to be confirmed, since everything was last read. */
export function hasToBeRead({ composites }: RestoreLedger, job: KnownJob, readAt: Date): boolean {
  return isOpen(job, readAt) || composites.waiting.has(job.id);
}

/** The first reading of a turn is due, however late it comes. A clock that was set back begins a new turn. */
function isRelistingDue(relistedAt: Date | undefined, now: Date, { intervalMs, turn }: Relisting): boolean {
  if (relistedAt === undefined) return true;
  const turnOf = (at: Date) => Math.floor(at.getTime() / intervalMs - turn);
  return turnOf(relistedAt) !== turnOf(now);
}

/** When the ledger last heard of everything: what could change then may have changed since, however long ago it is. */
export function lastReadAt({ listedAt = new Date(0) }: RestoreLedger, now: Date): Date {
  return listedAt < now ? listedAt : now;
}

/** The most jobs that one reading looks at once more. */
const mostFurtherLooks = 20;

/**
 * The jobs that are first seen when they are over, in a view that does not say what started them or what they restored. They
 * are counted by that, so a second view is asked for: an on-demand restore has none, and a test may have lost its own.
 */
export function jobsToLookAtAgain(ledger: RestoreLedger, listed: readonly RestoreJob[]): string[] {
  if (ledger.listedAt === undefined) return [];
  const isUnseen = ({ id }: RestoreJob) =>
    !ledger.jobs.has(id) && !ledger.tombstones.has(id) && !ledger.composites.waiting.has(id);
  const ids = listed
    .filter((job) => hasEnded(job.status) && job.parentJobId === undefined)
    .filter((job) => leavesOut(job) && isUnseen(job) && isNews(ledger, job))
    .map(({ id }) => id);
  return [...new Set(ids)].slice(0, mostFurtherLooks);
}

function leavesOut({ plan, resourceType, sourceResourceArn }: RestoreJob): boolean {
  return plan === undefined || sourceResourceArn === undefined || resourceType === 'unknown';
}

/** The parents that children name, and of which it is not known whether AWS has them. */
export function parentsToLookFor(ledger: RestoreLedger, read: readonly RestoreJob[]): string[] {
  const ids = new Set(read.map(({ id }) => id));
  const { waiting, parents } = ledger.composites;
  const children = [...read, ...waiting.values()];
  const wanted = children.flatMap((child) => {
    const { id, parentJobId } = child;
    // A child that stands for itself: it is known that AWS has no such parent.
    if (parentJobId === undefined || ledger.jobs.get(id)?.parentJobId !== undefined) return [];
    const isKnown = ids.has(parentJobId) || ledger.jobs.has(parentJobId) || hasParent(parents, parentJobId);
    return isKnown ? [] : [parentJobId];
  });
  return [...new Set(wanted)].slice(0, mostFurtherLooks);
}
