import { describe, expect, it } from '@jest/globals';
import type { Discovery } from '../../src/polling/discovery.js';
import { discoverySchedules } from '../../src/polling/discovery-schedules.js';
import type { DiscoveryState } from '../../src/targets/discovery-state.js';

const every = (ms: number) => ({ kind: 'interval', every: ms }) as const;
const poll = {
  schedule: every(300_000),
  concurrency: 10,
  deadline: 120_000,
  relistInterval: 86_400_000,
  jitter: 0,
};
const organization = { roleName: 'monitor', regions: ['eu-west-1'], schedule: every(60_000) };
const failure = { operation: 'ListAccounts', reason: 'throttled', message: 'Rate exceeded' } as const;

const discoveryOf = (state: DiscoveryState, isConfirmationDue = false): Discovery => ({
  isConfirmationDue: () => isConfirmationDue,
  refresh: () => Promise.reject(new Error('not called')),
  state: () => state,
  stop: () => undefined,
});

/** The schedules of what looks for targets, and how often it looks when each of them has ticked. */
function scheduled(
  config: Parameters<typeof discoverySchedules>[0],
  state: DiscoveryState,
  isConfirmationDue = false,
) {
  let looks = 0;
  const discovery = discoveryOf(state, isConfirmationDue);
  const works = discoverySchedules(config, discovery, () => {
    looks += 1;
  });
  for (const [, { tick }] of works) tick();
  return {
    looks,
    works: works.map(([name, { schedule, settings }]) => [name, schedule, settings === discovery]),
  };
}

describe('targets are looked for', () => {
  it('never where all of them are named', () => {
    expect(discoverySchedules({ poll }, undefined, () => undefined)).toEqual([]);
  });

  it('with the jobs, too, when what a list left out is to be confirmed', () => {
    expect(scheduled({ poll, organization }, {}, true).looks).toBe(2);
  });

  it('when the organization says so, and not with the jobs while that succeeds', () => {
    expect(scheduled({ poll, organization }, {})).toEqual({
      looks: 1,
      works: [
        ['discovery', every(60_000), true],
        ['failed discovery', every(300_000), true],
      ],
    });
  });

  it('with the jobs as well while that fails', () => {
    expect(scheduled({ poll, organization }, { failure }).looks).toBe(2);
  });

  it('every hour where only regions are looked for', () => {
    expect(scheduled({ poll }, {}).works).toEqual([
      ['discovery', every(3_600_000), true],
      ['failed discovery', every(300_000), true],
    ]);
  });
});
