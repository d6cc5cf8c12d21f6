import type { CallFailure } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import type { ProblemReason } from '../views/doctor-view.js';

/** A problem as it shows in one target, or in the process where there is none. */
export interface Finding {
  readonly reason: ProblemReason;
  readonly operation?: string;
  readonly message: string;
  readonly target?: Target;
}

export function findingOf({ operation, reason, message }: CallFailure, target?: Target): Finding {
  const place = target ? { target } : {};
  if (clockSkew.test(message)) return { reason: 'clock_skew', message, ...place };
  return { operation, reason, message, ...place };
}

/** AWS says so of a signature, under several names of the error. */
const clockSkew = /signature (?:has )?expired|signature not yet current/i;
