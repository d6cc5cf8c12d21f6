import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { readConfigFile } from './read-config-file.js';

const settleMs = 1000;

/**
 * Calls `changed` when the content at the path is not what it was, however it got there: the file may be written
 * anew, renamed over, or behind a symbolic link that is swapped, as in a Kubernetes volume. The first look always
 * counts as a change. What is being written at the moment is left for the next look.
 */
export function followFile(file: string, everyMs: number, changed: () => void): { stop(): void } {
  const controller = new AbortController();
  let seen: unknown;
  let isUnderWay = false;

  async function look(): Promise<void> {
    const found = readConfigFile(file);
    if (isDeepStrictEqual(found, seen)) return;
    await sleep(settleMs, undefined, { signal: controller.signal });
    if (!isDeepStrictEqual(found, readConfigFile(file))) return;
    seen = found;
    changed();
  }

  const timer = setInterval(() => {
    if (isUnderWay) return;
    isUnderWay = true;
    look()
      .catch((error: unknown) => {
        if (!controller.signal.aborted) throw error;
      })
      .finally(() => {
        isUnderWay = false;
      });
  }, everyMs);

  return {
    stop() {
      clearInterval(timer);
      controller.abort();
    },
  };
}
