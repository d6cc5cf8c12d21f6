import { canStillChange } from './can-still-change.js';
import { countEnds, emptyGroup, groupKey, type JobGroup } from './job-group.js';
import { type LatestTest, latestTestKey, newestTestAt, recordTest, untestedBy } from './latest-test.js';
import { mergeJob } from './merge-job.js';
import { restoreIssueOf } from './restore-issue.js';
import type { RestoreJob } from './restore-job.js';

/** Everything known of one target's restore jobs. It is never changed: `recordJobs` makes the next one. */
export interface RestoreLedger {
  /** By id: the jobs created within the look-back, and older ones that can still change. */
  readonly jobs: ReadonlyMap<string, RestoreJob>;
  readonly groups: ReadonlyMap<string, JobGroup>;
  readonly latestTests: ReadonlyMap<string, LatestTest>;
  /** When the latest complete reading was begun. Ends are counted only from the first one on. */
  readonly listedAt: Date | undefined;
  /** The start of the look-back when the ledger was last advanced. */
  readonly lookbackStart: Date;
  /** The creation of the newest job that was dropped: what is as old was counted before. */
  readonly forgottenUntil: Date;
}

/** What one poll learned of a target's restore jobs. */
export interface JobFacts {
  readonly jobs: readonly RestoreJob[];
  /** The ids of jobs that AWS says it does not know any more. */
  readonly gone: readonly string[];
  /** When the reading of everything that may have changed was begun; absent where a part could not be read. */
  readonly listedAt?: Date;
}

export interface LedgerSettings {
  readonly lookbackMs: number;
  /** How long the latest tests of a resource, and the totals of a group, outlive their last job. */
  readonly retentionMs: number;
  /** The validation window of the job's plan and resource type; undefined where it is not known. */
  readonly validationWindowMs?: (job: RestoreJob) => number | undefined;
}

export const emptyLedger: RestoreLedger = {
  jobs: new Map(),
  groups: new Map(),
  latestTests: new Map(),
  listedAt: undefined,
  lookbackStart: new Date(0),
  forgottenUntil: new Date(0),
};

/** The ledger after one more poll. Facts may come in any order, repeatedly, and with views that lag behind. */
export function recordJobs(
  ledger: RestoreLedger,
  facts: JobFacts,
  now: Date,
  settings: LedgerSettings,
): RestoreLedger {
  const jobs = new Map(ledger.jobs);
  const groups = new Map(ledger.groups);
  const latestTests = new Map(ledger.latestTests);

  for (const read of facts.jobs) {
    // A part of a composite restore is told by its parent; counting both would count one restore twice.
    if (read.parentJobId !== undefined) continue;
    const before = jobs.get(read.id);
    const after = mergeJob(before, read);
    if (before !== undefined && !canStillChange(before, now) && !hasMoved(before, after)) continue;
    jobs.set(after.id, canStillChange(after, now) ? after : withoutDetails(after));

    const plan = after.plan?.name ?? '';
    const key = groupKey(plan, after.resourceType);
    const group = groups.get(key) ?? emptyGroup({ ...after, plan });
    const isCounted =
      ledger.listedAt !== undefined && (before !== undefined || after.createdAt > ledger.forgottenUntil);
    groups.set(key, withNewestJob(isCounted ? countEnds(group, before, after) : group, after));

    recordLatest(latestTests, after, now, settings.validationWindowMs?.(after));
  }
  for (const id of facts.gone) jobs.delete(id);
  settle(jobs, latestTests, now);

  const lookbackStart = new Date(now.getTime() - settings.lookbackMs);
  const forgottenUntil = forgetSettled(jobs, ledger.forgottenUntil, lookbackStart, now);
  forgetExpired(groups, latestTests, new Date(now.getTime() - settings.retentionMs));
  return {
    jobs,
    groups,
    latestTests,
    listedAt: facts.listedAt ?? ledger.listedAt,
    lookbackStart,
    forgottenUntil,
  };
}

/** The ledger for a longer look-back: what it has never listed is history, not news. */
export function withLongerLookback(ledger: RestoreLedger): RestoreLedger {
  const { lookbackStart, forgottenUntil } = ledger;
  return { ...ledger, forgottenUntil: new Date(Math.max(lookbackStart.getTime(), forgottenUntil.getTime())) };
}

function hasMoved(before: RestoreJob, after: RestoreJob): boolean {
  return (
    before.status !== after.status ||
    before.validation !== after.validation ||
    before.deletion !== after.deletion ||
    restoreIssueOf(before) !== restoreIssueOf(after) ||
    before.completedAt?.getTime() !== after.completedAt?.getTime()
  );
}

/**
 * Most jobs are settled and only counted: their messages and ARNs would be four fifths of the memory.
 * The class of the message is kept for the verdict, and what tells of a leftover, which still exists.
 */
function withoutDetails(job: RestoreJob): RestoreJob {
  const { id, createdAt, completedAt, status, validation, deletion, resourceType, plan, isParent } = job;
  const kept = { id, createdAt, completedAt, status, validation, deletion, resourceType, plan, isParent };
  const settled = { ...kept, issue: restoreIssueOf(job) };
  if (deletion !== 'FAILED') return settled;
  const { sizeBytes, sourceResourceArn, createdResourceArn, deletionMessage } = job;
  return { ...settled, isSettled: true, sizeBytes, sourceResourceArn, createdResourceArn, deletionMessage };
}

/** A verdict can come with time alone, also while no poll succeeds. */
function settle(jobs: Map<string, RestoreJob>, latestTests: Map<string, LatestTest>, now: Date): void {
  for (const job of jobs.values()) {
    if (job.isSettled || untestedBy(job) === undefined || canStillChange(job, now)) continue;
    recordLatest(latestTests, job, now);
    jobs.set(job.id, withoutDetails(job));
  }
}

function recordLatest(
  latestTests: Map<string, LatestTest>,
  job: RestoreJob,
  now: Date,
  validationWindowMs?: number,
): void {
  const untested = untestedBy(job);
  if (untested === undefined) return;
  const key = latestTestKey(untested);
  const test = recordTest(latestTests.get(key) ?? untested, job, now, validationWindowMs);
  if (test.ended !== undefined || test.completed !== undefined) latestTests.set(key, test);
}

function withNewestJob(group: JobGroup, job: RestoreJob): JobGroup {
  return job.createdAt > group.newestJobAt ? { ...group, newestJobAt: job.createdAt } : group;
}

function forgetSettled(
  jobs: Map<string, RestoreJob>,
  forgottenUntil: Date,
  lookbackStart: Date,
  now: Date,
): Date {
  let newest = forgottenUntil;
  for (const job of jobs.values()) {
    if (job.createdAt >= lookbackStart || canStillChange(job, now)) continue;
    jobs.delete(job.id);
    if (job.createdAt > newest) newest = job.createdAt;
  }
  return newest;
}

function forgetExpired(groups: Map<string, JobGroup>, latestTests: Map<string, LatestTest>, before: Date) {
  for (const [key, group] of groups) if (group.newestJobAt < before) groups.delete(key);
  for (const [key, test] of latestTests) if (newestTestAt(test) < before) latestTests.delete(key);
}
