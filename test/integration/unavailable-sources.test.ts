import { expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import { type Samples, select } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region } from './organization.js';

const [payments = '', web = ''] = accountIds(2);
const accounts = configuredAccounts([payments, web]);
const up = 'restore_test_monitor_target_up';
const unavailable = 'restore_test_monitor_target_source_unavailable';
const lastSuccess = 'restore_test_monitor_target_last_success_timestamp_seconds';
const notThere = 'the account and region do not have the source';

const faults = [
  { kind: 'resource-not-found', operation: 'ListRestoreTestingPlans', account: payments },
  {
    kind: 'invalid-parameter',
    operation: 'ListProtectedResources',
    account: payments,
    message: 'Protected resources are not available in this Region.',
  },
  {
    kind: 'access-denied',
    operation: 'ListRestoreJobSummaries',
    account: payments,
    message:
      'User: monitor is not authorized to perform: backup:ListRestoreJobSummaries on resource: * with an explicit deny in a service control policy',
  },
] as const;

const bySource = (samples: Samples, name: string, account: string) =>
  ['plans', 'resources', 'summaries'].flatMap((source) =>
    select(samples, name, { aws_account_id: account, source }),
  );

it('what an account does not have is shown and logged once, and leaves its target up', async () => {
  const simulator = await simulate(organization([payments, web], mixedRows));
  simulator.setFaults([...faults]);
  const daemon = await startDaemon(simulator, { accounts });
  const samples = await daemon.metricsWhen(
    (read) => select(read, unavailable).length === 6 && select(read, up).length === 2,
  );
  expect([payments, web].map((account) => bySource(samples, unavailable, account))).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  const polls = simulator.requests.length;
  await daemon.metricsWhen(() => simulator.requests.length > polls + 20);
  const later = await daemon.metrics();
  expect(select(later, up)).toEqual([1, 1]);
  expect(bySource(later, lastSuccess, payments)).toEqual([]);
  expect(bySource(later, lastSuccess, web)).toHaveLength(3);
  expect(select(later, 'aws_backup_restore_test_last_result', { aws_account_id: payments })).not.toEqual([]);
  const lines = daemon.log().filter(({ msg, level }) => msg === notThere && level === 'info');
  expect(lines.map(({ account, source, reason }) => [account, source, reason])).toEqual(
    expect.arrayContaining([
      [payments, 'plans', 'not_supported'],
      [payments, 'resources', 'not_supported'],
      [payments, 'summaries', 'denied_by_policy'],
    ]),
  );
  expect(lines).toHaveLength(3);
  expect(await (await fetch(daemon.url)).text()).toContain('plans: not available there');
  const asked = simulator.requests.filter(({ operation }) => operation === 'ListRestoreTestingPlans');
  expect(asked.filter(({ accountId }) => accountId === payments)).toHaveLength(1);
});

it('a missing permission is a fault, which a switch for the account turns off', async () => {
  const simulator = await simulate(organization([payments, web], mixedRows));
  simulator.setFaults([{ kind: 'access-denied', account: payments, operation: 'ListRestoreTestingPlans' }]);
  const daemon = await startDaemon(simulator, { accounts, plans: { schedule: '1s' } });
  const failing = await daemon.metricsWhen((samples) => select(samples, up).includes(0));
  expect(bySource(failing, unavailable, payments)[0]).toBe(0);

  daemon.configure({
    accounts,
    plans: { schedule: '1s', exclude: [{ accounts: [payments], regions: ['eu-*'] }] },
  });
  daemon.kill('SIGHUP');
  const without = await daemon.metricsWhen((samples) => select(samples, up).every((value) => value === 1));
  expect(
    [payments, web].map(
      (account) => select(without, lastSuccess, { aws_account_id: account, source: 'plans' }).length,
    ),
  ).toEqual([0, 1]);
  expect(select(without, 'aws_backup_restore_testing_plan_info', { aws_account_id: payments })).toEqual([]);
  expect(select(without, 'aws_backup_restore_test_last_result', { aws_account_id: payments })).not.toEqual(
    [],
  );
  simulator.clearRequests();
  await daemon.metricsWhen(() => simulator.requests.length > 20);
  const asked = simulator.requests.filter(({ operation }) => operation === 'ListRestoreTestingPlans');
  expect(new Set(asked.map(({ accountId }) => accountId))).toEqual(new Set([web]));
});

it('doctor tells what an account does not have, and succeeds', async () => {
  const simulator = await simulate(organization([payments], mixedRows));
  simulator.setFaults([faults[0]]);
  const config = {
    accounts: configuredAccounts([payments]),
    resources: { exclude: [{ regions: [region] }] },
  };
  const { code, stdout } = await runCommand(['doctor'], { simulator, config }).exited;
  expect(stdout).toMatch(/^ok +200000000001/m);
  expect(stdout).toContain('ListRestoreTestingPlans fails in 1 target: not_supported');
  expect(stdout).not.toContain('ListProtectedResources');
  expect(code).toBe(0);
});
