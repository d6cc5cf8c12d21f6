import type { CallFailure, CallResult } from './call-failure.js';
import type { RefusedRow } from './refused-row.js';

/** What one poll of one target brought. A failed one may have learned a part of it, which holds all the same. */
export type Reading<Facts> = CallResult<Facts> & {
  /** What a reading that failed has learned. */
  readonly partial?: Facts;
  /** What AWS answered and could not be used, besides the facts; absent if there is none. */
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
