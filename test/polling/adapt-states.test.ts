import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import {
  adaptStates,
  needsNewDiscovery,
  obsoleteSources,
  targetsAfter,
} from '../../src/polling/adapt-states.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import { recordPlan } from '../../src/restores/plans/plan-history.js';
import type { Target } from '../../src/targets/target.js';
import { newTargetState, type TargetState } from '../../src/targets/target-state.js';
import { aPlan } from '../restores/a-plan.js';
import { dayMs, monday } from '../restores/a-restore-job.js';
import { asUpdate } from '../targets/as-update.js';

const loaded = loadConfig({ file: undefined, flags: {}, env: { AWS_REGION: 'eu-west-1' } });
if (!loaded.ok) throw new Error('the defaults are not valid');
const defaults = loaded.value;

const payments = { id: '111122223333', name: 'payments', regions: ['eu-west-1'] };
const everywhere = { ...payments, regions: 'all' as const };
const organization = {
  roleName: 'monitor',
  regions: ['eu-west-1'],
  schedule: { kind: 'interval', every: 60_000 },
} as const;
const config = (changes: Partial<Config>): Config => ({ ...defaults, ...changes });
const { poll, summaries, plans, resources } = defaults;

const targetOf = (accountId: string, more: Partial<Target> = {}): Target => ({
  accountId,
  accountName: accountId,
  region: 'eu-west-1',
  ...more,
});
const named = targetOf(payments.id, { accountName: 'payments' });
const found = targetOf('444455556666');

describe('targets are looked for anew', () => {
  const before = config({ organization });
  it.each<[string, Partial<Config>]>([
    ['other accounts are named', { accounts: [payments] }],
    ['other members are wanted', { organization: { ...organization, include: { names: ['prod-*'] } } }],
    ['their role is another', { organization: { ...organization, roleName: 'auditor' } }],
    ['other regions are', { regions: ['us-east-1'] }],
    ['the partition is another', { partition: 'aws-cn' }],
    ['the home region is', { homeRegion: 'us-east-1' }],
    ['the global region is', { globalRegion: 'cn-northwest-1' }],
    ['more may be asked at a time', { poll: { ...poll, concurrency: 1 } }],
    ['there is more time for it', { poll: { ...poll, deadline: 1 } }],
  ])('where %s', (_, changes) => {
    expect(needsNewDiscovery(before, config({ organization, ...changes }))).toBe(true);
  });

  it.each<[string, Partial<Config>]>([
    ['nothing differs', {}],
    [
      'they are looked for at other times',
      { organization: { ...organization, schedule: { kind: 'interval', every: 1 } } },
    ],
    ['jobs are polled at other times', { poll: { ...poll, schedule: { kind: 'interval', every: 1 } } }],
    ['the jitter is another', { poll: { ...poll, jitter: 1 } }],
    ['the rate is', { rateLimit: 1 }],
  ])('not where %s', (_, changes) => {
    expect(needsNewDiscovery(before, config({ organization, ...changes }))).toBe(false);
  });

  it('where there is no organization any more, or one at last', () => {
    expect(needsNewDiscovery(before, defaults)).toBe(true);
    expect(needsNewDiscovery(defaults, before)).toBe(true);
    expect(needsNewDiscovery(defaults, defaults)).toBe(false);
  });
});

describe('the targets to go on with', () => {
  const asKnown = { ...named, accountName: 'as it was' };
  const states = createTargetStates([asKnown, found], () => undefined);

  it('are those that are named, and no other where nothing is looked for', () => {
    expect(targetsAfter(config({ accounts: [payments] }), states)).toEqual([named]);
  });

  it('are those that are known as well until AWS has been asked, as they are named now', () => {
    expect(targetsAfter(config({ accounts: [payments], organization }), states)).toEqual([named, found]);
    expect(targetsAfter(config({ accounts: [everywhere] }), states)).toEqual([asKnown, found]);
  });

  it('are of the own shard', () => {
    const accounts = [payments, { ...payments, id: '444455556666', name: '444455556666' }];
    const shares = [0, 1].map((shard) =>
      targetsAfter(config({ accounts, sharding: { shard, totalShards: 2 } }), states),
    );
    expect(shares.map((share) => share.length)).toEqual([1, 1]);
    expect(new Set(shares.flat())).toEqual(new Set([named, found]));
  });
});

describe('facts are dropped', () => {
  it.each<[string, Partial<Config>, string[]]>([
    ['none where nothing differs', {}, []],
    ['of plans that are not read any more', { plans: { ...plans, enabled: false } }, ['plans']],
    ['of resources', { resources: { ...resources, enabled: false } }, ['resources']],
    ['of summaries', { summaries: { ...summaries, enabled: false } }, ['summaries']],
    [
      'of summaries over another period',
      { summaries: { ...summaries, period: 'SEVEN_DAYS' } },
      ['summaries'],
    ],
    ['of another account', { summaries: { ...summaries, accountId: 'ANY' } }, ['summaries']],
    ['of other states', { summaries: { ...summaries, state: 'FAILED' } }, ['summaries']],
    ['of other types', { summaries: { ...summaries, resourceType: 'EC2' } }, ['summaries']],
    [
      'of all of them, each once',
      {
        summaries: { ...summaries, enabled: false, state: 'FAILED' },
        plans: { ...plans, enabled: false },
        resources: { ...resources, enabled: false },
      },
      ['plans', 'resources', 'summaries'],
    ],
    ['none where only the schedule differs', { summaries: { ...summaries, schedule: poll.schedule } }, []],
    ['none where jobs are polled at other times', { poll: { ...poll, jitter: 1 } }, []],
  ])('%s', (_, changes, expected) => {
    expect(obsoleteSources(defaults, config(changes)).map(({ id }) => id)).toEqual(expected);
  });

  it('none where a source is read at last', () => {
    expect(obsoleteSources(config({ plans: { ...plans, enabled: false } }), defaults)).toEqual([]);
  });
});

describe('what is known of the targets', () => {
  const read = { durationSeconds: 1, lastSuccessAt: monday };
  const of = (target: Target): TargetState => ({
    ...newTargetState(target),
    restores: { ...newTargetState(target).restores, lookbackStart: monday },
    plans: [aPlan()],
    planRecords: new Map([['daily', { history: recordPlan(undefined, aPlan(), monday), runs: {} }]]),
    resources: [{ arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders', resourceType: 'RDS' }],
    lastRestores: new Map([['arn:aws:rds:eu-west-1:111122223333:db:orders', monday]]),
    sources: { jobs: read, plans: read, resources: read, summaries: read },
    asOf: monday,
  });
  const adapted = (before: Config, after: Config) => {
    const states = createTargetStates([named, found], () => undefined);
    for (const target of [named, found])
      states.update(
        target,
        asUpdate(() => of(target)),
      );
    adaptStates(states, before, after);
    return states.all();
  };

  it('stays where nothing concerns it', () => {
    expect(adapted(defaults, config({ rateLimit: 1 }))).toEqual([of(named), of(found)]);
    expect(adapted(defaults, config({ lookback: 8 * dayMs }))).toEqual([of(named), of(found)]);
  });

  it('loses the facts of sources that are not read any more', () => {
    const after = config({
      plans: { ...plans, enabled: false },
      resources: { ...resources, enabled: false },
    });
    expect(adapted(defaults, after)).toEqual(
      [named, found].map((target) => ({
        ...of(target),
        plans: [],
        planRecords: new Map(),
        resources: [],
        lastRestores: new Map(),
        sources: { jobs: read, summaries: read },
      })),
    );
  });

  it('loses the facts of sources that are not read of some accounts or regions any more', () => {
    const exclude = [{ accounts: [named.accountId] }];
    const after = config({ summaries: { ...summaries, exclude }, plans: { ...plans, exclude } });
    expect(adapted(defaults, after)).toEqual([
      {
        ...of(named),
        plans: [],
        planRecords: new Map(),
        sources: { jobs: read, resources: read },
      },
      of(found),
    ]);
  });

  it('counts nothing of what a longer look-back lists for the first time', () => {
    expect(adapted(config({ lookback: 8 * dayMs }), defaults)).toEqual(
      [named, found].map((target) => ({
        ...of(target),
        restores: { ...of(target).restores, forgottenUntil: monday },
      })),
    );
  });
});
