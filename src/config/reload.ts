import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../result.js';
import { formatProblem, type Parsed } from '../yaml/yaml-source.js';
import type { Config } from './config.js';

export interface ReloadOptions {
  /** Reads the configuration anew, to be taken over by a process that runs under another one. */
  readonly load: (running: Config) => Parsed<Config>;
  /** Takes over a configuration that differs from the one before. */
  readonly apply: (config: Config) => void;
  /** Told of an exception, which is a bug; returns the line that says so. */
  readonly crashed: (error: unknown) => string;
  /** `by` is who asked for it. */
  readonly ended: (outcome: ReloadOutcome, by: string) => void;
}

/** What a reload did, or the lines of `check-config` that say why it did nothing. */
export type ReloadOutcome = Result<{ readonly hasChanged: boolean }, readonly string[]>;

/** Takes over the configuration as it is now, or nothing of it. It is done when it returns, so that no two overlap. */
export function createReload(
  config: Config,
  { load, apply, crashed, ended }: ReloadOptions,
): (by: string) => ReloadOutcome {
  let running = config;

  function takeOver(): ReloadOutcome {
    const loaded = load(running);
    if (!loaded.ok) return { ok: false, failure: loaded.failure.map(formatProblem) };
    const hasChanged = !isDeepStrictEqual(loaded.value, running);
    if (hasChanged) apply(loaded.value);
    running = loaded.value;
    return { ok: true, value: { hasChanged } };
  }

  function reload(): ReloadOutcome {
    try {
      return takeOver();
    } catch (error) {
      return { ok: false, failure: [crashed(error)] };
    }
  }

  return (by) => {
    const outcome = reload();
    ended(outcome, by);
    return outcome;
  };
}
