import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { eventually, hasBeenQuick } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemonProcess } from './daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

async function pollingDaemon() {
  const ids = accountIds(3);
  const faults = [{ kind: 'hang', operation: 'ListRestoreJobs' }] as const;
  const simulator = await simulate(organization(ids, mixedRows, { faults: [...faults] }));
  const daemon = await startDaemonProcess(simulator, {
    accounts: configuredAccounts(ids),
    poll: { deadline: '1m' },
    aws: { requestTimeout: '30s' },
  });
  const isPolling = () =>
    simulator.requests.some(({ operation }) => operation === 'ListRestoreJobs') || undefined;
  await eventually(isPolling);
  return daemon;
}

it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 in under 10 s on %s during a poll', async (signal) => {
  const daemon = await pollingDaemon();
  const startedAt = performance.now();
  daemon.kill(signal);
  const exit = await daemon.exited;
  expect(exit).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(hasBeenQuick(startedAt, 10_000)).toBe(true);
  expect(daemon.log().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['stopping', 'stopped']));
  expect(daemon.log().filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});

it('does not wait for a client that never finishes its request, and ends at once on a second signal', async () => {
  const daemon = await pollingDaemon();
  const { hostname, port } = new URL(daemon.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n');

  daemon.kill('SIGTERM');
  await eventually(() => daemon.log().find(({ msg }) => msg === 'stopping'));
  const startedAt = performance.now();
  daemon.kill('SIGTERM');
  const exit = await daemon.exited;
  socket.destroy();
  expect(exit.code).toBe(1);
  expect(hasBeenQuick(startedAt, 2000)).toBe(true);
});
