import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { makeCertificate } from '../web-config/certificates.js';
import { runCommand, startDaemon } from './daemon.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** A server in the daemon's place, that answers with a status or never; the result is its port. */
async function standIn(host: string, status?: number): Promise<number> {
  const server = createServer((_, response) => {
    if (status !== undefined) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  cleanUps.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function healthcheck(listenAddress: string, more: Record<string, string> = {}) {
  const address = { RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS: listenAddress };
  const env = { AWS_REGION: 'eu-west-1', ...address, ...more };
  const { code, stdout, stderr } = await runCommand(['healthcheck'], { env }).exited;
  return { code, stdout, stderr };
}

const healthy = { code: 0, stdout: 'healthy\n', stderr: '' };

it('exits 0 while the daemon serves, and 1 after it', async () => {
  const ids = accountIds(1);
  const simulator = await simulate(organization(ids, mixedRows));
  const daemon = await startDaemon(simulator, { accounts: configuredAccounts(ids) });
  const { host } = new URL(daemon.url);
  expect(await healthcheck(host)).toEqual(healthy);
  daemon.kill('SIGTERM');
  await daemon.exited;
  expect(await healthcheck(host)).toEqual({
    code: 1,
    stdout: '',
    stderr: `unhealthy: http://${host}/-/healthy did not answer: connect ECONNREFUSED ${host}\n`,
  });
});

it.each([
  ['every address', '', '127.0.0.1'],
  ['every address of IPv4', '0.0.0.0', '127.0.0.1'],
  ['one of IPv6', '[::1]', '::1'],
  ['a name', 'localhost', '127.0.0.1'],
])('finds a daemon that listens on %s', async (_, listenHost, host) => {
  expect(await healthcheck(`${listenHost}:${await standIn(host, 200)}`)).toEqual(healthy);
});

const hash = '$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi';
const ca = 'tls_server_config: {cert_file: web.crt, key_file: web.key, client_ca_file: web.crt';
it.each([
  ['users', `basic_auth_users: {prometheus: ${hash}}`],
  ['TLS', 'tls_server_config: {cert_file: web.crt, key_file: web.key}'],
  ['client certificates', `${ca}, client_auth_type: RequireAndVerifyClientCert}`],
  ['a rate limit that is reached', 'rate_limit: {interval: 1h, burst: 1}'],
])('knows of a web configuration with %s', async (_, webConfig) => {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  cleanUps.push(async () => rmSync(directory, { recursive: true }));
  makeCertificate(directory, { name: 'web' });
  const configFile = join(directory, 'web.yaml');
  writeFileSync(configFile, webConfig);
  const ids = accountIds(1);
  const simulator = await simulate(organization(ids, mixedRows));
  const daemon = await startDaemon(simulator, { accounts: configuredAccounts(ids), web: { configFile } });
  const { host } = new URL(daemon.url);
  const env = { RESTORE_TEST_MONITOR_WEB_CONFIG_FILE: configFile };
  expect(await healthcheck(host, env)).toEqual(healthy);
  expect(await healthcheck(host, env)).toEqual(healthy);
  daemon.kill('SIGTERM');
  await daemon.exited;
  expect(await healthcheck(host, env)).toMatchObject({ code: 1, stdout: '' });
});

it('exits 1 for any other answer', async () => {
  const address = `127.0.0.1:${await standIn('127.0.0.1', 503)}`;
  const stderr = `unhealthy: http://${address}/-/healthy answered with 503\n`;
  expect(await healthcheck(address)).toEqual({ code: 1, stdout: '', stderr });
});

it('does not wait for long', async () => {
  const address = `127.0.0.1:${await standIn('127.0.0.1')}`;
  const stderr = `unhealthy: http://${address}/-/healthy did not answer: nothing came within 5 s\n`;
  expect(await healthcheck(address)).toEqual({ code: 1, stdout: '', stderr });
});
