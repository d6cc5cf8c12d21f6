import type { CallAttempt } from '../events.js';

/** The requests that AWS answered well, but for those that begin a session, which outlasts many of them. */
export interface CallLog {
  add(attempt: CallAttempt): void;
  count(): number;
  /** Returns the median duration of the calls in seconds; undefined if there were none. */
  latencySeconds(): number | undefined;
}

export function createCallLog(): CallLog {
  const durations: number[] = [];
  return {
    add({ operation, durationSeconds, reason }) {
      if (reason === undefined && !operation.startsWith('AssumeRole')) durations.push(durationSeconds);
    },
    count: () => durations.length,
    latencySeconds: () => median(durations),
  };
}

/** The middle one of the numbers in order; undefined where there are none. */
export function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
