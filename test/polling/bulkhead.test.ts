import { describe, expect, it } from '@jest/globals';
import type { AwsApis } from '../../src/aws/aws-apis.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { createTargetStates, type TargetStates } from '../../src/polling/target-states.js';
import { createWatch } from '../../src/polling/watch.js';
import type { Target } from '../../src/targets/target.js';
import { currentFailure } from '../../src/targets/target-state.js';
import { emitTo } from '../emit-to.js';
import { configured } from '../iam/configured.js';
import { monday } from '../restores/a-restore-job.js';
import { apiOf, type Weather } from '../sources/aws-model.js';

const fair: Weather = { pageSize: 2, shuffle: [1], lagMs: 0, fails: 'nothing' };
const off = { enabled: false };
const bad = 'eu-west-1';
const good = 'us-east-1';
const config = configured({
  regions: [bad, good],
  poll: { jitter: '0s' },
  summaries: off,
  plans: off,
  resources: off,
});
const targets: readonly Target[] = [bad, good].map((region) => ({ accountId: '', accountName: '', region }));

function refused(): never {
  throw new Error('not asked for');
}

/** Everything that works for a target, as it works where it has no bug. */
function partsOf() {
  const api = apiOf([], monday.getTime(), fair, () => undefined);
  const states = createTargetStates(targets, () => undefined);
  const apis: AwsApis = {
    forTarget: () => api,
    forTags: refused,
    forOrganization: refused,
    forAccount: refused,
    ownAccountId: refused,
    confirmOwnAccount: async () => ({ ok: true, value: '111122223333' }),
    clockAheadMs: () => 0,
    latestClockAheadMs: refused,
    proxies: refused,
    close: () => undefined,
  };
  return { api, apis, states };
}

type Parts = ReturnType<typeof partsOf>;
/** Makes a part throw for the one region while `isBroken` says so. */
type Sabotage = (parts: Parts, breaks: (region: string) => void) => Parts;

const sabotaged: readonly (readonly [string, Sabotage])[] = [
  [
    'its account is confirmed',
    (parts, breaks) => ({
      ...parts,
      apis: {
        ...parts.apis,
        async confirmOwnAccount(region, deadline) {
          breaks(region);
          return parts.apis.confirmOwnAccount(region, deadline);
        },
      },
    }),
  ],
  [
    'it is given its account',
    (parts, breaks) =>
      withStates(parts, {
        identify(target, accountId) {
          breaks(target.region);
          return parts.states.identify(target, accountId);
        },
      }),
  ],
  [
    'its API is looked up',
    (parts, breaks) => ({
      ...parts,
      apis: {
        ...parts.apis,
        forTarget(target) {
          breaks(target.region);
          return parts.api;
        },
      },
    }),
  ],
  [
    'it is read',
    (parts, breaks) => ({
      ...parts,
      apis: {
        ...parts.apis,
        forTarget: ({ region }) => ({
          ...parts.api,
          async call(operation, send, deadline) {
            breaks(region);
            return parts.api.call(operation, send, deadline);
          },
        }),
      },
    }),
  ],
  [
    'what was read is recorded',
    (parts, breaks) =>
      withStates(parts, {
        update: (target, next) =>
          parts.states.update(target, (state) => {
            const recorded = next(state);
            if (currentFailure(recorded.state) === undefined) breaks(target.region);
            return recorded;
          }),
      }),
  ],
];

function withStates(parts: Parts, changed: Partial<TargetStates>): Parts {
  return { ...parts, states: { ...parts.states, ...changed } };
}

describe('an exception', () => {
  it.each(sabotaged)('makes the target fail, and no other, when %s', async (_, sabotage) => {
    let isBroken = true;
    const { apis, states } = sabotage(partsOf(), (region) => {
      if (isBroken && region === bad) throw new TypeError('a bug');
    });
    const polls: string[] = [];
    const watch = createWatch(config, {
      states,
      apisOf: () => apis,
      emit: emitTo({
        pollEnded: ({ target: { region }, source, error }) =>
          polls.push(`${source} of ${region}: ${error instanceof Error ? error.stack : 'read'}`),
      }),
      now: () => monday,
      shutdown: createAbortController().signal,
    });
    const reasons = () =>
      Object.fromEntries(states.all().map((state) => [state.target.region, currentFailure(state)?.reason]));

    await watch.pollOnce();
    expect(reasons()).toEqual({ [bad]: 'internal', [good]: undefined });
    expect(polls.toSorted((a, b) => a.localeCompare(b))).toEqual([
      expect.stringMatching(/^jobs of eu-west-1: TypeError: a bug\n {4}at /),
      'jobs of us-east-1: read',
    ]);

    isBroken = false;
    await watch.pollOnce();
    expect(reasons()).toEqual({ [bad]: undefined, [good]: undefined });
    watch.close();
  });
});
