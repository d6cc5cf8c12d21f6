import { isDeepStrictEqual } from 'node:util';
import { describeCrash } from '../describe-crash.js';
import type { Emit, EventMap } from '../events.js';
import { formatProblem } from '../problems/problem.js';
import type { Parsed } from '../yaml/yaml-source.js';
import type { Config } from './config.js';

export interface ReloadOptions {
  /** Reads the configuration anew, to be taken over by a process that runs under another one. */
  readonly load: (running: Config) => Parsed<Config>;
  /** Takes over a configuration that differs from the one before. */
  readonly apply: (config: Config) => void;
  readonly emit: Emit<'configurationReloaded'>;
  readonly now: () => Date;
}

/** The outcome of a reload: its effect, or the lines of `check-config` for the problems that prevented it. */
export type ReloadOutcome = EventMap['configurationReloaded']['outcome'];

/**
 * Takes over the configuration as it is now, or nothing of it. It is done when it returns, so that no two overlap. `by`
 * names what asked for it.
 */
export type Reload = (by: string) => ReloadOutcome;

export function createReload(config: Config, { load, apply, emit, now }: ReloadOptions): Reload {
  let running = config;

  function takeOver(): ReloadOutcome {
    const loaded = load(running);
    if (!loaded.ok) return { ok: false, failure: loaded.failure.map(formatProblem) };
    const hasChanged = !isDeepStrictEqual(loaded.value, running);
    if (hasChanged) apply(loaded.value);
    running = loaded.value;
    return { ok: true, value: { hasChanged } };
  }

  function reload(): Omit<EventMap['configurationReloaded'], 'by' | 'at'> {
    try {
      return { outcome: takeOver() };
    } catch (error) {
      const { type, message } = describeCrash(error);
      const problem = `restore-test-monitor has a bug: ${type}: ${message}`;
      return { outcome: { ok: false, failure: [problem] }, error };
    }
  }

  return (by) => {
    const ended = reload();
    emit('configurationReloaded', { ...ended, by, at: now() });
    return ended.outcome;
  };
}
