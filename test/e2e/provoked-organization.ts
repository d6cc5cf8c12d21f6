import { type Scenario, type ScenarioInput, scenarioOf } from '../../src/simulator/scenario/scenario.js';
import type { AccountRegion } from '../../src/simulator/world/arn.js';
import type { ConfigInput } from '../integration/daemon-config.js';
import { nightlyPlan, type Provocation, region, type Shown } from './provocation.js';
import { type Stage, stages } from './stage.js';

const role = { name: 'restore-test-monitor', externalId: 'end-to-end' };
const healthy = 'healthy';

/** One account for each provocation that is about one, and one in which nothing is ever wrong. */
export function provokedOrganization(provocations: readonly Provocation[]): Scenario {
  const members = provocations.flatMap(({ account, membership: { joins, leaves } = {} }) =>
    account === undefined
      ? []
      : [
          {
            id: accountId(provocations, account),
            name: account,
            ...(joins && { joins: stages[joins] }),
            ...(leaves && { leaves: stages[leaves] }),
          },
        ],
  );
  const shown = provocations.flatMap(({ account, shown: shownIn }) => {
    if (account === undefined) return [];
    const place = { accountId: accountId(provocations, account), region };
    const own = shownIn?.(place) ?? [];
    const isAboutPlans = own.some(({ plans }) => plans !== undefined);
    const all = isAboutPlans ? own : [{ plans: [nightlyPlan(place)] }, ...own];
    return all.map((each) => ({ place, each }));
  });
  return scenarioOf({
    regions: [region],
    role,
    accounts: [{ id: '111122223333', name: 'monitoring' }, { id: '222233334444', name: healthy }, ...members],
    organization: { management: 'monitoring' },
    ...healthyRoutines,
    jobs: listed(shown, ({ jobs }) => jobs),
    testingPlans: listed(shown, ({ plans }) => plans),
    protectedResources: listed(shown, ({ resources }) => resources),
    faults: provocations.flatMap(({ faults = [] }) => faults),
  });
}

export function accountId(provocations: readonly Provocation[], account: string): string {
  return String(500_000_000_001 + provocations.findIndex((one) => one.account === account));
}

/** The day that many days from now. */
function day(fromNow: number): string {
  return new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);
}

/** Exceptions to review: one has ended, the other matches nothing. */
function exceptionsToReview() {
  return [
    { name: 'ended', plan: 'nightly', reason: 'It was accepted until yesterday.', until: day(-1) },
    { name: 'unused', plan: 'retired', reason: 'There is no such plan.', until: day(30) },
  ];
}

/**
 * The configuration of a shard: at first it leaves an account out and shows too few resources, and from the cause on it has exceptions to
 * review until that is mended.
 */
export function configOf(shard: number, stage?: Stage): ConfigInput {
  const isMended = stage === 'cure';
  return {
    regions: [region],
    organization: {
      roleName: role.name,
      externalId: role.externalId,
      schedule: '2s',
      ...(!isMended && { exclude: { names: ['unmonitored'] } }),
    },
    sharding: { shard, totalShards: 2 },
    objectives: [
      { plan: 'lenient', successInterval: '2d', accept: ['partial'] },
      { plan: 'occasional', maxDuration: '1h', validation: 'required' },
      { maxDuration: '1h', successInterval: '2d', maxRecoveryPointAge: '26h', validation: 'required' },
    ],
    exceptions: stage === 'cause' ? exceptionsToReview() : [],
    poll: { schedule: '2s', deadline: '2m' },
    plans: { schedule: '3s' },
    resources: { schedule: '3s' },
    summaries: { schedule: '5s', accountId: 'ANY' },
    retry: { attempts: 10 },
    aws: { requestTimeout: '6s' },
    metrics: { perResource: { limit: isMended ? 1000 : 4 } },
    log: { level: 'info', format: 'json' },
  };
}

/** Tests of every night for a month, one every other minute since, and restores on demand beside them. */
const healthyRoutines = {
  liveSpeed: 120,
  liveRetention: '1h',
  plans: [
    {
      name: 'nightly',
      accounts: [healthy],
      every: '1d',
      at: '1h',
      liveEvery: '2m',
      validation: { window: '1h' },
      resources: [
        { type: 'RDS', name: 'orders', count: 2, restore: '9m..24m' },
        { type: 'S3', name: 'documents', restore: '20m..50m' },
      ],
    },
  ],
  onDemand: [
    {
      name: 'rehearsals',
      accounts: [healthy],
      every: '1d',
      liveEvery: '3m',
      resources: [{ type: 'S3', name: 'documents', restore: '5m..10m' }],
    },
  ],
} satisfies Partial<ScenarioInput>;

interface ShownIn {
  readonly place: AccountRegion;
  readonly each: Shown;
}

function listed<Row>(shown: readonly ShownIn[], rowsOf: (each: Shown) => readonly Row[] | undefined) {
  return shown.flatMap(({ place, each }) => {
    const rows = rowsOf(each);
    if (rows === undefined) return [];
    const from = each.from && { from: stages[each.from] };
    const until = each.until && { until: stages[each.until] };
    return [{ account: place.accountId, region: place.region, ...from, ...until, rows: [...rows] }];
  });
}
