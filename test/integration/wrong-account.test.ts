import { expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import { select } from './exposition-lines.js';

const own = '111122223333';
const wrong = '222233334444';
const region = 'eu-west-1';

const scenario = {
  regions: [region],
  role: { name: 'monitor' },
  accounts: [{ id: own, name: 'monitoring' }],
  protected: [{ type: 'EFS', name: 'home' }],
};

const reason = { reason: 'wrong_account' };

it('is down, and shows nothing of the other account, where the credentials are of another account without restore jobs', async () => {
  const simulator = await simulate(scenario);
  const config = { accounts: [{ id: wrong, regions: [region] }] };
  const doctor = runCommand(['doctor'], { simulator, config });
  const daemon = await startDaemon(simulator, config);
  const samples = await daemon.metricsWhen(
    (read) => select(read, 'restore_test_monitor_target_failure_reason', reason)[0] === 1,
  );
  expect(select(samples, 'restore_test_monitor_target_up')).toEqual([0]);
  expect([...samples.keys()].filter((name) => name.includes('home'))).toEqual([]);
  expect(daemon.log()).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      account: wrong,
      reason: 'wrong_account',
      message: `the credentials for account ${wrong} belong to account ${own}: STS says so of the credentials of the daemon`,
    }),
  );
  expect(new Set(simulator.requests.map(({ operation }) => operation))).toEqual(
    new Set(['GetCallerIdentity']),
  );
  const { stdout } = await doctor.exited;
  expect(stdout).toContain('wrong_account');
});

it('asks STS once who it is, not with each poll', async () => {
  const simulator = await simulate(scenario);
  const daemon = await startDaemon(simulator, { accounts: [{ id: own, regions: [region] }] });
  const polls = 'restore_test_monitor_polls_total';
  const samples = await daemon.metricsWhen((read) => (select(read, polls)[0] ?? 0) >= 6);
  expect(select(samples, 'restore_test_monitor_target_up')).toEqual([1]);
  const asked = simulator.requests.filter(({ operation }) => operation === 'GetCallerIdentity');
  expect(asked).toHaveLength(1);
  expect(simulator.requests.filter(({ operation }) => operation === 'ListProtectedResources')).not.toEqual(
    [],
  );
});
