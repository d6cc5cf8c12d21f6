import {
  defaultOmissionRule,
  isConfirmed,
  type Omission,
  type OmissionRule,
  oneMore,
} from '../restores/omissions.js';
import { type CallFailure, isOfPlace } from './call-failure.js';

/** The outcome of the readings of one source. */
export interface SourceState {
  readonly lastSuccessAt?: Date;
  /** The failure of the latest reading; absent if it succeeded. */
  readonly failure?: CallFailure;
  readonly durationSeconds: number;
  /** Every row that was refused so far, so that each is logged once; absent if none was. */
  readonly refused?: ReadonlySet<string>;
  /** Which optional permission the latest good reading lacked; absent if it had all. */
  readonly denied?: CallFailure;
  /** Since when AWS has said that the account and region do not have the source, and how often since. */
  readonly missing?: Omission;
  /** True if that is believed: then it is no failure of the target. */
  readonly isUnavailable?: true;
}

export interface SourceReading {
  readonly at: Date;
  readonly durationSeconds: number;
  readonly failure?: CallFailure | undefined;
  readonly refused?: ReadonlySet<string> | undefined;
  readonly denied?: CallFailure | undefined;
  /** When to believe that what was there before is gone. */
  readonly rule?: OmissionRule;
}

/**
 * Returns the state of a source after one more reading. If AWS says that the account and region do not have it though
 * `othersWork`, that is believed at once of a source of which nothing `isKnown`, and of another one when further readings
 * confirm it.
 */
export function nextSourceState(
  before: SourceState | undefined,
  othersWork: boolean,
  reading: SourceReading,
  isKnown = before?.lastSuccessAt !== undefined,
): SourceState {
  const { at, durationSeconds, failure, refused = before?.refused, rule = defaultOmissionRule } = reading;
  const denied = failure ? before?.denied : reading.denied;
  const missing = failure && othersWork && isOfPlace(failure) ? oneMore(before?.missing, at) : undefined;
  const isUnavailable = missing !== undefined && (!isKnown || isConfirmed(missing, at, rule));
  const lastSuccessAt = failure ? before?.lastSuccessAt : at;
  return {
    durationSeconds,
    ...(lastSuccessAt && !isUnavailable && { lastSuccessAt }),
    ...(failure && { failure }),
    ...(refused && { refused }),
    ...(denied && { denied }),
    ...(missing && { missing }),
    ...(isUnavailable && { isUnavailable }),
  };
}

/** Returns the failure of the latest reading; undefined if it succeeded, or if there is nothing to read. */
export function failureOf(state: SourceState | undefined): CallFailure | undefined {
  return state?.isUnavailable ? undefined : state?.failure;
}
