import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createAbortController } from '../../src/aws/deadline.js';
import { currentFailure } from '../../src/targets/target-state.js';
import { knowErrorsOfNode } from '../aws/errors-of-node.js';
import { simulate } from '../simulator/running-simulator.js';
import { asOf, changingWorld, memberId, region, roleArn, tagKey } from './changing-world.js';
import { createAppAt } from './troubled-daemon.js';

const minuteMs = 60_000;
const hour = 60 * minuteMs;
const day = 24 * hour;

let awsMs = 0;
let skewMs = 0;

beforeAll(() => {
  knowErrorsOfNode();
  jest.spyOn(Date, 'now').mockImplementation(() => awsMs + skewMs);
});
afterAll(() => {
  jest.restoreAllMocks();
});

/** Polls once a minute on a machine whose clock is this far ahead of AWS's; what is known then, and how often a role was assumed. */
async function pollsWith(skews: readonly number[]) {
  const startMs = Date.parse('2026-03-10T12:00:00Z');
  awsMs = startMs;
  skewMs = 0;
  const aws = () => awsMs;
  const simulator = await simulate(changingWorld(skews.length), { clock: aws, machineClock: aws });
  const shutdown = createAbortController();
  const app = createAppAt(simulator, {
    config: { accounts: [{ id: memberId, roleArn, regions: [region] }], tags: { keys: [tagKey] } },
    attempts: 3,
    nowMs: Date.now,
    shutdown: shutdown.signal,
  });
  const known = [];
  for (const [minute, skew] of skews.entries()) {
    awsMs = startMs + minute * minuteMs;
    skewMs = skew;
    await app.watch.pollOnce();
    const [state] = app.states.all();
    if (state === undefined) throw new Error('no target');
    const { jobs } = state.sources;
    known.push({
      ...asOf(state, startMs),
      failure: currentFailure(state)?.reason,
      readAt: jobs?.lastSuccessAt?.getTime(),
    });
  }
  const roles = simulator.requests.filter(
    ({ operation, status }) => operation === 'AssumeRole' && status === 200,
  );
  await app.close();
  shutdown.abort(new Error('the test is over'));
  return { known, startMs, roles: roles.length };
}

/** Everything as it is in AWS in that minute, read when AWS says that it was. */
function everythingAsOf(minute: number, startMs: number) {
  const parts = [
    'listedJobs',
    'olderJobs',
    'plans',
    'recoveryPoints',
    'selections',
    'resources',
    'descriptions',
    'summaries',
    'tags',
  ];
  return {
    ...Object.fromEntries(parts.map((part) => [part, minute])),
    failure: undefined,
    // Less than five minutes of difference does no harm.
    readAt: expect.closeTo(startMs + minute * minuteMs, -6),
  };
}

describe('a machine whose clock', () => {
  it.each([
    ['is right', [0, 0, 0, 0]],
    ['is three hours ahead', [3 * hour, 3 * hour, 3 * hour, 3 * hour]],
    ['is three hours behind', [-3 * hour, -3 * hour, -3 * hour, -3 * hour]],
    ['is set forward and back', [0, 0, 3 * hour, 3 * hour, 0, 0]],
    ['is set back and forward', [0, 0, -3 * hour, -3 * hour, 0, 0]],
    ['is set back by more than the look-back', [0, 0, -40 * day, -40 * day, 0, 0]],
    ['is set forward by more than the look-back', [0, 0, 40 * day, 40 * day, 0, 0]],
    ['is set forward by more than the retention', [0, 0, 500 * day, 500 * day, 0, 0]],
    ['wanders', [0, 4 * minuteMs, -4 * minuteMs, 10 * minuteMs, -10 * minuteMs, 0]],
  ])('%s misses and forgets nothing', async (_, skews) => {
    const { known, startMs, roles } = await pollsWith(skews);
    expect(known).toEqual(skews.map((__, minute) => everythingAsOf(minute, startMs)));
    expect(roles).toBeLessThanOrEqual(2 + new Set(skews).size);
  });
});
