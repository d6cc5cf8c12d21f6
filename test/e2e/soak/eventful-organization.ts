import { type FaultRuleInput, faultKinds } from '../../../src/simulator/faults/fault-rule.js';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';

const nightly = { every: '1d', liveEvery: '1d' } as const;

/** Accounts whose restore tests end in every way; after so many days, nothing is restored any more. */
export const eventfulOrganization = (days: number): ScenarioInput => ({
  seed: 30,
  regions: ['eu-central-1', 'us-east-1'],
  history: '30d',
  role: { name: 'restore-test-monitor', externalId: 'soak' },
  accounts: [
    { id: '111122223333', name: 'monitoring' },
    { id: '444455556666', name: 'payments' },
    { id: '777788889999', name: 'web-shop' },
  ],
  organization: { management: 'monitoring' },
  plans: [
    {
      name: 'frequent_volumes',
      accounts: ['web-shop'],
      every: '6h',
      liveEvery: '6h',
      stalled: `${days}d`,
      startWindow: '1h',
      validation: { window: '1h', takes: '5m..55m', successful: 3, failed: 1, timedOut: 1 },
      deletion: { takes: '10m..2h', failed: 0.1 },
      resources: [
        {
          type: 'EBS',
          name: 'catalogue',
          count: 2,
          restore: '3m..50m',
          failures: [
            { everyRun: 5, cause: 'aborted', status: 'ABORTED' },
            { probability: 0.1, cause: 'kms_denied' },
          ],
        },
      ],
    },
    {
      name: 'nightly_databases',
      accounts: ['payments', 'web-shop'],
      ...nightly,
      at: '2h',
      stalled: `${days}d`,
      validation: { window: '4h', takes: '30m..3h55m', successful: 8, failed: 1, timedOut: 1 },
      deletion: { takes: '10m..3h', failed: 0.05 },
      resources: [
        {
          type: 'RDS',
          name: 'ledger',
          count: 3,
          restore: '9m..90m',
          failures: [{ probability: 0.1, cause: 'no_default_subnet' }],
        },
        { type: 'DynamoDB', name: 'sessions', count: 3, restore: '5m..12m' },
      ],
    },
    {
      name: 'nightly_files',
      accounts: ['payments'],
      ...nightly,
      at: '5h',
      stalled: `${days}d`,
      deletion: { takes: '12h..30h', failed: 0.2 },
      resources: [{ type: 'S3', name: 'events', count: 2, restore: '20m..5h' }],
    },
  ],
  onDemand: [
    {
      name: 'clusters',
      accounts: ['web-shop'],
      every: '12h',
      liveEvery: '12h',
      resources: [
        {
          type: 'EKS',
          name: 'portal',
          restore: '10m..20m',
          until: `${days}d`,
          nested: [{ type: 'EBS', name: 'portal-volume' }],
          failures: [{ probability: 0.3, cause: 'internal' }],
        },
      ],
    },
  ],
});

/** As for so few accounts a user would have it; another each day, as far as it takes new sessions at AWS. */
export const configurationOf = (day: number) => ({
  regions: ['eu-central-1'],
  organization: { roleName: 'restore-test-monitor', externalId: 'soak', regions: 'all' },
  poll: { schedule: '10m' },
  summaries: { accountId: 'ANY' },
  rateLimit: 10 + (day % 2),
  log: { format: 'json' },
});

const outageHours = 2;
const calmHours = 4;

/** Each kind of fault hits everything for two hours, one after the other again and again; all strike now and then, for so many days. */
export function faultsOf(days: number): FaultRuleInput[] {
  const outages = Array.from({ length: Math.floor((days * 24) / (outageHours + calmHours)) }, (_, index) => {
    const from = index * (outageHours + calmHours) + calmHours;
    const kind = faultKinds[index % faultKinds.length] ?? 'throttle';
    return { kind, from: `${from}h`, until: `${from + outageHours}h`, delay: '20ms' };
  });
  const drizzle = faultKinds.map((kind) => ({
    kind,
    probability: 0.001,
    until: `${days}d`,
    delay: '20ms',
  }));
  return [...outages, ...drizzle];
}
