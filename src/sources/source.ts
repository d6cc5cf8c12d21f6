import type { BackupApi, TaggingApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import type { Feature } from '../aws/operations.js';
import type { Probe } from '../aws/probe.js';
import type { Config } from '../config/config.js';
import type { Schedule } from '../config/values/schedule.js';
import { type AccountPlace, fitsPlace, type PlaceFilter } from '../restores/coverage/place-filter.js';
import type { Omission } from '../restores/omissions.js';
import type { CallFailure } from '../targets/call-failure.js';
import { factsOf, type Reading } from '../targets/reading.js';
import type { SourceReading } from '../targets/source-state.js';
import type { Target } from '../targets/target.js';
import type { RecordedState, SourceId, TargetState } from '../targets/target-state.js';

/** The options that every source has. */
export interface SourceOptions {
  readonly enabled: boolean;
  readonly schedule: Schedule;
  /** The accounts and regions in which it is not read. */
  readonly exclude: readonly PlaceFilter[];
}

/** The context of a probe. */
export interface ProbeContext {
  readonly api: BackupApi;
  readonly tagging: () => Promise<TaggingApi>;
  readonly target: Target;
  readonly config: Config;
  readonly deadline: Deadline;
}

export interface ReadContext extends ProbeContext {
  /** The state of the target. */
  readonly state: TargetState;
  /** When the reading is begun. */
  readonly at: Date;
  /** True to leave out the calls that are made only once, such as a description that is then known. */
  readonly leavesOutSingleCalls?: boolean;
}

interface SourceTraits {
  readonly id: SourceId;
  /** True if its facts are needed to record the others. */
  readonly isReadFirst?: true;
  /** Returns its section of the configuration. */
  readonly options: (config: Config) => SourceOptions;
  /** Returns the features whose operations it calls, for the IAM policy. */
  readonly features: (config: Config) => readonly Feature[];
  /**
   * Returns the part of the configuration that AWS is asked with. If it changes, what is known answers another
   * question, and is forgotten. Absent if it never changes.
   */
  readonly asks?: (config: Config) => unknown;
  /** Fits what is known to another configuration under which it stays. Absent if it holds under any. */
  readonly adapt?: (state: TargetState, before: Config, after: Config) => RecordedState;
  /** Makes each call once, to find what is not permitted. */
  readonly probe: (context: ProbeContext) => Promise<readonly Probe[]>;
  /** Returns true if a reading had to leave something for the next one. Absent if none ever does. */
  readonly hasMoreToRead?: (state: TargetState, config: Config) => boolean;
  /** Returns what the lists of the source left out and is kept all the same. Absent if nothing is kept. */
  readonly omissions?: (state: TargetState) => readonly Omission[];
  /** Returns how many calls the reading after the first makes. Absent if each makes the same calls. */
  readonly laterCalls?: (context: Pick<ReadContext, 'state' | 'at' | 'config'>) => number;
}

export interface SourceDefinition<Facts> extends SourceTraits {
  readonly read: (context: ReadContext) => Promise<Reading<Facts>>;
  /** Returns the state after a reading; `facts` are undefined if it learned nothing. */
  readonly record: (
    state: TargetState,
    reading: SourceReading,
    facts: Facts | undefined,
    config: Config,
  ) => RecordedState;
}

/** The outcome of one reading, ready to be recorded. */
export interface Outcome extends Omit<Reading<unknown>, 'ok' | 'value' | 'partial' | 'failure'> {
  readonly failure?: CallFailure | undefined;
  readonly record: (state: TargetState, reading: SourceReading) => RecordedState;
}

/** A source of facts about a target, as everything that reads, probes, permits or schedules it sees it. */
export interface Source extends SourceTraits {
  readonly read: (context: ReadContext) => Promise<Outcome>;
}

/** Makes a source whose facts only the source itself knows. */
export function createSource<Facts>({ read, record, ...traits }: SourceDefinition<Facts>): Source {
  return {
    ...traits,
    async read(context) {
      const reading = await read(context);
      const { refused, denied, undescribedJobs } = reading;
      const facts = factsOf(reading);
      return {
        failure: reading.ok ? undefined : reading.failure,
        refused,
        denied,
        undescribedJobs,
        record: (state, how) => record(state, how, facts, context.config),
      };
    },
  };
}

/** Returns true if the source is read in the account and region. */
export function isReadIn(source: Source, config: Config, place: AccountPlace): boolean {
  const { enabled, exclude } = source.options(config);
  return enabled && !exclude.some((filter) => fitsPlace(filter, place));
}
