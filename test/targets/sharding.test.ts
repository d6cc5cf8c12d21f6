import { describe, expect, it } from '@jest/globals';
import { shardOf, targetsOfShard } from '../../src/targets/sharding.js';
import { type Target, targetKey } from '../../src/targets/target.js';

const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'];
const accountId = (index: number) => String(100_000_000_000 + index * 7_919_317);
const targets: Target[] = Array.from({ length: 500 }, (_, index) => accountId(index)).flatMap((id) =>
  regions.map((region) => ({ accountId: id, accountName: id, region })),
);
const keys = targets.map(targetKey);

describe.each([1, 2, 3, 4, 5, 6, 7])('among %d shards', (totalShards) => {
  const shards = Array.from({ length: totalShards }, (_, shard) => shard);
  const shares = shards.map((shard) => targetsOfShard(targets, { shard, totalShards }));

  it('each target is of exactly one', () => {
    expect(shares.flat()).toHaveLength(targets.length);
    expect(new Set(shares.flat())).toEqual(new Set(targets));
  });

  it('each has about as many targets as any other', () => {
    const fair = targets.length / totalShards;
    for (const share of shares) {
      expect(share.length).toBeGreaterThan(0.85 * fair);
      expect(share.length).toBeLessThan(1.15 * fair);
    }
  });

  it('a further one takes about its share, and nothing moves to any other', () => {
    const moved = keys.filter((key) => shardOf(key, totalShards) !== shardOf(key, totalShards + 1));
    expect(new Set(moved.map((key) => shardOf(key, totalShards + 1)))).toEqual(new Set([totalShards]));
    const fair = keys.length / (totalShards + 1);
    expect(moved.length).toBeGreaterThan(0.85 * fair);
    expect(moved.length).toBeLessThan(1.15 * fair);
  });
});

it('depends on nothing but the account and the region', () => {
  const renamed = targets.toReversed().map((target) => ({ ...target, accountName: 'renamed' }));
  const share = { shard: 1, totalShards: 3 };
  expect(new Set(targetsOfShard(renamed, share).map(targetKey))).toEqual(
    new Set(targetsOfShard(targets, share).map(targetKey)),
  );
});

it('stays as it is from version to version', () => {
  expect(keys.slice(0, 12).map((key) => shardOf(key, 3))).toMatchInlineSnapshot(`
[
  0,
  1,
  1,
  1,
  0,
  2,
  1,
  1,
  0,
  1,
  0,
  1,
]
`);
});
