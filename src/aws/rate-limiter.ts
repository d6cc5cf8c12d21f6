import { setTimeout as sleep } from 'node:timers/promises';
import { orAbort } from './deadline.js';

/** Settles when it is the caller's turn, one after the other; what is aborted takes no turn. */
export type RateLimiter = (signal: AbortSignal) => Promise<void>;

/**
 * So many turns a second at most. It goes by time that passes, not by the time of day: where a clock is set back by an
 * hour, nobody waits for an hour.
 */
export function createRateLimiter(turnsPerSecond: number): RateLimiter {
  const intervalMs = 1000 / turnsPerSecond;
  let nextAt = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const waitMs = nextAt - performance.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
    nextAt = performance.now() + intervalMs;
  }

  return (signal) => {
    const own = last.then(() => turn(signal));
    last = own.catch(() => undefined);
    return orAbort(own, signal);
  };
}
