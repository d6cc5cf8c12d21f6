import { expect, it } from '@jest/globals';
import { describeProtectedResource } from '../../src/aws/operations/describe-protected-resource.js';
import { listProtectedResources } from '../../src/aws/operations/list-protected-resources.js';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import { readPlans } from '../../src/sources/read-plans.js';
import { simulate } from '../simulator/running-simulator.js';
import { aDeadline, apiAt } from './aws-answering.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const names = ['daily', 'nightly', 'weekly'];

const scenario: ScenarioInput = {
  regions: ['eu-west-1'],
  accounts: [{ id: '111122223333', name: 'payments' }],
  plans: names.map((name) => ({
    name,
    every: '1d',
    at: '5h',
    timezone: 'Europe/Berlin',
    validation: { window: '2h' },
    resources: [
      { type: 'RDS', name: `${name}-ledger`, restore: '5m' },
      { type: 'S3', name: `${name}-logs`, restore: '5m', validation: { window: '0' } },
    ],
  })),
  protected: [{ type: 'EFS', name: 'home' }],
  faults: [
    { kind: 'short-page', operation: 'ListRestoreTestingPlans' },
    { kind: 'explicit-nulls', operation: 'ListRestoreTestingSelections' },
    { kind: 'short-page', operation: 'ListProtectedResources' },
    { kind: 'exponent-timestamps', operation: 'DescribeProtectedResource' },
  ],
};

async function anApi() {
  const simulator = await simulate(scenario, { clock: () => startMs });
  return apiAt(simulator.url, simulator.baseCredentials);
}

const target = { accountId: '111122223333', accountName: 'monitoring', region: 'eu-west-1' };

it('reads plans and selections off the wire', async () => {
  const plans = await readPlans(await anApi(), target, [], aDeadline());
  expect(plans.ok && plans.value.map(({ name }) => name)).toEqual(names);
  expect(plans.ok && plans.value[0]).toEqual({
    name: 'daily',
    arn: expect.stringContaining(':restore-testing-plan:daily-'),
    schedule: 'cron(0 5 ? * * *)',
    timezone: 'Europe/Berlin',
    startWindowMs: 3_600_000,
    createdAt: new Date('2026-02-08T12:00:00Z'),
    updatedAt: new Date('2026-02-08T12:00:00Z'),
    lastExecutedAt: new Date('2026-03-10T04:00:00Z'),
    recoveryPoints: {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includedVaults: ['*'],
      excludedVaults: [],
      types: ['SNAPSHOT'],
      windowMs: 2_592_000_000,
    },
    selections: [
      {
        name: 'RDS_daily_ledger',
        resourceType: 'RDS',
        validationWindowMs: 7_200_000,
        resourceArns: ['arn:aws:rds:eu-west-1:111122223333:db:daily-ledger'],
      },
      {
        name: 'S3_daily_logs',
        resourceType: 'S3',
        validationWindowMs: 0,
        resourceArns: ['arn:aws:s3:::daily-logs'],
      },
    ],
  });
});

it('reads protected resources and their latest restores off the wire', async () => {
  const api = await anApi();
  const resources = await listProtectedResources(api, aDeadline());
  if (!resources.ok) throw new Error(resources.failure.message);
  const restores = await Promise.all(
    resources.value.map(async ({ arn, name }) => {
      const described = await describeProtectedResource(api, arn, aDeadline());
      if (!described.ok || described.value === 'gone' || 'refused' in described.value) return [name];
      return [name, described.value.read.lastRestoredAt];
    }),
  );
  const [home, ...tested] = restores;
  expect(home).toEqual(['home', undefined]);
  expect(tested).toHaveLength(6);
  expect(tested).toEqual(tested.map(([name]) => [name, expect.any(Date)]));
});
