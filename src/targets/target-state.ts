import type { LastRestores } from '../restores/coverage/coverage.js';
import type { TaggedResource, TagsByArn } from '../restores/coverage/tags.js';
import { type RestoreJobSummary, rememberSummaries } from '../restores/jobs/restore-job-summary.js';
import { currentTests } from '../restores/latest-tests/current-tests.js';
import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import {
  emptyLedger,
  type JobFacts,
  type LedgerSettings,
  type RestoreLedger,
} from '../restores/ledger/ledger.js';
import { reconcilePlans, reconcileResources } from '../restores/ledger/reconcile-plans.js';
import { recordJobs } from '../restores/ledger/record-jobs.js';
import { defaultOmissionRule } from '../restores/omissions.js';
import { type BackupIntervals, learnIntervals } from '../restores/plans/backup-intervals.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  validationWindows,
  withPlanNames,
} from '../restores/plans/restore-testing-plan.js';
import type { CallFailure } from './call-failure.js';
import { keepPlans, keepResources, keepTags, noOmissions, type TargetOmissions } from './keep-plans.js';
import { countPlanRuns, type PlanRecords, recordPlanHistories } from './plan-record.js';
import { failureOf, nextSourceState, type SourceReading, type SourceState } from './source-state.js';
import { noStateChanges, type StateChanges, stateChanges } from './state-changes.js';
import type { Target } from './target.js';

/** The sources that are read of a target, each on its own schedule. */
export const sourceIds = ['jobs', 'plans', 'resources', 'summaries', 'tags'] as const;
export type SourceId = (typeof sourceIds)[number];

/** Everything known of one target: the last good facts, and how the readings that brought them went. */
export interface TargetState {
  readonly target: Target;
  readonly restores: RestoreLedger;
  readonly plans: readonly RestoreTestingPlan[];
  readonly planRecords: PlanRecords;
  readonly resources: readonly ProtectedResource[];
  readonly backupIntervals: BackupIntervals;
  readonly lastRestores: LastRestores;
  /** Of each count the newest row that was read. */
  readonly summaries: readonly RestoreJobSummary[];
  /** The tags with the keys that the configuration names; a resource without any is not there. */
  readonly tags: TagsByArn;
  /** The plans, resources and tags that are kept though the latest readings left them out. */
  readonly omissions: TargetOmissions;
  /** When each source was last read to the end, by whichever process: how old its facts are. Absent if nothing is known of it. */
  readonly knownAt: Readonly<Partial<Record<SourceId, Date>>>;
  /** The outcome of the readings of this process; absent for a source that it has not tried yet. */
  readonly sources: Readonly<Partial<Record<SourceId, SourceState>>>;
  /** The moment of the latest reading, for what depends on the time. */
  readonly asOf: Date;
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
    tags: new Map(),
    omissions: noOmissions,
    knownAt: {},
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
  return withJobs(next, facts, reading.at, settings);
}

/**
 * Learns of restore jobs without a reading, for example from an event from outside: nothing is taken from what it
 * leaves out, and no source is read. A moment before the latest reading counts as that one.
 */
export function learn(
  state: TargetState,
  { jobs }: Pick<JobFacts, 'jobs'>,
  at: Date,
  settings: LedgerSettings,
): RecordedState {
  const asOf = at > state.asOf ? at : state.asOf;
  return withJobs({ ...state, asOf }, { jobs, gone: [] }, asOf, settings);
}

function withJobs(state: TargetState, facts: JobFacts, at: Date, settings: LedgerSettings): RecordedState {
  const validationWindowMs = validationWindows(state.plans);
  const jobs = withPlanNames(facts.jobs, state.plans);
  const recorded = recordJobs(state.restores, { ...facts, jobs }, at, { ...settings, validationWindowMs });
  const restores = recorded.ledger;
  const after = { ...state, restores, planRecords: countPlanRuns(state.planRecords, restores) };
  return { state: after, changes: stateChanges(state, after, recorded.changes) };
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
  const isOmitted = ({ name }: RestoreTestingPlan) => known.omissions.plans.has(name);
  const records = recordPlanHistories(state.planRecords, known.plans, isOmitted, reading.at);
  const planRecords = countPlanRuns(records, ledger);
  const after = { ...next, ...known, restores: ledger, planRecords };
  return { state: after, changes: stateChanges(state, after, changes) };
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
  const { plans, resources, restores, knownAt } = state;
  const tests = currentTests(restores.latestTests.values(), {
    home: { accountId: state.target.accountId },
    plans: knownAt.plans && { facts: plans, readAt: knownAt.plans },
    resources: knownAt.resources && { facts: resources, readAt: knownAt.resources },
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

export function recordTagsReading(
  state: TargetState,
  reading: SourceReading,
  listed: readonly TaggedResource[] | undefined,
): RecordedState {
  const next = withReading(state, 'tags', reading);
  if (listed === undefined) return { state: next, changes: noStateChanges };
  const known = keepTags(state, listed, reading.at, reading.rule ?? defaultOmissionRule);
  return { state: { ...next, ...known }, changes: noStateChanges };
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
  const { [source]: __, ...knownAt } = state.knownAt;
  const { restores, plans, planRecords, resources, backupIntervals, lastRestores, summaries, tags } =
    newTargetState(state.target);
  const { plans: ofPlans, selections, resources: ofResources, tags: ofTags } = noOmissions;
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
    tags: { tags, omissions: { ...state.omissions, tags: ofTags } },
  } satisfies Record<SourceId, Partial<TargetState>>;
  return { ...state, ...facts[source], knownAt, sources: others };
}

/** A source that proves to be unavailable has no facts any more. */
function withReading(state: TargetState, source: SourceId, reading: SourceReading): TargetState {
  const { [source]: before, ...others } = state.sources;
  const doJobsWork = source !== 'jobs' && state.sources.jobs?.failure === undefined;
  const next = nextSourceState(before, doJobsWork, reading, state.knownAt[source] !== undefined);
  const known = next.isUnavailable ? withoutSource(state, source) : state;
  const knownAt = reading.failure ? known.knownAt : { ...known.knownAt, [source]: reading.at };
  return { ...known, asOf: reading.at, knownAt, sources: { ...others, [source]: next } };
}

/** Returns the failure of the first source whose latest reading failed; undefined where every latest reading succeeded. */
export function currentFailure(state: TargetState): CallFailure | undefined {
  return sourceIds.map((source) => failureOf(state.sources[source])).find((failure) => failure !== undefined);
}

/** Returns the sources that the account and region do not have. */
export function unavailableSources(state: TargetState): readonly SourceId[] {
  return sourceIds.filter((source) => state.sources[source]?.isUnavailable === true);
}

/** Returns the sources that were tried or are known from before, in the same order whichever was tried first. */
export function heardSources(state: TargetState): readonly SourceId[] {
  return sourceIds.filter((source) => isHeard(state, source));
}

/** Returns true if the source was tried, or is known from before. */
export function isHeard({ sources: tried, knownAt }: TargetState, source: SourceId): boolean {
  return tried[source] !== undefined || knownAt[source] !== undefined;
}

/** Returns true if this process has tried to read the target. */
export function hasBeenTried(state: TargetState): boolean {
  return state.sources.jobs !== undefined;
}
