import type { Problem } from './problems/problem.js';
import type { Result } from './result.js';
import type { CallFailure, FailureReason } from './targets/call-failure.js';
import type { DiscoveryState } from './targets/discovery-state.js';
import type { RefusedRow } from './targets/refused-row.js';
import type { StateChanges } from './targets/state-changes.js';
import type { Target } from './targets/target.js';
import type { SourceId, TargetState } from './targets/target-state.js';

/** Everything that happens in the daemon and that other parts may want to know, each with what there is to know of it. */
export interface EventMap {
  /** A request to AWS was answered, or failed: each attempt of a call. */
  readonly callAttempted: CallAttempt;
  /** A request to AWS failed and is sent again after `delayMs`. */
  readonly callRetried: CallOf & { readonly failure: CallFailure; readonly delayMs: number };
  /** The renewal of credentials began to fail. */
  readonly credentialsFailed: CredentialsOf & {
    readonly failure: CallFailure;
    /** The end of the session that is used until then; undefined if there is none. */
    readonly expiresAt: Date | undefined;
  };
  /** The renewal of credentials succeeded again. */
  readonly credentialsRenewed: CredentialsOf;
  /** The environment names contradicting sources of credentials, or a source warns. It may come more than once. */
  readonly credentialsWarned: { readonly message: string };

  /** A poll or a new configuration changed the facts that are known of a target. */
  readonly factsChanged: {
    readonly target: Target;
    /** Among them each restore job before and after, and each test that ended, with everything that AWS said of it. */
    readonly changes: StateChanges;
    /** True if the metrics should show it soon, such as a test that ended. */
    readonly isUrgent: boolean;
  };
  /** The poll of one source of a target ended. */
  readonly pollEnded: PollEnd;
  /** The poll of a source of a target was left out, because the one before had not ended. */
  readonly pollSkipped: { readonly target: Target; readonly source: SourceId };
  /** Rows of AWS's answers could not be used. */
  readonly rowsRefused: {
    /** Absent for the lists of accounts and regions. */
    readonly target?: Target | undefined;
    readonly rows: readonly RefusedRow[];
    /** The rows that were not refused before. */
    readonly fresh: readonly RefusedRow[];
  };
  /** A restore job could not be described. */
  readonly jobDescriptionFailed: {
    readonly target: Target;
    readonly jobId: string;
    readonly failure: CallFailure;
    /** The failure of the latest poll of the target's jobs; undefined if it succeeded. */
    readonly before: CallFailure | undefined;
  };
  /** A scheduled run began late. */
  readonly runLate: { readonly schedule: string; readonly lateMs: number };

  /** A look at the organization and the enabled regions ended. */
  readonly discoveryEnded: {
    readonly before: DiscoveryState;
    readonly after: DiscoveryState;
    /** The exception that broke off the look, which is a bug. */
    readonly error?: unknown;
  };
  /** The configuration names all targets from now on. */
  readonly discoveryTurnedOff: Readonly<Record<string, never>>;
  /** Targets joined, left, or are called or entered differently now. */
  readonly targetsChanged: TargetChanges & {
    readonly by: 'configuration' | 'discovery';
    /** The number of targets from now on. */
    readonly targets: number;
  };

  /** A reload of the configuration ended; `by` names what asked for it. */
  readonly configurationReloaded: {
    readonly by: string;
    readonly at: Date;
    /** The effect, or the lines that name the problems of the new configuration; then the one before is kept. */
    readonly outcome: Result<{ readonly hasChanged: boolean }, readonly string[]>;
    /** The exception that broke it off, which is a bug. */
    readonly error?: unknown;
  };
  /** The configuration that is in force from now on is valid and most likely not meant so. */
  readonly configurationWarned: { readonly warning: Problem };
  /** Everything was read once under a configuration; `idle` are its objectives and exceptions that nothing known fits. */
  readonly criteriaJudged: { readonly idle: readonly string[] };
  /** The configuration is to be reloaded when its file changes, and there is no file. */
  readonly configurationNotFollowed: Readonly<Record<string, never>>;

  /** The metrics of one target could not be rendered, which is a bug. It may come with each rendering. */
  readonly targetRenderingFailed: { readonly target: Target; readonly error: unknown };
  /** The metrics could not be rendered, which is a bug. */
  readonly renderingFailed: { readonly error: unknown };

  /** The web configuration changed and was read again. */
  readonly webConfigurationRead: { readonly file: string };
  /** The web configuration changed and is wrong. */
  readonly webConfigurationBroken: { readonly problems: readonly Problem[] };
  /** The web configuration that is in force from now on is valid and most likely not meant so. */
  readonly webConfigurationWarned: { readonly file: string; readonly warning: Problem };
  /** A client was not let in. */
  readonly clientRefused: { readonly client: string | undefined; readonly reason: string };

  /** The daemon starts. */
  readonly starting: { readonly version: string; readonly node: string; readonly targets: number };
  /** The release of Node.js gets no more updates. */
  readonly nodeReleaseEnded: {
    readonly node: string;
    readonly endOfLife: string;
    readonly recommended: number;
  };
  /** The server listens. `users` is how many users the web configuration has. */
  readonly listening: { readonly address: string; readonly users: number; readonly isTls: boolean };
  /** The server could not listen. */
  readonly listeningFailed: { readonly reason: string };
  /** A signal asked the daemon to stop. */
  readonly stopping: { readonly signal: string };
  /** The daemon has stopped. */
  readonly stopped: Readonly<Record<string, never>>;
  /** A library printed a warning. */
  readonly libraryWarned: { readonly warning: string };
}

/** The target that a call to AWS is for. */
interface CallOf {
  /** Absent if it serves several targets. */
  readonly target?: Target | undefined;
}

export interface TargetChanges {
  readonly joined: readonly Target[];
  /** Targets that stay, with another name or another way in. */
  readonly altered: readonly Target[];
  readonly left: readonly Target[];
}

export interface CallAttempt extends CallOf {
  /** The AWS operation, such as `ListRestoreJobs`. */
  readonly operation: string;
  readonly durationSeconds: number;
  /** The reason of the failure; absent if it succeeded. */
  readonly reason?: FailureReason;
}

/** The owner of the credentials. */
interface CredentialsOf {
  /** Absent for the daemon's own. */
  readonly roleArn?: string | undefined;
}

export interface PollEnd {
  readonly target: Target;
  readonly source: SourceId;
  readonly durationSeconds: number;
  /** The state of the target before the poll. */
  readonly before: TargetState;
  readonly after: TargetState;
  /** The exception that broke off the poll, which is a bug. */
  readonly error?: unknown;
}

export type EventName = keyof EventMap;

/** Sends an event to every subscriber. A part gets the names of its own events only, and knows no subscriber. */
export type Emit<Name extends EventName = EventName> = <Each extends Name>(
  name: Each,
  event: EventMap[Each],
) => void;

/** The reactions of one part to its events, by name. */
export type Subscriber = { readonly [Name in EventName]?: (event: EventMap[Name]) => void };

export interface Events {
  readonly emit: Emit;
  subscribe(subscriber: Subscriber): void;
}

/**
 * Creates an emitter. Events reach the subscribers in the order of their subscription, before `emit` returns. An
 * exception of one subscriber is a bug: `crashed` is called, and the others get the event all the same.
 */
export function createEvents(
  crashed: (error: unknown, name: EventName) => void = (error) => {
    throw error;
  },
): Events {
  const subscribers: Subscriber[] = [];
  return {
    emit(name, event) {
      for (const subscriber of subscribers) {
        try {
          subscriber[name]?.(event);
        } catch (error) {
          crashed(error, name);
        }
      }
    },
    subscribe(subscriber) {
      subscribers.push(subscriber);
    },
  };
}
