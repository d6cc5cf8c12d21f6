import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AwsApis } from '../../src/aws/aws-apis.js';
import { createAbortController } from '../../src/aws/deadline.js';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { memoizeLatest } from '../../src/memoize-latest.js';
import { namedTargets } from '../../src/polling/discover-targets.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import { createWatch } from '../../src/polling/watch.js';
import type { RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { emitTo } from '../emit-to.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';
import { apiOf, type Timeline, type Weather } from '../sources/aws-model.js';

const fair: Weather = { pageSize: 2, shuffle: [1], lagMs: 0, fails: 'nothing' };
const base = loadConfig({ file: undefined, flags: {}, env: { AWS_REGION: 'eu-west-1' } });
if (!base.ok) throw new Error('the defaults are not valid');
const defaults = base.value;

const regions = ['eu-west-1'];
const stays = { id: '111122223333', name: 'payments', regions };
const other = { id: '444455556666', roleArn: 'arn:aws:iam::444455556666:role/monitor', regions };
const poll = { ...defaults.poll, jitter: 0 };
const off = { enabled: false } as const;

/** The configurations that reloads go back and forth between; all of them watch the first account. */
const variants: readonly Config[] = [
  { accounts: [stays] },
  { accounts: [stays, other] },
  { accounts: [stays, { ...other, externalId: 'another-one' }] },
  { accounts: [stays, { ...other, name: 'billing' }], rateLimit: 7 },
  { accounts: [stays], poll: { ...poll, concurrency: 1, deadline: 90_000 } },
  { accounts: [stays], poll: { ...poll, schedule: { kind: 'interval' as const, every: 7_200_000 } } },
  { accounts: [stays], retry: { ...defaults.retry, attempts: 1 } },
].map((changes) => ({
  ...defaults,
  poll,
  summaries: { ...defaults.summaries, ...off },
  plans: { ...defaults.plans, ...off },
  resources: { ...defaults.resources, ...off },
  ...changes,
}));

/** Polls, some of them with a reload after so many turns of the event loop. */
const steps = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 1000, max: dayMs }),
    reload: fc.option(fc.record({ to: fc.nat({ max: variants.length - 1 }), turns: fc.nat({ max: 12 }) }), {
      nil: undefined,
    }),
  }),
  { minLength: 2, maxLength: 15 },
);

const jobs = fc.array(
  fc.record({
    createdMs: fc.integer({ min: -6 * dayMs, max: 6 * dayMs }),
    resource: fc.constantFrom('ledger', 'orders'),
    isOnDemand: fc.boolean(),
    pendingMs: fc.integer({ min: 0, max: hourMs }),
    runningMs: fc.integer({ min: 0, max: 20 * hourMs }),
    status: fc.constantFrom('COMPLETED' as const, 'FAILED' as const, 'ABORTED' as const),
  }),
  { minLength: 1, maxLength: 8 },
);

type Step = ReturnType<typeof steps.generate>['value'][number];

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

function refused(): never {
  throw new Error('not asked for');
}

/** AWS with answers that take a few turns of the event loop. */
function sessionsTo(truth: readonly Timeline[], now: () => Date): AwsApis {
  return {
    forTarget() {
      const { client, call } = apiOf(truth, now().getTime(), fair, () => undefined);
      const send = async (command: Parameters<typeof client.send>[0]) => {
        await turns(2);
        return client.send(command);
      };
      return { client: Object.assign(Object.create(client), { send }), call };
    },
    forTags: refused,
    forOrganization: refused,
    forAccount: refused,
    ownAccountId: refused,
    confirmOwnAccount: refused,
    clockAheadMs: () => 0,
    latestClockAheadMs: () => [],
    proxies: refused,
    close: () => undefined,
  };
}

/** What is known of the first account after the steps. */
async function ledgerAfter(truth: readonly Timeline[], taken: readonly Step[]): Promise<RestoreLedger> {
  let now = monday;
  const shutdown = createAbortController();
  const [first = defaults] = variants;
  const apisOf = memoizeLatest<object, AwsApis>(() => sessionsTo(truth, () => now));
  const states = createTargetStates(namedTargets(first), () => undefined);
  const watch = createWatch(first, {
    states,
    apisOf: ({ rateLimit, retry }) => apisOf({ rateLimit, retry }),
    emit: emitTo(),
    now: () => now,
    shutdown: shutdown.signal,
  });
  watch.start();
  for (const { afterMs, reload } of taken) {
    await turns(60);
    now = later(now, afterMs);
    void watch.pollOnce();
    if (reload === undefined) continue;
    await turns(reload.turns);
    watch.reconfigure(variants[reload.to] ?? first);
  }
  await turns(60);
  watch.stop();
  shutdown.abort();
  const [target] = namedTargets(first);
  if (target === undefined) throw new Error('nothing is watched');
  return states.of(target).restores;
}

it('knows after any reloads in the midst of polls exactly what it knows without any', async () => {
  await fc.assert(
    fc.asyncProperty(jobs, steps, async (lives, taken) => {
      const truth = lives.map(
        (life, index): Timeline => ({
          ...life,
          id: `job-${index}`,
          createdMs: monday.getTime() + life.createdMs,
          vanishesMs: Number.POSITIVE_INFINITY,
        }),
      );
      const undisturbed = await ledgerAfter(
        truth,
        taken.map(({ afterMs }) => ({ afterMs, reload: undefined })),
      );
      expect(await ledgerAfter(truth, taken)).toEqual(undisturbed);
    }),
    { numRuns: 60 },
  );
});
