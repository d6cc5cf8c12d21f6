import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { type Deadline, startDeadline } from '../aws/deadline.js';
import { type Target, targetKey } from '../targets/target.js';

export interface PollerOptions {
  /** The targets of the next tick. */
  readonly targets: () => readonly Target[];
  /** Reads one target and records what it learned; it must not throw for what AWS or the network does. */
  readonly poll: (target: Target, deadline: Deadline) => Promise<void>;
  /** Whether the target's latest reading failed: such targets wait for those that answer. */
  readonly isFailing: (target: Target) => boolean;
  readonly skipped: (target: Target) => void;
  readonly concurrency: number;
  readonly deadlineMs: number;
  readonly jitterMs: number;
  readonly shutdown: AbortSignal;
  readonly random?: () => number;
}

export interface Poller {
  /** Polls every target, or those named, that is not being polled already; settles when those polls have ended. */
  tick(isWanted?: (target: Target) => boolean): Promise<void>;
}

/**
 * Each target is polled on its own: one that is slow misses its own next tick, never another's. The polls after
 * its first begin up to `jitterMs` late, so that thousands of targets do not call AWS at once.
 */
export function createPoller(options: PollerOptions): Poller {
  const { shutdown, random = Math.random } = options;
  const queue = new PQueue({ concurrency: options.concurrency });
  const underWay = new Set<string>();
  let known: ReadonlySet<string> = new Set();

  async function pollOnce(target: Target, delayMs: number): Promise<void> {
    const key = targetKey(target);
    underWay.add(key);
    try {
      if (delayMs > 0) await sleep(delayMs, undefined, { signal: shutdown });
      await queue.add(
        async () => {
          using deadline = startDeadline(options.deadlineMs, shutdown);
          await options.poll(target, deadline);
        },
        { priority: options.isFailing(target) ? 0 : 1, signal: shutdown },
      );
    } catch (error) {
      if (!shutdown.aborted) throw error;
    } finally {
      underWay.delete(key);
    }
  }

  return {
    async tick(isWanted = () => true) {
      const before = known;
      const targets = options.targets();
      known = new Set(targets.map(targetKey));
      const wanted = targets.filter((target) => isWanted(target));
      const polls = wanted.flatMap((target) => {
        if (underWay.has(targetKey(target))) {
          options.skipped(target);
          return [];
        }
        const jitterMs = before.has(targetKey(target)) ? options.jitterMs : 0;
        return [pollOnce(target, random() * jitterMs)];
      });
      await Promise.all(polls);
    },
  };
}
