import type { CallFailure, CallResult } from './call-failure.js';
import type { RefusedRow } from './refused-row.js';

/**
 * The outcome of one poll of one target. A failed one may have learned a part of the facts, which holds all the same.
 */
export type Reading<Facts> = CallResult<Facts> & {
  /** The facts that a failed reading has learned. */
  readonly partial?: Facts;
  /** The rows of AWS's answers that could not be used; absent if there are none. */
  readonly refused?: readonly RefusedRow[] | undefined;
  /** Which optional permission is missing, so that a part is not known; absent if none is. */
  readonly denied?: CallFailure | undefined;
  /** The restore jobs that AWS refused to describe; absent if there is none. */
  readonly undescribedJobs?: readonly UndescribedJob[] | undefined;
};

/** Everything that a reading has learned; undefined if it is nothing. */
export function factsOf<Facts>(reading: Reading<Facts>): Facts | undefined {
  return reading.ok ? reading.value : reading.partial;
}

/** A restore job that AWS refused to describe: what was known of it is kept. */
export interface UndescribedJob {
  readonly jobId: string;
  readonly failure: CallFailure;
}
