import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { createChildController, type Deadline, startDeadline } from '../aws/deadline.js';
import type { Target } from '../targets/target.js';

export interface PollSettings {
  readonly concurrency: number;
  readonly deadlineMs: number;
  readonly jitterMs: number;
}

export interface PollerOptions {
  /** The targets of the next tick: the same object for as long as the target stays the same. */
  readonly targets: () => readonly Target[];
  /** Reads one target and records what it learned; it must not throw for what AWS or the network does. */
  readonly poll: (target: Target, deadline: Deadline) => Promise<void>;
  /** Called with an exception in the work for one target, which is a bug; the other targets go on. */
  readonly crashed: (target: Target, error: unknown) => void;
  /** Returns true if the target's latest reading failed: such targets wait for those that answer. */
  readonly isFailing: (target: Target) => boolean;
  readonly skipped: (target: Target) => void;
  /** Asked anew at each tick. */
  readonly settings: () => PollSettings;
  readonly shutdown: AbortSignal;
  readonly random?: () => number;
}

export interface Poller {
  /** Polls every target, or those named, that is not being polled already; settles when those polls have ended. */
  tick(isWanted?: (target: Target) => boolean): Promise<void>;
  /** Calls off the polls of these targets, also those that have not begun. */
  abort(isUnwanted: (target: Target) => boolean): void;
  /** Settles when the polls that are under way now have ended. */
  settled(): Promise<void>;
}

/**
 * Each target is polled on its own: one that is slow misses its own next tick, never another's. The polls after
 * its first begin up to `jitterMs` late, so that thousands of targets do not call AWS at once.
 */
export function createPoller(options: PollerOptions): Poller {
  const { shutdown, random = Math.random } = options;
  const queue = new PQueue();
  const underWay = new Map<Target, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  let known: ReadonlySet<Target> = new Set();

  async function wait(target: Target, delayMs: number, deadlineMs: number, signal: AbortSignal) {
    if (delayMs > 0) await sleep(delayMs, undefined, { signal });
    await queue.add(
      async () => {
        using deadline = startDeadline(deadlineMs, signal);
        await options.poll(target, deadline);
      },
      { priority: options.isFailing(target) ? 0 : 1, signal },
    );
  }

  async function pollOnce(target: Target, delayMs: number, deadlineMs: number): Promise<void> {
    using controller = createChildController(shutdown);
    const ended = wait(target, delayMs, deadlineMs, controller.signal);
    underWay.set(target, { controller, ended });
    try {
      await ended;
    } catch (error) {
      if (!controller.signal.aborted) options.crashed(target, error);
    } finally {
      if (underWay.get(target)?.controller === controller) underWay.delete(target);
    }
  }

  function isWantedOf(target: Target, isWanted: (target: Target) => boolean): boolean {
    try {
      return isWanted(target);
    } catch (error) {
      options.crashed(target, error);
      return false;
    }
  }

  return {
    async tick(isWanted = () => true) {
      const { concurrency, deadlineMs, jitterMs } = options.settings();
      queue.concurrency = concurrency;
      const before = known;
      const targets = options.targets();
      known = new Set(targets);
      const wanted = targets.filter((target) => isWantedOf(target, isWanted));
      const polls = wanted.flatMap((target) => {
        if (underWay.has(target)) {
          options.skipped(target);
          return [];
        }
        const delayMs = random() * (before.has(target) ? jitterMs : 0);
        return [pollOnce(target, delayMs, deadlineMs)];
      });
      await Promise.all(polls);
    },
    abort(isUnwanted) {
      for (const [target, { controller }] of underWay) {
        if (!isUnwanted(target)) continue;
        underWay.delete(target);
        controller.abort(new Error('the poll was called off'));
      }
    },
    async settled() {
      await Promise.allSettled([...underWay.values()].map(({ ended }) => ended));
    },
  };
}
