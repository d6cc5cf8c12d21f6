import { isDeepStrictEqual } from 'node:util';
import { besideFile } from '../../yaml/beside-file.js';
import type { Environment } from '../../yaml/env-expansion.js';
import { knownKeys, schemaAt } from '../../yaml/schema-walk.js';
import { valueAt } from '../../yaml/value-at.js';
import type { Config } from '../config.js';
import { configSchema } from '../schema.js';
import type { CrossIssue } from './cross-issue.js';
import { shardingOf } from './sharding-checks.js';

/** What holds from the start of the process to its end. */
const startOnlyOptions: readonly string[] = [
  ...['web', 'config', 'sharding'].flatMap((section) =>
    knownKeys(schemaAt(configSchema, [section])).map((key) => `${section}.${key}`),
  ),
  'log.format',
];

const message = 'cannot change while the daemon runs: restart it, or put the option back';

export interface RestartContext {
  /** What the process runs under. */
  readonly running: Config;
  readonly file: string | undefined;
  /** The options that stand above the file. */
  readonly given: ReadonlyMap<string, unknown>;
  readonly env: Environment;
}

/** What a running process cannot take over. */
export function restartIssues(
  value: unknown,
  { running, file, given, env }: RestartContext,
  isWrong: (path: string) => boolean,
): CrossIssue[] {
  const next = { ...Object(value), sharding: shardingOf(value, given, env) };
  return startOnlyOptions
    .filter((option) => !given.has(option) && !isWrong(option) && isSection(next, option))
    .filter((option) => !isDeepStrictEqual(resolved(option, next, file), valueAt(running, option)))
    .map((option) => ({ path: option.split('.'), message }));
}

function resolved(option: string, value: unknown, file: string | undefined): unknown {
  const written = valueAt(value, option);
  return option === 'web.configFile' && typeof written === 'string' ? besideFile(file, written) : written;
}

/** Whether the section of the option can be read at all. */
function isSection(value: unknown, option: string): boolean {
  const section = valueAt(value, option.slice(0, option.lastIndexOf('.')));
  return typeof section === 'object' && !Array.isArray(section);
}
