import type { CallFailure } from './call-failure.js';
import type { RefusedRow } from './refused-row.js';

/** What one poll of one target brought. A failed one may have learned a part of it, which holds all the same. */
export type Reading<Facts> = (
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly failure: CallFailure; readonly facts?: Facts }
) & {
  /** What AWS answered and could not be used, besides the facts; absent if there is none. */
  readonly refused?: readonly RefusedRow[] | undefined;
  /** Which optional permission is missing, so that a part is not known; absent if none is. */
  readonly denied?: CallFailure | undefined;
};
