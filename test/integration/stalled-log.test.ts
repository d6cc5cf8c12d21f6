import { expect, it } from '@jest/globals';
import { eventually, hasBeenQuick, onThisMachine } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { type DaemonProcess, startDaemonProcess } from './daemon-process.js';
import { sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const droppedLines = 'restore_test_monitor_log_lines_dropped_total';
const polls = 'restore_test_monitor_polls_total';
const config = { accounts: configuredAccounts(accountIds(1)) };
/** Each reload of it is one line of about 50 KB in the log. */
const wrong = { accounts: Array.from({ length: 500 }, () => ({ id: 'no account' })) };

async function daemonToReload(): Promise<DaemonProcess> {
  const simulator = await simulate(organization(accountIds(1), mixedRows));
  const daemon = await startDaemonProcess(simulator, config, {}, '127.0.0.1:0', ['--web.enable-lifecycle']);
  daemon.configure(wrong);
  return daemon;
}

async function reload({ url }: DaemonProcess, times: number): Promise<void> {
  const patienceMs = onThisMachine(5000);
  for (let time = 0; time < times; time += 1) {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(`${url}/-/reload`, { method: 'POST', signal });
    await answer.text();
    expect(answer.status).toBe(500);
  }
}

async function healthOf({ url }: DaemonProcess): Promise<number> {
  return (await fetch(`${url}/-/healthy`, { signal: AbortSignal.timeout(onThisMachine(5000)) })).status;
}

it('goes on while the reader of its log stalls, drops lines after a bound, and says how many', async () => {
  const daemon = await daemonToReload();
  daemon.stdout.pause();
  await reload(daemon, 30);
  const stalled = await daemon.metrics();
  expect(sum(stalled, droppedLines)).toBeGreaterThan(0);
  expect(sum(stalled, droppedLines)).toBeLessThan(20);
  expect(await healthOf(daemon)).toBe(200);
  await daemon.metricsWhen((samples) => sum(samples, polls) > sum(stalled, polls));

  daemon.stdout.resume();
  const told = await eventually(() => daemon.log().find(({ dropped }) => dropped !== undefined));
  expect(told).toEqual({
    level: 'warn',
    time: expect.any(String),
    dropped: sum(await daemon.metrics(), droppedLines),
    msg: 'lines of this log were dropped while nobody read it',
  });
  daemon.configure({ ...config, lookback: '20d' });
  daemon.kill('SIGHUP');
  await eventually(() => daemon.log().find(({ msg }) => msg === 'configuration reloaded'));
});

it('goes on when the reader of its log is gone, counts what is lost, and stops in time', async () => {
  const daemon = await daemonToReload();
  daemon.stdout.destroy();
  await reload(daemon, 5);
  await daemon.metricsWhen((samples) => sum(samples, droppedLines) >= 5);
  expect(await healthOf(daemon)).toBe(200);
  daemon.kill('SIGTERM');
  expect(await daemon.exited).toMatchObject({ code: 0, signal: null, stderr: '' });
});

it('ends in time on SIGTERM while the reader of its log stalls', async () => {
  const daemon = await daemonToReload();
  daemon.stdout.pause();
  await reload(daemon, 10);
  const startedAt = performance.now();
  daemon.kill('SIGTERM');
  await daemon.ended;
  expect(hasBeenQuick(startedAt, 10_000)).toBe(true);
  daemon.stdout.resume();
  expect(await daemon.exited).toMatchObject({ code: 0, signal: null, stderr: '' });
});
