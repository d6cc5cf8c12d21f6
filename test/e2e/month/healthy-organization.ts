import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';

type Plan = NonNullable<ScenarioInput['plans']>[number];

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours ahead of UTC, and from when on, as the governments have them; not what the daemon computes. */
const offsets = {
  'Etc/UTC': [['2000-01-01T00:00Z', 0]],
  'Europe/Berlin': [
    ['2026-03-29T01:00Z', 2],
    ['2026-10-25T01:00Z', 1],
  ],
  'America/New_York': [
    ['2026-03-08T07:00Z', -4],
    ['2026-11-01T06:00Z', -5],
  ],
  'Australia/Sydney': [
    ['2026-04-04T16:00Z', 10],
    ['2026-10-03T16:00Z', 11],
  ],
} as const;

type Zone = keyof typeof offsets;

interface Starts {
  readonly zone?: Zone;
  /** The wall time of a start, such as 02:30. */
  readonly at: string;
  /** On which days; every day where absent. */
  readonly on?: (day: Date) => boolean;
  /** Which start there is where a wall time comes twice. */
  readonly repeated?: 'first' | 'second';
}

const firstDayMs = Date.parse('2026-08-24T00:00:00Z');
const lastDayMs = Date.parse('2026-11-04T00:00:00Z');

/** The moments of a plan's starts; a wall time that is skipped has none. */
function starts({ zone = 'Etc/UTC', at, on = () => true, repeated = 'first' }: Starts): string[] {
  const days = Array.from(
    { length: (lastDayMs - firstDayMs) / dayMs },
    (_, index) => new Date(firstDayMs + index * dayMs),
  );
  return days.flatMap((day) => {
    const wallMs = Date.parse(`${day.toISOString().slice(0, 10)}T${at}:00Z`);
    const changes = offsets[zone].map(([fromText, hours]) => ({ fromMs: Date.parse(fromText), hours }));
    const moments = changes.flatMap(({ fromMs, hours }, index) => {
      const atMs = wallMs - hours * hourMs;
      const untilMs = changes[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
      return atMs >= fromMs && atMs < untilMs ? [atMs] : [];
    });
    const moment = repeated === 'first' ? moments[0] : moments.at(-1);
    return moment === undefined || !on(day) ? [] : [new Date(moment).toISOString()];
  });
}

const isWeekday = (day: Date) => day.getUTCDay() % 6 !== 0;
const isSunday = (day: Date) => day.getUTCDay() === 0;
const isMonday = (day: Date) => day.getUTCDay() === 1;
const isFirst = (day: Date) => day.getUTCDate() === 1;

const storefront = { type: 'EC2', name: 'storefront', count: 2, restore: '6m..18m' } as const;
const catalogue = { type: 'EBS', name: 'catalogue', restore: '3m..9m' } as const;

/** A moment as an offset from the start of the simulator. */
export function since(startMs: number, moment: string): string {
  const minutes = (Date.parse(moment) - startMs) / minuteMs;
  return minutes < 0 ? `-${-minutes}m` : `${minutes}m`;
}

const plansFrom = (startMs: number): Plan[] => [
  {
    // 02:30 comes twice on October 25.
    name: 'nightly_databases',
    accounts: ['payments'],
    regions: ['eu-central-1'],
    timezone: 'Europe/Berlin',
    schedule: 'cron(30 2 * * ? *)',
    runsAt: starts({ zone: 'Europe/Berlin', at: '02:30' }),
    startWindow: '1h',
    // Nearly too late.
    validation: { window: '4h', takes: '30m..3h55m' },
    deletion: { takes: '10m..3h' },
    resources: [
      { type: 'RDS', name: 'ledger', count: 2, restore: '9m..50m', size: '180GiB' },
      { type: 'Aurora', name: 'card-vault', restore: '14m..40m' },
    ],
  },
  {
    // 01:30 comes twice on November 1; this one starts at the second.
    name: 'nightly_sessions',
    accounts: ['payments'],
    regions: ['us-east-1'],
    timezone: 'America/New_York',
    schedule: 'cron(30 1 ? * * *)',
    runsAt: starts({ zone: 'America/New_York', at: '01:30', repeated: 'second' }),
    startWindow: '1h',
    validation: { window: '1h', takes: '5m..55m' },
    resources: [{ type: 'DynamoDB', name: 'sessions', count: 2, restore: '5m..12m' }],
  },
  {
    // There is no 02:30 on October 4.
    name: 'nightly_claims',
    accounts: ['insurance'],
    timezone: 'Australia/Sydney',
    schedule: 'cron(30 2 * * ? *)',
    runsAt: starts({ zone: 'Australia/Sydney', at: '02:30' }),
    startWindow: '24h',
    validation: { window: '2h', takes: '10m..110m' },
    resources: [
      { type: 'RDS', name: 'claims', restore: '10m..50m' },
      {
        type: 'RDS',
        name: 'claims-archive',
        restore: '10m..50m',
        until: since(startMs, '2026-10-26T09:40:00Z'),
      },
    ],
  },
  {
    name: 'twice_a_day',
    accounts: ['insurance'],
    schedule: 'cron(0 1,13 ? * * *)',
    runsAt: [...starts({ at: '01:00' }), ...starts({ at: '13:00' })].toSorted(),
    startWindow: '1h',
    resources: [{ type: 'EBS', name: 'documents', restore: '3m..9m' }],
  },
  {
    // Nothing runs at weekends.
    name: 'weekday_files',
    accounts: ['web-shop'],
    timezone: 'Europe/Berlin',
    schedule: 'cron(0 4 ? * MON-FRI *)',
    runsAt: starts({ zone: 'Europe/Berlin', at: '04:00', on: isWeekday }),
    startWindow: '2h',
    resources: [
      { type: 'EFS', name: 'thumbnails', restore: '12m..35m' },
      // AWS Backup empties a bucket by a lifecycle rule, which takes days.
      { type: 'S3', name: 'events', restore: '20m..50m', deletion: { takes: '1d12h..3d' } },
    ],
  },
  {
    // A test takes a week with its validation, and almost until the next one.
    name: 'weekly_estate',
    accounts: ['web-shop'],
    schedule: 'cron(0 2 ? * SUN *)',
    runsAt: starts({ at: '02:00', on: isSunday }),
    startWindow: '24h',
    validation: { window: '168h', takes: '5d..166h' },
    resources: [{ type: 'FSx', name: 'home-directories', restore: '18m..40m', size: '900GiB' }],
  },
  {
    // AWS has forgotten the jobs of one run when the next one comes after 31 days.
    name: 'monthly_archive',
    accounts: ['web-shop'],
    timezone: 'Europe/Berlin',
    schedule: 'cron(0 5 1 * ? *)',
    runsAt: starts({ zone: 'Europe/Berlin', at: '05:00', on: isFirst }),
    startWindow: '4h',
    resources: [
      { type: 'Neptune', name: 'recommendations', restore: '8m..15m', recoveryPointAge: '2h..20d' },
    ],
  },
  {
    name: 'compute',
    accounts: ['web-shop'],
    schedule: 'cron(0 3 ? * MON *)',
    runsAt: starts({ at: '03:00', on: isMonday }),
    startWindow: '1h',
    until: since(startMs, '2026-10-28T10:00:00Z'),
    resources: [storefront],
  },
  {
    // On a Wednesday, the weekly plan becomes a daily one.
    name: 'compute',
    accounts: ['web-shop'],
    schedule: 'cron(0 3 ? * * *)',
    runsAt: starts({ at: '03:00' }),
    startWindow: '1h',
    from: since(startMs, '2026-10-28T10:00:00Z'),
    resources: [storefront],
  },
  {
    // A resource moves from a daily plan to a weekly one.
    name: 'daily_volumes',
    accounts: ['web-shop'],
    schedule: 'cron(15 6 ? * * *)',
    runsAt: starts({ at: '06:15' }),
    startWindow: '1h',
    resources: [
      { ...catalogue, until: since(startMs, '2026-10-26T06:50:00Z') },
      { type: 'EBS', name: 'search', restore: '3m..9m' },
      { type: 'EBS', name: 'suggestions', restore: '3m..9m', from: since(startMs, '2026-10-27T11:30:00Z') },
    ],
  },
  {
    name: 'weekly_volumes',
    accounts: ['web-shop'],
    schedule: 'cron(45 6 ? * SUN *)',
    runsAt: starts({ at: '06:45', on: isSunday }),
    startWindow: '1h',
    resources: [
      { ...catalogue, from: since(startMs, '2026-10-26T06:50:00Z') },
      { type: 'EBS', name: 'backoffice', restore: '3m..9m' },
    ],
  },
  {
    name: 'new_plan',
    accounts: ['payments'],
    regions: ['us-east-1'],
    schedule: 'cron(0 6 ? * * *)',
    runsAt: starts({ at: '06:00' }),
    startWindow: '1h',
    from: since(startMs, '2026-10-25T15:10:00Z'),
    resources: [
      {
        type: 'DocumentDB',
        name: 'reviews',
        restore: '6m..12m',
        from: since(startMs, '2026-10-25T15:10:00Z'),
      },
    ],
  },
  {
    // Deleted while what it restored is being deleted.
    name: 'old_plan',
    accounts: ['payments'],
    regions: ['us-east-1'],
    schedule: 'cron(0 9 ? * * *)',
    runsAt: starts({ at: '09:00' }),
    startWindow: '1h',
    deletion: { takes: '3h..4h' },
    until: since(startMs, '2026-10-27T11:00:00Z'),
    resources: [{ type: 'DynamoDB', name: 'sessions', count: 2, restore: '20m..40m' }],
  },
  {
    name: 'daily_wiki',
    accounts: ['acquired'],
    schedule: 'cron(0 5 ? * * *)',
    runsAt: starts({ at: '05:00' }),
    startWindow: '8h',
    resources: [{ type: 'RDS', name: 'wiki', restore: '7m..15m' }],
  },
];

/** Accounts in four Regions whose restore tests all succeed, though some of them take their time. */
export const healthyOrganization = (startMs: number): ScenarioInput => ({
  seed: 31,
  regions: ['eu-central-1'],
  history: '40d',
  role: { name: 'restore-test-monitor', externalId: 'month' },
  accounts: [
    { id: '111122223333', name: 'monitoring', regions: ['eu-central-1'] },
    { id: '444455556666', name: 'payments', regions: ['eu-central-1', 'us-east-1'] },
    { id: '777788889999', name: 'web-shop', regions: ['eu-central-1'] },
    { id: '222233334444', name: 'insurance', regions: ['ap-southeast-2'] },
    {
      id: '666677778888',
      name: 'acquired',
      regions: ['eu-central-1'],
      joins: since(startMs, '2026-10-26T13:25:00Z'),
    },
  ],
  organization: { management: 'monitoring' },
  plans: plansFrom(startMs),
  onDemand: [
    {
      name: 'copies',
      accounts: ['web-shop'],
      runsAt: starts({ at: '10:10', on: isWeekday }),
      resources: [{ ...catalogue, restore: '3m..8m' }],
    },
    {
      name: 'clusters',
      accounts: ['insurance'],
      runsAt: starts({ at: '22:00', on: isMonday }),
      resources: [
        {
          type: 'EKS',
          name: 'portal',
          restore: '10m..20m',
          nested: [{ type: 'EBS', name: 'portal-volume' }],
        },
      ],
    },
  ],
  protected: [
    // Nothing that restore testing could restore.
    {
      accounts: ['insurance'],
      type: 'Redshift',
      name: 'reports',
      arn: 'arn:aws:redshift:ap-southeast-2:222233334444:cluster:reports',
    },
  ],
});

const nightly = { successInterval: '2d2h', maxRecoveryPointAge: '26h', maxDuration: '2h' };

/** What docs/objectives.md and docs/alerting.md advise for such plans; all else has its default. */
export const daemonConfiguration = {
  regions: ['eu-central-1'],
  organization: { roleName: 'restore-test-monitor', externalId: 'month', regions: 'all' },
  summaries: { accountId: 'ANY' },
  objectives: [
    { plan: 'nightly_databases', resourceType: 'RDS', ...nightly, validation: 'required' },
    { plan: 'nightly_databases', resourceType: 'Aurora', ...nightly, validation: 'required' },
    { plan: 'nightly_sessions', resourceType: 'DynamoDB', ...nightly, validation: 'required' },
    { plan: 'old_plan', resourceType: 'DynamoDB', ...nightly },
    // Twice a day and 24 hours for the start.
    {
      plan: 'nightly_claims',
      resourceType: 'RDS',
      ...nightly,
      successInterval: '3d',
      validation: 'required',
    },
    { plan: 'twice_a_day', resourceType: 'EBS', ...nightly, successInterval: '26h' },
    { plan: 'weekday_files', resourceType: 'EFS', ...nightly, successInterval: '4d3h' },
    { plan: 'weekday_files', resourceType: 'S3', ...nightly, successInterval: '4d3h' },
    // Seven days for the validation on top of two weeks.
    {
      plan: 'weekly_estate',
      resourceType: 'FSx',
      ...nightly,
      successInterval: '22d',
      validation: 'required',
    },
    { plan: 'monthly_archive', resourceType: 'Neptune', successInterval: '63d', maxRecoveryPointAge: '21d' },
    { plan: 'compute', resourceType: 'EC2', ...nightly, successInterval: '14d2h' },
    { plan: 'daily_volumes', resourceType: 'EBS', ...nightly },
    { plan: 'weekly_volumes', resourceType: 'EBS', ...nightly, successInterval: '14d2h' },
    { plan: 'new_plan', resourceType: 'DocumentDB', ...nightly },
    { plan: 'daily_wiki', resourceType: 'RDS', ...nightly, successInterval: '2d9h' },
  ],
  log: { format: 'json' },
};
