import type { LastRestores } from '../restores/coverage.js';
import {
  emptyLedger,
  type JobFacts,
  type LedgerSettings,
  type RestoreLedger,
  recordJobs,
} from '../restores/ledger.js';
import { countExecutions, type PlanExecution } from '../restores/plan-execution.js';
import {
  forgetUntested,
  reconcilePlans,
  reconcileResources,
  type Tested,
} from '../restores/reconcile-ledger.js';
import type { RestoreJobSummary } from '../restores/restore-job-summary.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  validationWindows,
} from '../restores/restore-testing-plan.js';
import type { CallFailure } from './call-failure.js';
import type { Target } from './target.js';

/** What is read of a target, each on its own schedule. */
export const sources = ['jobs', 'plans', 'resources', 'summaries'] as const;
export type Source = (typeof sources)[number];

/** The plans tell the validation windows of the jobs, and the jobs which resources are tested. */
export const readingOrder: readonly Source[] = ['plans', 'jobs', 'resources', 'summaries'];

/** How the readings of one source went. */
export interface SourceState {
  readonly lastSuccessAt?: Date;
  /** Why the latest reading failed; absent where it did not. */
  readonly failure?: CallFailure;
  readonly durationSeconds: number;
}

/** Everything known of one target: the last good facts, and how the readings that brought them went. */
export interface TargetState {
  readonly target: Target;
  readonly restores: RestoreLedger;
  readonly plans: readonly RestoreTestingPlan[];
  /** By plan name. */
  readonly executions: ReadonlyMap<string, PlanExecution>;
  readonly resources: readonly ProtectedResource[];
  readonly lastRestores: LastRestores;
  readonly summaries: readonly RestoreJobSummary[];
  /** Absent for a source that has not been tried yet. */
  readonly sources: Readonly<Partial<Record<Source, SourceState>>>;
  /** The moment of the latest reading, for what depends on the time. */
  readonly asOf: Date;
}

export interface SourceReading {
  readonly at: Date;
  readonly durationSeconds: number;
  readonly failure?: CallFailure | undefined;
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
    executions: new Map(),
    resources: [],
    lastRestores: new Map(),
    summaries: [],
    sources: {},
    asOf: new Date(0),
  };
}

export function recordJobsReading(
  state: TargetState,
  reading: SourceReading,
  facts: JobFacts | undefined,
  settings: LedgerSettings,
): TargetState {
  const next = withReading(state, 'jobs', reading);
  if (facts === undefined) return next;
  const validationWindowMs = validationWindows(state.plans);
  const recorded = recordJobs(state.restores, facts, reading.at, { ...settings, validationWindowMs });
  const restores = forgetUntested(recorded, testedOf(state));
  return { ...next, restores, executions: countExecutions(state.plans, restores, state.executions) };
}

export function recordPlansReading(
  state: TargetState,
  reading: SourceReading,
  plans: readonly RestoreTestingPlan[] | undefined,
): TargetState {
  const next = withReading(state, 'plans', reading);
  if (plans === undefined) return next;
  const reconciled = reconcilePlans(state.restores, plans, reading.at);
  const restores = forgetUntested(reconciled, testedOf({ ...next, plans }));
  return { ...next, plans, restores, executions: countExecutions(plans, restores, state.executions) };
}

export function recordResourcesReading(
  state: TargetState,
  reading: SourceReading,
  facts: ResourceFacts | undefined,
): TargetState {
  const next = withReading(state, 'resources', reading);
  if (facts === undefined) return next;
  const reconciled = reconcileResources(state.restores, state.resources, facts.resources);
  return { ...next, ...facts, restores: forgetUntested(reconciled, testedOf({ ...next, ...facts })) };
}

function testedOf({
  plans,
  resources,
  sources: { plans: ofPlans, resources: ofResources },
}: TargetState): Tested {
  return {
    plans: ofPlans?.lastSuccessAt && { facts: plans, readAt: ofPlans.lastSuccessAt },
    resources: ofResources?.lastSuccessAt && { facts: resources, readAt: ofResources.lastSuccessAt },
  };
}

export function recordSummariesReading(
  state: TargetState,
  reading: SourceReading,
  facts: readonly RestoreJobSummary[] | undefined,
): TargetState {
  return { ...withReading(state, 'summaries', reading), summaries: facts ?? state.summaries };
}

/** The state after a reading of the source that failed and learned nothing. */
export function recordFailure(
  state: TargetState,
  source: Source,
  reading: SourceReading & { readonly failure: CallFailure },
): TargetState {
  return withReading(state, source, reading);
}

/** The state as if the source had never been read. */
export function withoutSource(state: TargetState, source: Exclude<Source, 'jobs'>): TargetState {
  const { [source]: _, ...others } = state.sources;
  const { plans, executions, resources, lastRestores, summaries } = newTargetState(state.target);
  const facts = {
    plans: { plans, executions },
    resources: { resources, lastRestores },
    summaries: { summaries },
  };
  return { ...state, ...facts[source], sources: others };
}

function withReading(state: TargetState, source: Source, reading: SourceReading): TargetState {
  const { failure, at, durationSeconds } = reading;
  const lastSuccessAt = failure ? state.sources[source]?.lastSuccessAt : at;
  const outcome = { durationSeconds, ...(lastSuccessAt && { lastSuccessAt }), ...(failure && { failure }) };
  return { ...state, asOf: at, sources: { ...state.sources, [source]: outcome } };
}

/** The failure of the source that was read last and failed; undefined where every latest reading succeeded. */
export function currentFailure(state: TargetState): CallFailure | undefined {
  return sources.map((source) => state.sources[source]?.failure).find((failure) => failure !== undefined);
}

export function hasBeenTried(state: TargetState): boolean {
  return state.sources.jobs !== undefined;
}
