import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scenarioOf } from '../../src/simulator/scenario/scenario.js';
import type { AccountRegion } from '../../src/simulator/world/arn.js';
import { eventually } from '../patience.js';
import { type AlertingStack, type Arrival, startAlertingStack } from './alerting-stack.js';
import { nightlyPlan, passed, protectedDatabase, region, restoreTest } from './provocation.js';

const role = { name: 'restore-test-monitor', externalId: 'end-to-end' };
const accounts = [
  { id: '444455556666', name: 'production' },
  { id: '777788889999', name: 'staging' },
  { id: '888899990000', name: 'sandbox' },
];
const [production = { id: '', name: '' }] = accounts;
/** The moment three days and an hour ago at which a weekly plan ran. */
const ranAt = new Date(Date.now() - 73 * 3_600_000);
const weekday = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'][ranAt.getUTCDay()];
const places = accounts.map(({ id }) => ({ accountId: id, region }));
const listed = <Row>(rowsOf: (place: AccountRegion) => Row[]) =>
  places.map((place) => ({ account: place.accountId, region, rows: rowsOf(place) }));

/** The same database in each account, restored three days ago. */
const scenario = scenarioOf({
  regions: [region],
  role,
  accounts: [{ id: '111122223333', name: 'monitoring' }, ...accounts],
  organization: { management: 'monitoring' },
  testingPlans: listed((place) => [
    nightlyPlan(place, {
      ScheduleExpression: `cron(${ranAt.getUTCMinutes()} ${ranAt.getUTCHours()} ? * ${weekday} *)`,
      LastExecutionTime: '-73h',
    }),
  ]),
  jobs: listed((place) => [
    restoreTest(place, { CreationDate: '-72h30m', CompletionDate: '-72h', ...passed }),
  ]),
  tags: [{ tags: { owner: 'payments' } }],
  protectedResources: listed((place) => [protectedDatabase(place, { ResourceName: 'ledger' })]),
});

const config = (shard: number) => ({
  regions: [region],
  organization: { roleName: role.name, externalId: role.externalId, schedule: '2s' },
  sharding: { shard, totalShards: 2 },
  objectives: [
    { name: 'tier-1', accounts: ['production'], successInterval: '2d' },
    { name: 'tier-2', accounts: ['staging'], successInterval: '8d' },
    { name: 'sandbox', accounts: ['sandbox'], successInterval: '35d' },
  ],
  tags: { keys: ['owner'], schedule: '3s' },
  poll: { schedule: '2s', deadline: '2m' },
  plans: { schedule: '3s' },
  resources: { schedule: '3s' },
});

describe('three tiers of an organization', () => {
  let stack: AlertingStack;
  let first: Arrival | undefined;
  beforeAll(async () => {
    stack = await startAlertingStack(scenario, Date.now, config);
    const late = 'AWSBackupRestoreTestSuccessTooOld';
    first = await eventually(
      () => stack.arrivals().find(({ labels }) => labels['alertname'] === late),
      90_000,
    );
  }, 200_000);
  afterAll(() => stack.stop());

  it('knows the same latest success in every account, and asks of it what the tier does', async () => {
    const success = await stack.prometheus.query('aws_backup_restore_test_last_success_timestamp_seconds');
    expect(success).toHaveLength(3);
    expect(new Set(success.map(({ value }) => value)).size).toBe(1);
    const on = 'aws_account_id, aws_region, restore_testing_plan, resource_type, objective';
    const asked = await stack.prometheus.query(
      `aws_backup_restore_test_success_interval_max_seconds and on (${on}) aws_backup_restore_test_objective_info`,
    );
    const day = 86_400;
    expect(
      new Map(asked.map(({ metric, value }) => [metric['aws_account'], [metric['objective'], value]])),
    ).toEqual(
      new Map([
        ['production', ['tier-1', 2 * day]],
        ['staging', ['tier-2', 8 * day]],
        ['sandbox', ['sandbox', 35 * day]],
      ]),
    );
  });

  it('says that the database of production is late: its name, its owner, and to the receiver of the owner', () => {
    expect(first).toEqual({
      at: expect.any(Number),
      receiver: 'payments-pager',
      status: 'firing',
      labels: {
        alertname: 'AWSBackupRestoreTestSuccessTooOld',
        severity: 'critical',
        aws_account_id: production.id,
        aws_region: region,
        restore_testing_plan: 'nightly',
        resource_type: 'RDS',
        resource_arn: 'arn:aws:rds:eu-central-1:444455556666:db:orders',
        objective: 'tier-1',
        owner: 'payments',
      },
      annotations: {
        summary: 'No restore test of a resource was successful within the interval of its objective.',
        description: expect.stringMatching(
          /^Account production \(444455556666\), eu-central-1: plan nightly, RDS ledger, arn:aws:rds:eu-central-1:444455556666:db:orders, owner payments: the latest successful restore test ended 3d 0h \d+m \d+s ago, longer than its objective allows\.$/,
        ),
        runbook_url: 'docs/runbooks/AWSBackupRestoreTestSuccessTooOld.md',
      },
    });
  });

  it('says nothing of the same database in staging and in the sandbox', async () => {
    const alerts = await stack.prometheus.query('ALERTS{aws_account_id!=""}');
    expect(new Set(alerts.map(({ metric }) => metric['aws_account_id']))).toEqual(new Set([production.id]));
  });
});
