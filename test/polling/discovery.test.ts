import { describe, expect, it } from '@jest/globals';
import { createAbortController } from '../../src/aws/deadline.js';
import { createDiscovery, type DiscoveryOptions } from '../../src/polling/discovery.js';
import { createReadiness } from '../../src/polling/readiness.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { Discovered } from '../../src/targets/discovery-state.js';
import { noLists } from '../../src/targets/known-lists.js';
import type { Reading } from '../../src/targets/reading.js';
import type { Target } from '../../src/targets/target.js';
import { emitTo } from '../emit-to.js';
import { asUpdate } from '../targets/as-update.js';

const targetOf = (accountId: string, more: Partial<Target> = {}): Target => ({
  accountId,
  accountName: accountId,
  region: 'eu-west-1',
  ...more,
});
const one = targetOf('111122223333');
const two = targetOf('444455556666');
const failure: CallFailure = { operation: 'ListAccounts', reason: 'unavailable', message: 'Try later.' };

const rule = { readings: 2, durationMs: 3_600_000 };

function found(...targets: Target[]): Discovered {
  return { targets, lists: noLists };
}

function discoveryOf(readings: Reading<Discovered>[], options: Partial<DiscoveryOptions> = {}) {
  const states = createTargetStates([], () => undefined);
  const shutdown = createAbortController();
  let minutes = 0;
  const discovery = createDiscovery({
    discover: async () => readings.shift() ?? { ok: false, failure },
    omissions: rule,
    states,
    sharding: { shard: 0, totalShards: 1 },
    emit: emitTo(),
    now: () => new Date(60_000 * ++minutes),
    deadlineMs: 1000,
    shutdown: shutdown.signal,
    ...options,
  });
  return { discovery, states, shutdown, ready: createReadiness(states, discovery.state, allPublished) };
}

const allPublished = { changes: () => 1, published: () => 1 };
const unchanged = { joined: [], altered: [], left: [] };
const tried = { sources: { jobs: { durationSeconds: 1 } } };

describe('discovery', () => {
  it('watches what it finds, tells what joined, and keeps what is known of those that stay', async () => {
    const renamed = targetOf(two.accountId, { accountName: 'payments' });
    const { discovery, states } = discoveryOf([
      { ok: true, value: found(one, two) },
      { ok: true, value: found(renamed) },
    ]);
    expect(await discovery.refresh()).toEqual({ ...unchanged, joined: [one, two] });
    states.update(
      two,
      asUpdate((state) => ({ ...state, ...tried })),
    );
    const stays = states.of(two);
    expect(await discovery.refresh()).toEqual({ ...unchanged, altered: [renamed], left: [one] });
    expect(states.all()).toEqual([{ ...stays, target: renamed }]);
    expect(discovery.state()).toEqual({ lastSuccessAt: new Date(120_000), ...found(renamed) });
  });

  it('keeps all targets where it fails, and some where it fails for some', async () => {
    const { discovery, states } = discoveryOf([
      { ok: true, value: found(one) },
      { ok: false, failure },
      { ok: false, failure, partial: found(two) },
    ]);
    await discovery.refresh();
    await discovery.refresh();
    expect(states.all().map(({ target }) => target)).toEqual([one]);
    expect(discovery.state()).toEqual({ lastSuccessAt: new Date(60_000), failure, ...found(one) });
    expect(await discovery.refresh()).toEqual({ joined: [two], altered: [], left: [one] });
    expect(discovery.state()).toEqual({ lastSuccessAt: new Date(60_000), failure, ...found(two) });
  });

  it('knows the units above accounts by the latest look that found them, and moves no target for them', async () => {
    const inUnit = (unit: string): Discovered => ({
      ...found(one),
      targets: [{ ...one }],
      organizationalUnits: new Map([[one.accountId, [unit]]]),
    });
    const { discovery, states } = discoveryOf([
      { ok: true, value: inUnit('ou-1') },
      { ok: false, failure, partial: inUnit('ou-2') },
      { ok: false, failure },
      { ok: true, value: found(one) },
    ]);
    const known = [];
    for (let look = 0; look < 4; look++) {
      const changes = await discovery.refresh();
      known.push([discovery.state().organizationalUnits?.get(one.accountId), changes.altered]);
    }
    expect(known).toEqual([
      [['ou-1'], []],
      [['ou-2'], []],
      [['ou-2'], []],
      [undefined, []],
    ]);
    expect(states.all()).toHaveLength(1);
  });

  it('keeps all targets where it meets a bug, and goes on', async () => {
    const looks: (() => Reading<Discovered>)[] = [
      () => ({ ok: true, value: found(one) }),
      () => {
        throw new TypeError('not a function');
      },
      () => ({ ok: true, value: found(one, two) }),
    ];
    const { discovery, states } = discoveryOf([], {
      discover: async () => looks.shift()?.() ?? { ok: false, failure },
    });
    await discovery.refresh();
    expect(await discovery.refresh()).toEqual(unchanged);
    expect(discovery.state()).toEqual({
      lastSuccessAt: new Date(60_000),
      failure: {
        operation: 'restore-test-monitor',
        reason: 'internal',
        message: 'TypeError: not a function',
      },
      ...found(one),
    });
    await discovery.refresh();
    expect(states.all().map(({ target }) => target)).toEqual([one, two]);
  });

  it('hands what is known to the next look, and wants another when what a list leaves out is to be confirmed', async () => {
    const omissions = new Map([['2', { since: new Date(120_000), readings: 0 }]]);
    const lists = { ...noLists, accounts: { rows: [], omissions } };
    const looks = [found(one), { targets: [one], lists }];
    const known: unknown[] = [];
    let minute = 0;
    const { discovery } = discoveryOf([], {
      now: () => new Date(60_000 * minute),
      async discover(state, at) {
        known.push([state, at]);
        return { ok: true, value: looks.shift() ?? found() };
      },
    });
    minute = 1;
    await discovery.refresh();
    minute = 2;
    await discovery.refresh();
    expect(known).toEqual([
      [{}, new Date(60_000)],
      [{ lastSuccessAt: new Date(60_000), ...found(one) }, new Date(120_000)],
    ]);
    const due = [31, 32].map((minutes) => {
      minute = minutes;
      return discovery.isConfirmationDue();
    });
    expect(due).toEqual([false, true]);
  });

  it('looks once at a time', async () => {
    let looks = 0;
    const { discovery } = discoveryOf([], {
      discover: async () => {
        looks += 1;
        return { ok: true, value: found(one) };
      },
    });
    expect(await Promise.all([discovery.refresh(), discovery.refresh()])).toEqual([
      { ...unchanged, joined: [one] },
      unchanged,
    ]);
    expect(looks).toBe(1);
  });

  it('says nothing of the organization when a shutdown interrupts it', async () => {
    const { discovery, shutdown } = discoveryOf([{ ok: false, failure }]);
    shutdown.abort();
    expect(await discovery.refresh()).toEqual(unchanged);
    expect(discovery.state()).toEqual({});
  });
});

describe('the state of a target that left', () => {
  it('is gone for good, also where it joins again while it is being read', async () => {
    const again = targetOf(one.accountId);
    const { discovery, states } = discoveryOf([
      { ok: true, value: found(one) },
      { ok: true, value: found() },
      { ok: true, value: found(again) },
    ]);
    await discovery.refresh();
    await discovery.refresh();
    expect(states.has(one)).toBe(false);
    states.update(
      one,
      asUpdate((state) => ({ ...state, ...tried })),
    );
    expect(states.all()).toEqual([]);
    await discovery.refresh();
    expect([states.has(one), states.has(again)]).toEqual([false, true]);
  });
});

describe('readiness', () => {
  it('waits for the first targets and for a try of each, and for nothing that comes later', async () => {
    const { discovery, states, ready } = discoveryOf([
      { ok: false, failure },
      { ok: true, value: found(one) },
      { ok: true, value: found(one, two) },
      { ok: false, failure },
    ]);
    expect(ready.undiscovered()).toBe('the targets are not known yet');
    expect(ready.untriedTargets()).toEqual([]);
    await discovery.refresh();
    expect(ready.untriedTargets()).toEqual([]);
    expect(ready.undiscovered()).toBe('the targets are not known yet: ListAccounts: unavailable: Try later.');
    await discovery.refresh();
    expect(ready.undiscovered()).toBeUndefined();
    expect(ready.untriedTargets()).toEqual(['111122223333/eu-west-1']);
    states.update(
      one,
      asUpdate((state) => ({ ...state, ...tried })),
    );
    expect([ready.untriedTargets(), ready.isUnpublished()]).toEqual([[], false]);
    await discovery.refresh();
    await discovery.refresh();
    expect([ready.untriedTargets(), ready.undiscovered()]).toEqual([[], undefined]);
  });
});
