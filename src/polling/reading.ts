import type { CallFailure } from '../targets/call-failure.js';

/** What one poll of one target brought. A failed one may have learned a part of it, which holds all the same. */
export type Reading<Facts> =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly failure: CallFailure; readonly facts?: Facts };
