import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { startDaemonProcess } from './daemon-process.js';
import { type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';

const up = 'restore_test_monitor_target_up';
const jobs = 'aws_backup_restore_jobs';
const reasonIs = (samples: Samples, reason: string) =>
  select(samples, 'restore_test_monitor_target_failure_reason', { reason })[0] === 1;
const isUp = (samples: Samples) => select(samples, up)[0] === 1;

const [id = ''] = accountIds(1);

it('goes on where it was when it has been suspended for longer than any deadline', async () => {
  const startMs = Date.now();
  let nowMs = startMs;
  const later = {
    account: id,
    region,
    from: '1h',
    rows: [testRow(id, 100, { CreationDate: '1h', CompletionDate: '1h' })],
  };
  const simulator = await simulate(
    organization([id], mixedRows, { jobs: [{ account: id, region, rows: mixedRows(id) }, later] }),
    { clock: () => nowMs },
  );
  const daemon = await startDaemonProcess(simulator, {
    accounts: configuredAccounts([id]),
    poll: { deadline: '1s' },
    aws: { connectionTimeout: '500ms', requestTimeout: '500ms' },
  });
  await daemon.metricsWhen(isUp);
  simulator.setFaults([{ kind: 'hang', times: 1, operation: 'ListRestoreJobs' }]);
  await eventually(() => simulator.requests.some(({ fault }) => fault === 'hang') || undefined);
  daemon.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 2500));
  nowMs += 3_600_000;
  daemon.kill('SIGCONT');
  const samples = await daemon.metricsWhen((read) => isUp(read) && sum(read, jobs) === 11);
  expect(sum(samples, 'aws_backup_restore_jobs_ended_total')).toBe(1);
  expect(daemon.log().filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});

it('says that names do not resolve, keeps what it knows, and is back when they do', async () => {
  const simulator = await simulate(organization([id], mixedRows));
  const { port } = new URL(simulator.url);
  const names = join(temporaryDirectory(), 'names.json');
  const resolve = (hosts: object) =>
    writeFileSync(names, JSON.stringify({ '127.0.0.1': '127.0.0.1', ...hosts }));
  resolve({});
  const daemon = await startDaemonProcess(
    simulator,
    { accounts: configuredAccounts([id]), retry: { attempts: 2 } },
    {
      AWS_ENDPOINT_URL: `http://aws.test:${port}`,
      NODE_OPTIONS: `--require=${fileURLToPath(new URL('names.cjs', import.meta.url))}`,
      NAMES: names,
    },
  );
  await daemon.metricsWhen((read) => reasonIs(read, 'network'));
  expect(daemon.log()).toContainEqual(expect.objectContaining({ message: 'getaddrinfo ENOTFOUND aws.test' }));
  resolve({ 'aws.test': '127.0.0.1' });
  const known = await daemon.metricsWhen(isUp);
  expect(sum(known, jobs)).toBe(10);
  resolve({});
  // Connections that are open go on; a new one has to look the name up.
  simulator.closeConnections();
  const failing = await daemon.metricsWhen((read) => reasonIs(read, 'network'));
  expect(sum(failing, jobs)).toBe(10);
  resolve({ 'aws.test': '127.0.0.1' });
  await daemon.metricsWhen(isUp);
});

describe('keys in a shared credentials file', () => {
  const before = {
    account: '111122223333',
    accessKeyId: 'AKIABEFOREBEFORE0001',
    secretAccessKey: 'before-before-before',
  };
  const after = {
    account: '111122223333',
    accessKeyId: 'AKIAAFTERAFTERAF0002',
    secretAccessKey: 'after-after-after-after',
  };

  it.each([
    ['by a role', configuredAccounts([id])],
    ['without a role', [{ id: '111122223333', regions: [region] }]],
  ])('that are revoked and replaced need no restart: %s', async (_, accounts) => {
    const scenario = organization([id], mixedRows, { credentials: [before, after] });
    const simulator = await simulate(scenario);
    const file = join(temporaryDirectory(), 'credentials');
    const write = ({ accessKeyId, secretAccessKey }: typeof before) =>
      writeFileSync(
        file,
        `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      );
    write(before);
    const daemon = await startDaemonProcess(
      simulator,
      { accounts, aws: { roleSessionDuration: '15m' } },
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SHARED_CREDENTIALS_FILE: file },
    );
    await daemon.metricsWhen(isUp);
    simulator.revoke(before.accessKeyId);
    // The session that was assumed with the old keys would go on.
    simulator.setFaults([{ kind: 'expired-token', operation: 'ListRestoreJobs', times: 1 }]);
    await daemon.metricsWhen((read) => !isUp(read));
    write(after);
    expect(sum(await daemon.metricsWhen(isUp), up)).toBe(1);
  });
});
