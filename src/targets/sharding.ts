import { type Target, targetKey } from './target.js';

/** The share of one process among several with the same configuration. */
export interface Sharding {
  /** From 0. */
  readonly shard: number;
  readonly totalShards: number;
}

/**
 * The targets of the shard, by rendezvous hashing: each process finds by itself which targets are its own, no
 * target is of two shards, and a further shard takes its share from the others without moving anything else.
 */
export function targetsOfShard(targets: readonly Target[], { shard, totalShards }: Sharding): Target[] {
  return targets.filter((target) => shardOf(targetKey(target), totalShards) === shard);
}

/** A number from 0 up to 1 that spreads keys evenly: where in an interval each has its turn. */
export function turnOf(key: string): number {
  return mixed(fnv1a(key)) / 2 ** 32;
}

export function shardOf(key: string, totalShards: number): number {
  const hash = fnv1a(key);
  let winner = 0;
  let highest = -1;
  for (let shard = 0; shard < totalShards; shard++) {
    const weight = mixed(hash ^ mixed(shard + 1));
    if (weight > highest) {
      winner = shard;
      highest = weight;
    }
  }
  return winner;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The last step of MurmurHash3: every bit of the input reaches every bit of the result. */
function mixed(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
