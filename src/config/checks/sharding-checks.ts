import * as z from 'zod';
import type { Environment } from '../../yaml/expand-environment.js';
import { getPath } from '../../yaml/get-path.js';
import { resolveSharding, type Sharding } from '../values/sharding.js';
import type { CrossIssue } from './cross-issue.js';

const draft = z.object({ shard: z.union([z.number(), z.literal('auto')]), totalShards: z.number() });

/** What is wrong with the shard that the file names; `given` are the options that stand above the file. */
export function shardingIssues(
  value: unknown,
  given: ReadonlyMap<string, unknown>,
  env: Environment,
): CrossIssue[] {
  if (given.has('sharding.shard')) return [];
  const sharding = shardingOf(value, given, env);
  return typeof sharding === 'string' ? [{ path: ['sharding', 'shard'], message: sharding }] : [];
}

/** The shard that the file and what stands above it name; a text says why there is none. */
export function shardingOf(
  value: unknown,
  given: ReadonlyMap<string, unknown>,
  env: Environment,
): Sharding | string | undefined {
  const { success, data } = draft.safeParse({
    shard: given.get('sharding.shard') ?? getPath(value, 'sharding.shard'),
    totalShards: given.get('sharding.totalShards') ?? getPath(value, 'sharding.totalShards'),
  });
  return success ? resolveSharding(data, env) : undefined;
}
