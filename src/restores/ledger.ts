import {
  type CompositeJobs,
  forgetComposites,
  hasParent,
  noCompositeJobs,
  recordChildren,
} from './composite-jobs.js';
import { countEnds, emptyGroup, groupKey, type JobGroup } from './job-group.js';
import { hasMoved, isOpen, type KnownJob, mergeKnown, oneMoreReading, settled } from './known-job.js';
import {
  hasFacts,
  type LatestTest,
  latestTestKey,
  newestTestAt,
  recordTest,
  untestedBy,
  withoutJob,
} from './latest-test.js';
import { mergeJob } from './merge-job.js';
import { defaultOmissionRule, isConfirmed, type OmissionRule } from './omissions.js';
import { hasEnded, type RestoreJob } from './restore-job.js';

/** Everything known of one target's restore jobs. It is never changed: `recordJobs` makes the next one. */
export interface RestoreLedger {
  /** By id: the jobs created within the look-back, and older ones that can still change. */
  readonly jobs: ReadonlyMap<string, KnownJob>;
  readonly composites: CompositeJobs;
  /** By id: jobs that were known and are left out now. Should AWS name one again, it is not counted again. */
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

/** What one poll learned of a target's restore jobs. */
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
  /** How long the latest tests of a resource, and the totals of a group, outlive their last job. */
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

/** The ledger while a poll is recorded. */
interface Draft {
  readonly before: RestoreLedger;
  readonly now: Date;
  readonly rule: OmissionRule;
  readonly windowOf: (job: RestoreJob) => number | undefined;
  readonly jobs: Map<string, KnownJob>;
  readonly tombstones: Map<string, KnownJob>;
  readonly groups: Map<string, JobGroup>;
  readonly latestTests: Map<string, LatestTest>;
}

/** The ledger after one more poll. Facts may come in any order, repeatedly, and with views that lag behind. */
export function recordJobs(
  ledger: RestoreLedger,
  facts: JobFacts,
  now: Date,
  settings: LedgerSettings,
): RestoreLedger {
  const draft: Draft = {
    before: ledger,
    now,
    rule: settings.omissions ?? defaultOmissionRule,
    windowOf: settings.validationWindowMs ?? (() => undefined),
    jobs: new Map(ledger.jobs),
    tombstones: new Map(ledger.tombstones),
    groups: new Map(ledger.groups),
    latestTests: new Map(ledger.latestTests),
  };
  const composites = recordViews(draft, facts);
  settle(draft);

  const lookbackStart = new Date(now.getTime() - settings.lookbackMs);
  const forgottenUntil = forgetSettled(draft, lookbackStart);
  forgetExpired(draft.groups, draft.latestTests, new Date(now.getTime() - settings.retentionMs));
  const { jobs, tombstones, groups, latestTests } = draft;
  return {
    jobs,
    tombstones,
    groups,
    latestTests,
    composites: forgetComposites(composites, lookbackStart),
    listedAt: facts.listedAt ?? ledger.listedAt,
    relistedAt: facts.relistedAt ?? ledger.relistedAt,
    countedFrom: ledger.countedFrom ?? facts.listedAt,
    lookbackStart,
    forgottenUntil,
  };
}

/** The ledger for a longer look-back: what it has never listed is history, not news. */
export function withLongerLookback(ledger: RestoreLedger): RestoreLedger {
  const { lookbackStart, forgottenUntil } = ledger;
  return { ...ledger, forgottenUntil: new Date(Math.max(lookbackStart.getTime(), forgottenUntil.getTime())) };
}

/** Several views of one reading are one view. */
function viewsById(jobs: readonly RestoreJob[]): RestoreJob[] {
  const views = new Map<string, RestoreJob>();
  for (const job of jobs) views.set(job.id, mergeJob(views.get(job.id), job));
  return [...views.values()];
}

function recordViews(draft: Draft, facts: JobFacts): CompositeJobs {
  const { before, jobs, tombstones, now, rule } = draft;
  const children: RestoreJob[] = [];
  for (const view of viewsById(facts.jobs)) {
    const known = jobs.get(view.id);
    const parentJobId = view.parentJobId ?? parentOf(draft, view.id);
    // A part of a composite restore is told by its parent; counting both would count one restore twice.
    if (parentJobId !== undefined && known?.parentJobId === undefined) {
      if (known !== undefined) leave(draft, known, { isWithdrawn: true });
      children.push({ ...(known ? mergeJob(known, view) : view), parentJobId });
    } else recordJob(draft, view);
  }
  const { composites, orphans, told } = recordChildren(
    before.composites,
    { children, isKnown: (id) => jobs.has(id), goneParents: facts.goneParents ?? [] },
    now,
    rule,
  );
  for (const child of told) {
    const { parentJobId } = child;
    tombstones.set(child.id, { ...(tombstones.get(child.id) ?? settled(child)), parentJobId });
  }
  for (const orphan of orphans) recordJob(draft, orphan);
  for (const job of jobs.values()) {
    const { parentJobId: parentId } = job;
    if (parentId !== undefined && (jobs.has(parentId) || hasParent(composites.parents, parentId))) {
      leave(draft, job, { isWithdrawn: true });
    }
  }
  const waiting = new Map(composites.waiting);
  for (const id of facts.gone) omit(draft, waiting, id);
  return { ...composites, waiting };
}

/** The parent that an earlier view told. */
function parentOf({ before, jobs, tombstones }: Draft, id: string): string | undefined {
  const known = jobs.get(id) ?? before.composites.waiting.get(id) ?? tombstones.get(id);
  return known?.parentJobId;
}

function recordJob(draft: Draft, read: RestoreJob): void {
  const { before, now, rule, jobs, tombstones, groups, latestTests, windowOf } = draft;
  const known = jobs.get(read.id) ?? tombstones.get(read.id);
  const after = mergeKnown(known, read, now, rule);
  if (known?.isSettled && jobs.has(read.id) && !isOpen(after, now) && !hasMoved(known, after)) {
    if (isOpen(known, now)) jobs.set(read.id, settled(after));
    return;
  }
  tombstones.delete(read.id);
  jobs.set(after.id, isOpen(after, now) ? after : settled(after));

  const plan = after.plan?.name ?? '';
  const key = groupKey(plan, after.resourceType);
  const group = groups.get(key) ?? emptyGroup({ ...after, plan });
  const isCounted = before.listedAt !== undefined && (known !== undefined || isNews(before, after));
  groups.set(key, withNewestJob(isCounted ? countEnds(group, known, after) : group, after));

  if (known !== undefined && isRestated(known, after)) withdrawTest(draft, known);
  recordLatest(latestTests, after, now, windowOf(after));
}

/** How far the clocks of AWS and of this machine may be apart without being taken for different. */
const clockSlackMs = 10 * 60_000;

/** Whether a job that was never seen before is news: what had ended before the first reading is history, however late AWS lists it. */
export function isNews(
  { forgottenUntil, countedFrom = new Date(0) }: RestoreLedger,
  job: RestoreJob,
): boolean {
  if (job.createdAt <= forgottenUntil) return false;
  const lastAt = job.completedAt ?? job.createdAt;
  return !hasEnded(job.status) || lastAt.getTime() > countedFrom.getTime() - clockSlackMs;
}

/** Takes a job off the known ones; where it is withdrawn, nothing that it said of a test stands. */
function leave(draft: Draft, job: KnownJob, { isWithdrawn }: { readonly isWithdrawn: boolean }): void {
  draft.jobs.delete(job.id);
  draft.tombstones.set(job.id, settled(job));
  if (isWithdrawn) withdrawTest(draft, job);
}

/** A job that AWS does not find stays until further readings have confirmed that it is gone. */
function omit(draft: Draft, waiting: Map<string, KnownJob>, id: string): void {
  const { jobs, now, rule } = draft;
  const [holder, job] = jobs.has(id) ? [jobs, jobs.get(id)] : [waiting, waiting.get(id)];
  if (job === undefined) return;
  const omission = oneMoreReading(job.omission, now);
  if (!isConfirmed(omission, now, rule)) holder.set(id, { ...job, omission });
  else if (holder === jobs) leave(draft, job, { isWithdrawn: false });
  else waiting.delete(id);
}

/** A verdict can come with time alone, also while no poll succeeds. */
function settle({ jobs, latestTests, now }: Draft): void {
  for (const job of jobs.values()) {
    if (job.isSettled || isOpen(job, now)) continue;
    recordLatest(latestTests, job, now);
    jobs.set(job.id, settled(job));
  }
}

/** Takes back what a job said of the latest test of its resource: the other jobs that are known speak for it again. */
function withdrawTest({ jobs, latestTests, now, windowOf }: Draft, job: KnownJob): void {
  const key = testKeyOf(job);
  const test = key === undefined ? undefined : latestTests.get(key);
  if (key === undefined || test === undefined) return;
  const rest = withoutJob(test, job);
  if (hasFacts(rest)) latestTests.set(key, rest);
  else latestTests.delete(key);
  for (const other of jobs.values()) {
    if (other.id !== job.id && testKeyOf(other) === key)
      recordLatest(latestTests, other, now, windowOf(other));
  }
}

/** Whether what a job said of its resource's latest test does not hold any more. */
function isRestated(before: RestoreJob, after: RestoreJob): boolean {
  if (testKeyOf(before) !== testKeyOf(after)) return true;
  return hasEnded(before.status) && before.status !== after.status;
}

function testKeyOf(job: RestoreJob): string | undefined {
  const untested = untestedBy(job);
  return untested && latestTestKey(untested);
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
  if (hasFacts(test)) latestTests.set(key, test);
}

function withNewestJob(group: JobGroup, job: RestoreJob): JobGroup {
  return job.createdAt > group.newestJobAt ? { ...group, newestJobAt: job.createdAt } : group;
}

/** Forgets what lists do not reach any more, and returns until when everything was counted. */
function forgetSettled({ before, jobs, tombstones, now }: Draft, lookbackStart: Date): Date {
  let newest = before.forgottenUntil;
  const forget = (from: Map<string, KnownJob>, job: KnownJob) => {
    from.delete(job.id);
    if (job.createdAt > newest) newest = job.createdAt;
  };
  for (const job of jobs.values()) {
    if (job.createdAt < lookbackStart && !isOpen(job, now)) forget(jobs, job);
  }
  for (const job of tombstones.values()) if (job.createdAt < lookbackStart) forget(tombstones, job);
  return newest;
}

function forgetExpired(groups: Map<string, JobGroup>, latestTests: Map<string, LatestTest>, before: Date) {
  for (const [key, group] of groups) if (group.newestJobAt < before) groups.delete(key);
  for (const [key, test] of latestTests) if (newestTestAt(test) < before) latestTests.delete(key);
}
