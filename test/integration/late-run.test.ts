import { expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemonProcess } from './daemon-process.js';
import { sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const lateRuns = 'restore_test_monitor_late_runs_total';
const lastSuccess = 'restore_test_monitor_target_last_success_timestamp_seconds';
const ids = accountIds(1);

/** A cron expression that is due once a day, at this second. */
function dailyAt(ms: number): string {
  const at = new Date(ms);
  return `${at.getUTCSeconds()} ${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
}

async function untilTime(ms: number): Promise<void> {
  await eventually(() => Date.now() >= ms || undefined);
}

it('makes up at once for a daily run over whose second the process stood still, and counts it', async () => {
  const simulator = await simulate(organization(ids, mixedRows));
  const accounts = configuredAccounts(ids);
  const daemon = await startDaemonProcess(simulator, { accounts }, { TZ: 'UTC' });
  const listed = () =>
    simulator.requests.filter(({ operation }) => operation === 'ListRestoreTestingPlans').length;
  await daemon.metricsWhen((samples) => sum(samples, lastSuccess, { source: 'plans' }) > 0);

  const dueMs = Math.ceil(Date.now() / 1000) * 1000 + 4000;
  daemon.configure({ accounts, plans: { schedule: dailyAt(dueMs) }, poll: { schedule: '1h' } });
  daemon.kill('SIGHUP');
  await eventually(() => daemon.log().find(({ msg }) => msg === 'configuration reloaded'));
  await eventually(() => listed() === 2 || undefined);
  await untilTime(dueMs - 1500);
  daemon.kill('SIGSTOP');
  await untilTime(dueMs + 1500);
  expect(listed()).toBe(2);
  daemon.kill('SIGCONT');

  await daemon.metricsWhen((samples) => sum(samples, lateRuns) === 1);
  await eventually(() => listed() === 3 || undefined);
  const told = daemon.log().filter(({ schedule }) => schedule !== undefined);
  expect(told).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      schedule: 'plans',
      lateSeconds: expect.any(Number),
      msg: 'scheduled run is late: the process stood still, or its clock was set',
    },
  ]);
  expect(Number(told[0]?.['lateSeconds'])).toBeLessThan(10);
  daemon.kill('SIGTERM');
  expect((await daemon.exited).stderr).toBe('');
});
