import { isDeepStrictEqual } from 'node:util';
import type { OptionProblem } from '../../problems/problem.js';
import type { Environment } from '../../yaml/expand-environment.js';
import { getPath } from '../../yaml/get-path.js';
import { resolveBeside } from '../../yaml/resolve-beside.js';
import { knownKeys, schemaAt } from '../../yaml/schema-at.js';
import type { Config } from '../config.js';
import { configSchema } from '../schema.js';
import { shardingOf } from './check-sharding.js';

/** The options that only take effect at the start of the process. */
const startOnlyOptions: readonly string[] = [
  ...['web', 'config', 'sharding'].flatMap((section) =>
    knownKeys(schemaAt(configSchema, [section])).map((key) => `${section}.${key}`),
  ),
  'log.format',
];

const message = 'cannot change while the daemon runs: restart it, or put the option back';

export interface RestartContext {
  /** The configuration that the process runs with. */
  readonly running: Config;
  readonly file: string | undefined;
  /** The options that stand above the file. */
  readonly given: ReadonlyMap<string, unknown>;
  readonly env: Environment;
}

/** Finds changes that a running process cannot take over. */
export function checkRestart(
  value: unknown,
  { running, file, given, env }: RestartContext,
  isWrong: (path: string) => boolean,
): OptionProblem[] {
  const sharding = shardingOf(value, given, env);
  const next = { ...Object(value), sharding: sharding?.ok ? sharding.value : undefined };
  return startOnlyOptions
    .filter((option) => !given.has(option) && !isWrong(option) && isSection(next, option))
    .filter((option) => !isDeepStrictEqual(resolved(option, next, file), getPath(running, option)))
    .map((option) => ({ code: 'needs-restart', path: option.split('.'), message }));
}

function resolved(option: string, value: unknown, file: string | undefined): unknown {
  const written = getPath(value, option);
  return option === 'web.configFile' && typeof written === 'string' ? resolveBeside(file, written) : written;
}

/** Returns true if the section of the option can be read at all. */
function isSection(value: unknown, option: string): boolean {
  const section = getPath(value, option.slice(0, option.lastIndexOf('.')));
  return typeof section === 'object' && !Array.isArray(section);
}
