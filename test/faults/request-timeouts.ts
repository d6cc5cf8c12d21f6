import type { Simulator } from '../../src/simulator/simulator.js';

/** Of a request to AWS; no other timer has this length. */
export const requestTimeoutMs = 10_000;

const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
const running = new Map<unknown, () => void>();

/** Keeps the timers that end requests at hand, until the function that is returned is called. */
export function holdRequestTimeouts(): () => void {
  Object.assign(globalThis, {
    setTimeout(end: () => void, ms?: number, ...args: []) {
      const timer = startTimer(end, ms, ...args);
      if (ms === requestTimeoutMs) running.set(timer, end);
      return timer;
    },
    clearTimeout(timer: NodeJS.Timeout) {
      running.delete(timer);
      stopTimer(timer);
    },
  });
  return () => void Object.assign(globalThis, { setTimeout: startTimer, clearTimeout: stopTimer });
}

/**
 * Lets the time of requests that AWS never answers run out at once. A short timeout would have to be waited for, and would
 * end others too while the machine is busy.
 */
export async function withoutWaiting(simulator: Simulator, poll: Promise<void>): Promise<void> {
  const hanging = () => simulator.requests.filter(({ fault }) => fault === 'hang').length;
  const isOver = poll.then(() => true);
  let ended = hanging();
  while (!(await Promise.race([isOver, turn()]))) {
    const left = hanging() - ended;
    if (left === 0 || running.size !== left) continue;
    for (const end of running.values()) end();
    running.clear();
    ended += left;
  }
}

/** What else is ready runs in the meantime. */
function turn(): Promise<false> {
  return new Promise((resolve) => {
    setImmediate(resolve, false);
  });
}
