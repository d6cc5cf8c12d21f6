import { type CompositeJobs, forgetComposites, hasParent, recordChildren } from '../jobs/composite-jobs.js';
import { countEnds, emptyGroup, endsBetween, groupKey, type JobGroup } from '../jobs/job-group.js';
import {
  hasChanged,
  isOpen,
  judged,
  type KnownJob,
  mergeKnown,
  oneMoreReading,
  withoutDetails,
} from '../jobs/known-job.js';
import { mergeJob } from '../jobs/merge-job.js';
import type { RestoreJob } from '../jobs/restore-job.js';
import { isConfirmed } from '../omissions.js';
import { isSame } from './change.js';
import { draftTest, isTestRestated, withdrawTest } from './draft-test.js';
import { forgetJobResults, forgetJobs } from './forget-jobs.js';
import { isNews, type JobFacts, type LedgerSettings, type RestoreLedger } from './ledger.js';
import { type JobChange, jobChanges, type LedgerChanges, testEndsOf } from './ledger-changes.js';
import { draftLedger, type LedgerDraft } from './ledger-draft.js';

/** A ledger after a reading, and how it differs from the one before. */
export interface RecordedLedger {
  readonly ledger: RestoreLedger;
  readonly changes: LedgerChanges;
}

/** Records one more poll. Facts may come in any order, repeatedly, and with views that lag behind. */
export function recordJobs(
  ledger: RestoreLedger,
  facts: JobFacts,
  now: Date,
  settings: LedgerSettings,
): RecordedLedger {
  const draft = draftLedger(ledger, now, settings);
  const recorded = recordViews(draft, facts);
  settle(draft);
  const jobs = changedJobs(draft, recorded);

  const lookbackStart = new Date(now.getTime() - settings.lookbackMs);
  const forgotten = forgetJobs(draft, lookbackStart);
  forgetJobResults(draft, new Date(now.getTime() - settings.retentionMs));
  const composites = forgetComposites(recorded, lookbackStart);
  return {
    ledger: {
      jobs: draft.jobs.finished(keptOf),
      tombstones: draft.tombstones.finished(withoutDetails),
      groups: draft.groups.finished(),
      latestTests: draft.latestTests.finished(),
      composites,
      listedAt: facts.listedAt ?? ledger.listedAt,
      relistedAt: facts.relistedAt ?? ledger.relistedAt,
      countedFrom: ledger.countedFrom ?? facts.listedAt,
      lookbackStart,
      forgottenUntil: forgotten.until,
    },
    changes: {
      jobs,
      forgotten: [...new Set([...forgotten.ids, ...droppedChildren(draft, recorded, composites)])],
      testEnds: testEndsOf(jobs),
      groups: [...draft.groups.changes().values()],
      latestTests: [...draft.latestTests.changes().values()],
    },
  };
}

function keptOf(job: KnownJob): KnownJob {
  return job.isSettled ? withoutDetails(job) : job;
}

function changedJobs(draft: LedgerDraft, { waiting, parents }: CompositeJobs): JobChange[] {
  const { before, jobs, tombstones, counted } = draft;
  const ids = new Set([
    ...jobs.changes().keys(),
    ...tombstones.changes().keys(),
    ...before.composites.waiting.keys(),
    ...waiting.keys(),
  ]);
  return jobChanges(
    ids,
    before,
    { jobs, tombstones, waiting },
    ({ parentJobId: id }) => id !== undefined && (jobs.has(id) || hasParent(parents, id)),
    counted,
  );
}

function droppedChildren(
  { before, jobs, tombstones }: LedgerDraft,
  recorded: CompositeJobs,
  kept: CompositeJobs,
): string[] {
  const children = [...before.composites.waiting.keys(), ...recorded.waiting.keys()];
  return children.filter((id) => !kept.waiting.has(id) && !jobs.has(id) && !tombstones.has(id));
}

/** Several views of one reading are one view. */
function viewsById(jobs: readonly RestoreJob[]): RestoreJob[] {
  const views = new Map<string, RestoreJob>();
  for (const job of jobs) views.set(job.id, mergeJob(views.get(job.id), job));
  return [...views.values()];
}

function recordViews(draft: LedgerDraft, facts: JobFacts): CompositeJobs {
  const { before, jobs, tombstones, now, rule } = draft;
  const children: RestoreJob[] = [];
  for (const view of viewsById(facts.jobs)) {
    const known = jobs.get(view.id);
    const parentJobId = view.parentJobId ?? parentOf(draft, view.id);
    // A part of a composite restore is counted with its parent; counting both would count one restore twice.
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
    const known = tombstones.get(child.id);
    const { parentJobId } = child;
    if (known?.parentJobId !== parentJobId) {
      tombstones.set(child.id, { ...(known ?? child), parentJobId });
    }
  }
  for (const orphan of orphans) recordJob(draft, orphan);
  for (const job of jobs.which(({ parentJobId }) => parentJobId !== undefined)) {
    const { parentJobId: parentId = '' } = job;
    if (jobs.has(parentId) || hasParent(composites.parents, parentId))
      leave(draft, job, { isWithdrawn: true });
  }
  const waiting = new Map(composites.waiting);
  for (const id of facts.gone) omit(draft, waiting, id);
  return { ...composites, waiting };
}

/** Returns the parent that an earlier view named. */
function parentOf({ before, jobs, tombstones }: LedgerDraft, id: string): string | undefined {
  const known = jobs.get(id) ?? before.composites.waiting.get(id) ?? tombstones.get(id);
  return known?.parentJobId;
}

function recordJob(draft: LedgerDraft, read: RestoreJob): void {
  const { before, now, rule, jobs, tombstones, groups, windowOf } = draft;
  const known = jobs.get(read.id) ?? tombstones.get(read.id);
  const merged = mergeKnown(known, read, now, rule);
  const after = judged(merged, known, now, windowOf(merged));
  const isKnown = jobs.has(read.id);
  if (isKnown && known?.isSettled && after.isSettled && !hasChanged(known, after)) return;
  if (!isKnown) tombstones.delete(read.id);
  if (!isKnown || !isSame(known, after)) jobs.set(after.id, after);

  const plan = after.plan?.name ?? '';
  const key = groupKey(plan, after.resourceType);
  const group = groups.get(key) ?? emptyGroup({ ...after, plan });
  const isCounted = before.listedAt !== undefined && (known !== undefined || isNews(before, after));
  const ends = isCounted ? endsBetween(known, after) : {};
  groups.set(key, withNewestJob(countEnds(group, ends), after));
  if (isCounted) draft.counted.set(after.id, ends);

  if (known !== undefined && isTestRestated(known, after)) withdrawTest(draft, known);
  draftTest(draft, after, windowOf(after));
}

/** Takes a job off the known ones; where it is withdrawn, nothing that it said of a test stands. */
function leave(draft: LedgerDraft, job: KnownJob, { isWithdrawn }: { readonly isWithdrawn: boolean }): void {
  draft.jobs.delete(job.id);
  draft.tombstones.set(job.id, { ...job, omission: undefined, doubt: undefined });
  if (isWithdrawn) withdrawTest(draft, job);
}

/** A job that AWS does not find stays until further readings have confirmed that it is gone. */
function omit(draft: LedgerDraft, waiting: Map<string, KnownJob>, id: string): void {
  const { jobs, now, rule } = draft;
  const [holder, job] = jobs.has(id) ? [jobs, jobs.get(id)] : [waiting, waiting.get(id)];
  if (job === undefined) return;
  const omission = oneMoreReading(job.omission, now);
  if (!isConfirmed(omission, now, rule)) holder.set(id, { ...job, omission });
  else if (holder === jobs) leave(draft, job, { isWithdrawn: false });
  else waiting.delete(id);
}

/** A verdict can come with time alone, also while no poll succeeds. */
function settle(draft: LedgerDraft): void {
  const { before, jobs, counted, now } = draft;
  for (const job of jobs.which((each) => !each.isSettled && !isOpen(each, now))) {
    draftTest(draft, job);
    jobs.set(job.id, judged(job, job, now));
    if (before.listedAt !== undefined && !counted.has(job.id)) counted.set(job.id, {});
  }
}

function withNewestJob(group: JobGroup, job: RestoreJob): JobGroup {
  return job.createdAt > group.newestJobAt ? { ...group, newestJobAt: job.createdAt } : group;
}
