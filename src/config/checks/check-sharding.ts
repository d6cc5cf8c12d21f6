import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';
import type { Result } from '../../result.js';
import type { Sharding } from '../../targets/sharding.js';
import type { Environment } from '../../yaml/expand-environment.js';
import { getPath } from '../../yaml/get-path.js';
import type { FileConfig } from '../schema.js';

const draft = z.object({ shard: z.union([z.number(), z.literal('auto')]), totalShards: z.number() });

/** Finds problems of the shard that the file names; `given` are the options that override the file. */
export function checkSharding(
  value: unknown,
  given: ReadonlyMap<string, unknown>,
  env: Environment,
): OptionProblem[] {
  if (given.has('sharding.shard')) return [];
  const sharding = shardingOf(value, given, env);
  return sharding?.ok === false
    ? [{ code: 'unknown-shard', path: ['sharding', 'shard'], message: sharding.failure }]
    : [];
}

/** The shard that the file and what stands above it name, or why there is none. */
export function shardingOf(
  value: unknown,
  given: ReadonlyMap<string, unknown>,
  env: Environment,
): Result<Sharding, string> | undefined {
  const { success, data } = draft.safeParse({
    shard: given.get('sharding.shard') ?? getPath(value, 'sharding.shard'),
    totalShards: given.get('sharding.totalShards') ?? getPath(value, 'sharding.totalShards'),
  });
  return success ? resolveSharding(data, env) : undefined;
}

/** The shard of this process, or why there is none. */
export function resolveSharding(
  { shard, totalShards }: FileConfig['sharding'],
  env: Environment,
): Result<Sharding, string> {
  const hostname = env['HOSTNAME'];
  const ordinal = shard === 'auto' ? ordinalOf(hostname) : shard;
  if (ordinal === undefined) {
    const found = hostname ? `found ${JSON.stringify(hostname)}` : 'but HOSTNAME is not set';
    return {
      ok: false,
      failure: `auto needs a HOSTNAME that ends in an ordinal, such as restore-test-monitor-2, ${found}`,
    };
  }
  if (ordinal < totalShards) return { ok: true, value: { shard: ordinal, totalShards } };
  const origin = shard === 'auto' ? ` (from the HOSTNAME ${JSON.stringify(hostname)})` : '';
  return {
    ok: false,
    failure: `shard ${ordinal}${origin} does not exist among ${totalShards}: shards are counted from 0, so the last is ${totalShards - 1}`,
  };
}

function ordinalOf(hostname: string | undefined): number | undefined {
  const [, digits] = /-(\d{1,6})$/.exec(hostname ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
