import type { Environment } from '../../yaml/expand-environment.js';

export interface Sharding {
  /** From 0. */
  readonly shard: number;
  readonly totalShards: number;
}

export interface WrittenSharding {
  readonly shard: number | 'auto';
  readonly totalShards: number;
}

/** The share of this process; a text says why there is none. */
export function resolveSharding(
  { shard, totalShards }: WrittenSharding,
  env: Environment,
): Sharding | string {
  const hostname = env['HOSTNAME'];
  const ordinal = shard === 'auto' ? ordinalOf(hostname) : shard;
  if (ordinal === undefined) {
    const found = hostname ? `found ${JSON.stringify(hostname)}` : 'but HOSTNAME is not set';
    return `auto needs a HOSTNAME that ends in an ordinal, such as restore-test-monitor-2, ${found}`;
  }
  if (ordinal < totalShards) return { shard: ordinal, totalShards };
  const origin = shard === 'auto' ? ` (from the HOSTNAME ${JSON.stringify(hostname)})` : '';
  return `shard ${ordinal}${origin} does not exist among ${totalShards}: shards are counted from 0, so the last is ${totalShards - 1}`;
}

function ordinalOf(hostname: string | undefined): number | undefined {
  const [, digits] = /-(\d{1,6})$/.exec(hostname ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
