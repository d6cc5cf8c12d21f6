import { type BackupIntervals, learnIntervals } from '../restores/backup-intervals.js';
import type { LastRestores } from '../restores/coverage.js';
import { currentTests } from '../restores/current-tests.js';
import type { JobGroup } from '../restores/job-group.js';
import type { LatestTest } from '../restores/latest-test.js';
import { emptyLedger, type JobFacts, type LedgerSettings, type RestoreLedger } from '../restores/ledger.js';
import { defaultOmissionRule } from '../restores/omissions.js';
import { type PlanHistory, recordPlan } from '../restores/plan-history.js';
import { countRuns, type PlanRuns, planJobs } from '../restores/plan-runs.js';
import { reconcilePlans, reconcileResources } from '../restores/reconcile-ledger.js';
import { recordJobs } from '../restores/record-jobs.js';
import { type RestoreJobSummary, rememberSummaries } from '../restores/restore-job-summary.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  validationWindows,
  withPlanNames,
} from '../restores/restore-testing-plan.js';
import type { CallFailure } from './call-failure.js';
import { keepPlans, keepResources, noOmissions, type TargetOmissions } from './kept-facts.js';
import { failureOf, nextSourceState, type SourceReading, type SourceState } from './source-state.js';
import { noStateChanges, type StateChanges, stateChanges } from './state-changes.js';
import type { Target } from './target.js';

/** What is read of a target, each on its own schedule. */
export const sourceIds = ['jobs', 'plans', 'resources', 'summaries'] as const;
export type SourceId = (typeof sourceIds)[number];

/** Everything known of one target: the last good facts, and how the readings that brought them went. */
export interface TargetState {
  readonly target: Target;
  readonly restores: RestoreLedger;
  readonly plans: readonly RestoreTestingPlan[];
  /** By plan name. */
  readonly planRecords: ReadonlyMap<string, PlanRecord>;
  readonly resources: readonly ProtectedResource[];
  readonly backupIntervals: BackupIntervals;
  readonly lastRestores: LastRestores;
  /** Of each count the newest row that was read. */
  readonly summaries: readonly RestoreJobSummary[];
  /** What is among the plans and resources though the latest readings left it out. */
  readonly omissions: TargetOmissions;
  /** Absent for a source that has not been tried yet. */
  readonly sources: Readonly<Partial<Record<SourceId, SourceState>>>;
  /** The moment of the latest reading, for what depends on the time. */
  readonly asOf: Date;
}

/** What successive readings told of one plan, and of its runs. */
export interface PlanRecord {
  readonly history: PlanHistory;
  readonly runs: PlanRuns;
}

/** A state after an update, and how it differs from the one before. */
export interface RecordedState {
  readonly state: TargetState;
  readonly changes: StateChanges;
}

export interface ResourceFacts {
  readonly resources: readonly ProtectedResource[];
  readonly lastRestores: LastRestores;
}

export function newTargetState(target: Target): TargetState {
  return {
    target,
    restores: emptyLedger,
    plans: [],
    planRecords: new Map(),
    resources: [],
    backupIntervals: new Map(),
    lastRestores: new Map(),
    summaries: [],
    omissions: noOmissions,
    sources: {},
    asOf: new Date(0),
  };
}

export function recordJobsReading(
  state: TargetState,
  reading: SourceReading,
  facts: JobFacts | undefined,
  settings: LedgerSettings,
): RecordedState {
  const next = withReading(state, 'jobs', reading);
  if (facts === undefined) return { state: next, changes: stateChanges(state, next) };
  const validationWindowMs = validationWindows(state.plans);
  const jobs = withPlanNames(facts.jobs, state.plans);
  const { ledger, changes } = recordJobs(state.restores, { ...facts, jobs }, reading.at, {
    ...settings,
    validationWindowMs,
  });
  const after = { ...next, restores: ledger, planRecords: withRuns(state.planRecords, ledger) };
  return { state: after, changes: stateChanges(state, after, changes) };
}

export function recordPlansReading(
  state: TargetState,
  reading: SourceReading,
  listed: readonly RestoreTestingPlan[] | undefined,
): RecordedState {
  const next = withReading(state, 'plans', reading);
  if (listed === undefined) return { state: next, changes: stateChanges(state, next) };
  const known = keepPlans(state, listed, reading.at, reading.rule ?? defaultOmissionRule);
  const { ledger, changes } = reconcilePlans(state.restores, known.plans, reading.at);
  const records = known.plans.map((plan): [string, PlanRecord] => {
    const before = state.planRecords.get(plan.name);
    // What is due after a plan was last listed, nobody knows.
    const isUnread = plan.isStale === true || known.omissions.plans.has(plan.name);
    if (before !== undefined && isUnread) return [plan.name, before];
    return [plan.name, { history: recordPlan(before?.history, plan, reading.at), runs: before?.runs ?? {} }];
  });
  const planRecords = withRuns(new Map(records), ledger);
  const after = { ...next, ...known, restores: ledger, planRecords };
  return { state: after, changes: stateChanges(state, after, changes) };
}

function withRuns(
  records: TargetState['planRecords'],
  restores: RestoreLedger,
): ReadonlyMap<string, PlanRecord> {
  const jobs = planJobs(restores);
  return new Map(
    [...records].map(([name, { history, runs }]) => {
      const created = jobs.get(history.plan.arn) ?? [];
      return [name, { history, runs: countRuns(history, restores, created, runs) }];
    }),
  );
}

export function recordResourcesReading(
  state: TargetState,
  reading: SourceReading,
  facts: ResourceFacts | undefined,
): RecordedState {
  const next = withReading(state, 'resources', reading);
  if (facts === undefined) return { state: next, changes: stateChanges(state, next) };
  const { gone, ...known } = keepResources(
    state,
    facts.resources,
    reading.at,
    reading.rule ?? defaultOmissionRule,
  );
  const lastRestores = new Map(facts.lastRestores);
  for (const arn of known.omissions.resources.keys()) {
    if (state.lastRestores.has(arn)) lastRestores.set(arn, state.lastRestores.get(arn));
  }
  const { ledger, changes } = reconcileResources(state.restores, gone, reading.at);
  const backupIntervals = learnIntervals(state.backupIntervals, known.resources);
  const after = { ...next, ...known, lastRestores, restores: ledger, backupIntervals };
  return { state: after, changes: stateChanges(state, after, changes) };
}

const currentTestsByState = new WeakMap<TargetState, readonly LatestTest[]>();

/** The latest tests of what is tested now; the ledger has those of deleted plans, too. */
export function currentTestsOf(state: TargetState): readonly LatestTest[] {
  const found = currentTestsByState.get(state);
  if (found !== undefined) return found;
  const { plans, resources, restores } = state;
  const { plans: ofPlans, resources: ofResources } = state.sources;
  const tests = currentTests(restores.latestTests.values(), {
    home: { accountId: state.target.accountId },
    plans: ofPlans?.lastSuccessAt && { facts: plans, readAt: ofPlans.lastSuccessAt },
    resources: ofResources?.lastSuccessAt && { facts: resources, readAt: ofResources.lastSuccessAt },
  });
  currentTestsByState.set(state, tests);
  return tests;
}

export function recordSummariesReading(
  state: TargetState,
  reading: SourceReading,
  read: readonly RestoreJobSummary[] | undefined,
  retentionMs = Number.POSITIVE_INFINITY,
): RecordedState {
  const next = withReading(state, 'summaries', reading);
  if (read === undefined) return { state: next, changes: noStateChanges };
  const summaries = rememberSummaries(state.summaries, read, reading.at, retentionMs);
  return { state: { ...next, summaries }, changes: noStateChanges };
}

/** The state after a reading of the source that failed and learned nothing. */
export function recordFailure(
  state: TargetState,
  source: SourceId,
  reading: SourceReading & { readonly failure: CallFailure },
): RecordedState {
  const after = withReading(state, source, reading);
  return { state: after, changes: stateChanges(state, after) };
}

/** Forgets a source, as if it had never been read. */
export function forgetSource(state: TargetState, source: SourceId): RecordedState {
  const after = withoutSource(state, source);
  return { state: after, changes: stateChanges(state, after) };
}

function withoutSource(state: TargetState, source: SourceId): TargetState {
  const { [source]: _, ...others } = state.sources;
  const { restores, plans, planRecords, resources, backupIntervals, lastRestores, summaries } =
    newTargetState(state.target);
  const { plans: ofPlans, selections, resources: ofResources } = noOmissions;
  const facts = {
    jobs: { restores },
    plans: { plans, planRecords, omissions: { ...state.omissions, plans: ofPlans, selections } },
    resources: {
      resources,
      backupIntervals,
      lastRestores,
      omissions: { ...state.omissions, resources: ofResources },
    },
    summaries: { summaries },
  } satisfies Record<SourceId, Partial<TargetState>>;
  return { ...state, ...facts[source], sources: others };
}

/** A source that proves to be unavailable has no facts any more. */
function withReading(state: TargetState, source: SourceId, reading: SourceReading): TargetState {
  const { [source]: before, ...others } = state.sources;
  const doJobsWork = source !== 'jobs' && state.sources.jobs?.failure === undefined;
  const next = nextSourceState(before, doJobsWork, reading);
  const known = next.isUnavailable ? withoutSource(state, source) : state;
  return { ...known, asOf: reading.at, sources: { ...others, [source]: next } };
}

/** Returns the failure of the first source whose latest reading failed; undefined where every latest reading succeeded. */
export function currentFailure(state: TargetState): CallFailure | undefined {
  return sourceIds.map((source) => failureOf(state.sources[source])).find((failure) => failure !== undefined);
}

/** Returns the sources that the account and region do not have. */
export function unavailableSources(state: TargetState): readonly SourceId[] {
  return sourceIds.filter((source) => state.sources[source]?.isUnavailable === true);
}

/** Returns the sources that have been tried, in the same order whichever was tried first. */
export function triedSources(state: TargetState): readonly (readonly [SourceId, SourceState])[] {
  return sourceIds.flatMap((source) => {
    const tried = state.sources[source];
    return tried === undefined ? [] : [[source, tried] as const];
  });
}

export function hasBeenTried(state: TargetState): boolean {
  return state.sources.jobs !== undefined;
}

/** Whether a target fails since, or no longer, or restore jobs have ended since it was last read. */
export function hasNews(before: TargetState, after: TargetState): boolean {
  if (currentFailure(before)?.reason !== currentFailure(after)?.reason) return true;
  if (before.restores.listedAt === undefined) return false;
  return [...after.restores.groups].some(([key, group]) => {
    const known = before.restores.groups.get(key);
    return known === undefined || hasMoreEnds(known, group);
  });
}

function hasMoreEnds(before: JobGroup, after: JobGroup): boolean {
  return (
    before.ended !== after.ended ||
    before.validationsEnded !== after.validationsEnded ||
    before.deletionsEnded !== after.deletionsEnded
  );
}
