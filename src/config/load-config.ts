import * as z from 'zod';
import { formatPath, type Problem, sourceProblem } from '../problems/problem.js';
import type { Environment } from '../yaml/expand-environment.js';
import { codeOf, expectedBySchema } from '../yaml/issue-problems.js';
import { resolveBeside } from '../yaml/resolve-beside.js';
import { isSwitch, schemaAt } from '../yaml/schema-at.js';
import { type Parsed, parseYamlSource } from '../yaml/yaml-source.js';
import { checkApplications } from './checks/check-applications.js';
import { checkEnvironment } from './checks/check-environment.js';
import { checkExceptions } from './checks/check-exceptions.js';
import { checkLimits } from './checks/check-limits.js';
import { checkObjectives } from './checks/check-objectives.js';
import { checkProxies } from './checks/check-proxies.js';
import { checkRestart } from './checks/check-restart.js';
import { checkSharding, resolveSharding } from './checks/check-sharding.js';
import { checkTags } from './checks/check-tags.js';
import { checkTargets } from './checks/check-targets.js';
import { checkUnits } from './checks/check-units.js';
import type { Config } from './config.js';
import { overrides } from './overrides.js';
import { readConfigFile } from './read-config-file.js';
import { resolvePartition } from './resolve-partition.js';
import { configSchema, type FileConfig } from './schema.js';

export type { Config } from './config.js';

export interface ConfigSources {
  /** Without one, everything has its default. */
  readonly file?: string | undefined;
  /** By the path of the option, such as `web.listenAddress`; see `overrides`. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Environment;
  /** The configuration that the process runs with, if this one is to replace it. */
  readonly running?: Config | undefined;
  readonly now?: Date;
}

interface Setting {
  readonly path: string;
  readonly place: string;
  readonly text: string;
}

/** Flags win over environment variables, these over the file, and the file over the defaults. Never throws. */
export function loadConfig({ file, flags, env, running, now = new Date() }: ConfigSources): Parsed<Config> {
  const read = file === undefined ? { ok: true as const, value: '' } : readConfigFile(file);
  if (!read.ok) return { ok: false, failure: [sourceProblem('unreadable-file', file ?? '', read.failure)] };

  const fallback = env['AWS_REGION'] || undefined;
  const settings = settingsOf(flags, env).map((setting) => ({ setting, result: parseSetting(setting) }));
  const given = new Map(
    settings.flatMap(({ setting, result }) => (result.ok ? [[setting.path, result.value]] : [])),
  );
  const schema = schemaFor({ file, env, fallback, given, running, now });
  const parsed = parseYamlSource(read.value, { file: file ?? noFile, schema, env });
  const problems = [
    ...(parsed.ok ? [] : withoutLines(parsed.failure)),
    ...settings.flatMap(({ result }) => (result.ok ? [] : result.failure)),
    ...checkProxies(env),
    ...checkEnvironment(env),
  ];
  if (!parsed.ok || problems.length > 0) return { ok: false, failure: problems };
  const { web } = parsed.value;
  if (web.configFile !== undefined) web.configFile = resolveBeside(file, web.configFile);
  for (const [path, value] of given) set(parsed.value, path, value);
  const sharding = resolveSharding(parsed.value.sharding, env);
  if (sharding.ok) return { ok: true, value: frozen(resolved(parsed.value, fallback, sharding.value)) };
  const place = settings.find(({ setting }) => setting.path === 'sharding.shard')?.setting.place ?? '';
  return { ok: false, failure: [sourceProblem('unknown-shard', place, sharding.failure)] };
}

const noFile = 'no configuration file';

interface SchemaContext extends Pick<ConfigSources, 'file' | 'env' | 'running'> {
  readonly now: Date;
  readonly fallback: string | undefined;
  readonly given: ReadonlyMap<string, unknown>;
}

function schemaFor({ file, env, fallback, given, running, now }: SchemaContext) {
  const hint = env['AWS_DEFAULT_REGION']
    ? ' (AWS_DEFAULT_REGION is set, but the AWS SDK for JavaScript does not read it)'
    : '';
  return configSchema.superRefine(
    (value, context) => {
      const wrong = new Set(context.issues.map(({ path = [] }) => formatPath(path)));
      const isWrong = (path: string) => wrong.has(path);
      for (const { code, path, message } of [
        ...checkTargets(value, fallback, isWrong),
        ...checkLimits(value, isWrong),
        ...checkObjectives(value),
        ...checkExceptions(value, now),
        ...checkApplications(value),
        ...checkUnits(value),
        ...checkTags(value),
        ...checkSharding(value, given, env),
        ...(running ? checkRestart(value, { running, file, given, env }, isWrong) : []),
      ]) {
        const text = message.endsWith('AWS_REGION in the environment') ? `${message}${hint}` : message;
        context.addIssue({ code: 'custom', path: [...path], message: text, params: { code } });
      }
    },
    { when: () => true },
  );
}

function settingsOf(flags: ConfigSources['flags'], env: Environment): Setting[] {
  return overrides.flatMap(({ path, flag, variable }): Setting[] => {
    const given = flags[path];
    if (given !== undefined) return [{ path, place: flag, text: given }];
    const text = env[variable];
    return text ? [{ path, place: variable, text }] : [];
  });
}

function parseSetting({ path, place, text }: Setting): Parsed<unknown> {
  const schema = schemaAt(configSchema, path.split('.'));
  const value = isSwitch(schema) && (text === 'true' || text === 'false') ? text === 'true' : text;
  const result = schema && z.safeParse(schema, value, { error: expectedBySchema });
  if (result?.success) return { ok: true, value: result.data };
  const issue = result?.error.issues[0];
  const message = `${issue?.message}, found ${JSON.stringify(text)}`;
  return { ok: false, failure: [sourceProblem(issue ? codeOf(issue) : 'unknown-option', place, message)] };
}

function set(config: object, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent: unknown = keys.reduce<unknown>((each, key) => Reflect.get(Object(each), key), config);
  Reflect.set(Object(parent), last, value);
}

function resolved(
  { organization, ...config }: FileConfig,
  fallback: string | undefined,
  sharding: Config['sharding'],
): Config {
  const regions = config.regions ?? (fallback === undefined ? [] : [fallback]);
  const accounts = config.accounts.map((account) => ({ ...account, regions: account.regions ?? regions }));
  return {
    ...config,
    regions,
    accounts,
    ...(organization && { organization: { ...organization, regions: organization.regions ?? regions } }),
    sharding,
    ...resolvePartition(config, organization?.regions, fallback),
  };
}

function withoutLines(problems: readonly Problem[]): Problem[] {
  return problems.map((each) => (each.file === noFile ? { ...each, line: 0, column: 0 } : each));
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
