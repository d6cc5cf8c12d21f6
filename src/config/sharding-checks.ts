import * as z from 'zod';
import type { CrossIssue } from './cross-issue.js';
import type { Environment } from './env-expansion.js';
import { resolveSharding } from './sharding.js';

const draft = z.object({
  sharding: z.object({ shard: z.union([z.number(), z.literal('auto')]), totalShards: z.number() }),
});

/** What is wrong with the shard that the file names; `given` are the options that stand above the file. */
export function shardingIssues(
  value: unknown,
  given: ReadonlyMap<string, unknown>,
  env: Environment,
): CrossIssue[] {
  const { success, data } = draft.safeParse(value);
  if (!success || given.has('sharding.shard')) return [];
  const above = given.get('sharding.totalShards');
  const totalShards = typeof above === 'number' ? above : data.sharding.totalShards;
  const sharding = resolveSharding({ ...data.sharding, totalShards }, env);
  return typeof sharding === 'string' ? [{ path: ['sharding', 'shard'], message: sharding }] : [];
}
