import {
  emptyLedger,
  type JobFacts,
  type LedgerSettings,
  type RestoreLedger,
  recordJobs,
} from '../restores/ledger.js';
import type { RestoreJobSummary } from '../restores/restore-job-summary.js';
import type { CallFailure } from './call-failure.js';
import type { Target } from './target.js';

/** What is read of a target, each on its own schedule. */
export const sources = ['jobs', 'summaries'] as const;
export type Source = (typeof sources)[number];

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
  readonly summaries: readonly RestoreJobSummary[];
  /** Absent for a source that has not been tried yet. */
  readonly sources: Readonly<Partial<Record<Source, SourceState>>>;
}

export interface SourceReading {
  readonly at: Date;
  readonly durationSeconds: number;
  readonly failure?: CallFailure | undefined;
}

export function newTargetState(target: Target): TargetState {
  return { target, restores: emptyLedger, summaries: [], sources: {} };
}

export function recordJobsReading(
  state: TargetState,
  reading: SourceReading,
  facts: JobFacts | undefined,
  settings: LedgerSettings,
): TargetState {
  const restores = facts ? recordJobs(state.restores, facts, reading.at, settings) : state.restores;
  return { ...state, restores, sources: withReading(state, 'jobs', reading) };
}

export function recordSummariesReading(
  state: TargetState,
  reading: SourceReading,
  facts: readonly RestoreJobSummary[] | undefined,
): TargetState {
  return {
    ...state,
    summaries: facts ?? state.summaries,
    sources: withReading(state, 'summaries', reading),
  };
}

function withReading(state: TargetState, source: Source, reading: SourceReading): TargetState['sources'] {
  const { failure, at, durationSeconds } = reading;
  const lastSuccessAt = failure ? state.sources[source]?.lastSuccessAt : at;
  return {
    ...state.sources,
    [source]: { durationSeconds, ...(lastSuccessAt && { lastSuccessAt }), ...(failure && { failure }) },
  };
}

/** The failure of the source that was read last and failed; undefined where every latest reading succeeded. */
export function currentFailure(state: TargetState): CallFailure | undefined {
  return sources.map((source) => state.sources[source]?.failure).find((failure) => failure !== undefined);
}

export function hasBeenTried(state: TargetState): boolean {
  return state.sources.jobs !== undefined;
}
