import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../src/simulator/simulator.js';
import { simulate } from '../simulator/running-simulator.js';
import { type Certificate, makeCertificate } from '../web-config/certificates.js';
import { startConnectProxy, startTls } from './connect-proxy.js';
import { awsEnvironment, type ConfigInput } from './daemon-config.js';
import { runProcess } from './daemon-process.js';
import { parseExposition, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const ids = accountIds(2);
const config: ConfigInput = {
  accounts: configuredAccounts(ids),
  retry: { attempts: 1 },
  log: { level: 'warn', format: 'json' },
};
const hosts = ['backup.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com'];
const targets = hosts.map((host) => `${host}:443`);

let directory: string;
let ca: Certificate;
let amazon: Certificate;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  ca = makeCertificate(directory, { name: 'ca', isCa: true });
  amazon = makeCertificate(directory, {
    name: 'amazon',
    issuer: ca,
    sans: ['DNS:*.eu-west-1.amazonaws.com'],
  });
});
afterAll(() => rmSync(directory, { recursive: true }));

function portOf(simulator: Simulator): number {
  return Number(new URL(simulator.url).port);
}

/** As in awsEnvironment, but at AWS's own addresses. */
function credentialsOf(simulator: Simulator): Record<string, string> {
  const { AWS_ENDPOINT_URL: _, ...env } = awsEnvironment(simulator);
  return { ...env, NODE_EXTRA_CA_CERTS: ca.certFile };
}

async function proxied(more: Parameters<typeof organization>[2] = {}) {
  const simulator = await simulate(organization(ids, mixedRows, more));
  const proxy = await startConnectProxy({ port: await startTls(amazon, portOf(simulator)) });
  const proxyUrl = `http://someone:pa%24s@${proxy.address}`;
  const env: Record<string, string> = { ...credentialsOf(simulator), HTTPS_PROXY: proxyUrl };
  return { proxy, env };
}

describe('a proxy', () => {
  it('is used for STS and AWS Backup, with its user and password', async () => {
    const { proxy, env } = await proxied();
    const { code, stdout, stderr } = await runProcess(['once'], { config, env }).exited;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const samples = parseExposition(stdout);
    expect(select(samples, 'restore_test_monitor_target_up')).toEqual([1, 1]);
    expect(sum(samples, 'aws_backup_restore_jobs')).toBe(20);
    expect([...new Set(proxy.targets)].toSorted()).toEqual(targets);
    expect(new Set(proxy.logins)).toEqual(new Set(['someone:pa$s']));
  });

  it('leaves AWS more time to answer than to connect', async () => {
    const { env } = await proxied({ faults: [{ kind: 'slow', operation: 'AssumeRole', delay: '1500ms' }] });
    const connect = { aws: { connectionTimeout: '500ms', requestTimeout: '5s' } };
    const { code, stderr } = await runProcess(['once'], { config: { ...config, ...connect }, env }).exited;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('is told of by doctor, without its user and password', async () => {
    const { proxy, env } = await proxied();
    const { code, stdout, stderr } = await runProcess(['doctor'], { config, env }).exited;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`\n\nThrough the proxy http://${proxy.address}: ${hosts.join(', ')}\n\n`);
    expect(stdout).not.toContain('someone');
  });

  it('is used to trade a web identity for credentials', async () => {
    const { proxy, env } = await proxied();
    const token = join(directory, 'token');
    writeFileSync(token, 'token');
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = env;
    const identity = {
      ...rest,
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/restore-test-monitor',
    };
    expect((await runProcess(['once'], { env: identity }).exited).code).toBe(1);
    expect([...new Set(proxy.targets)]).toEqual(['sts.eu-west-1.amazonaws.com:443']);
  });

  it.each([
    [407, ', so it wants a user and a password'],
    [403, ''],
  ])('that refuses with %d is not taken for AWS', async (status, hint) => {
    const simulator = await simulate(organization(ids, mixedRows));
    const proxy = await startConnectProxy({ status });
    const env = { ...credentialsOf(simulator), HTTPS_PROXY: `http://someone:secret@${proxy.address}` };
    const { code, stdout, stderr } = await runProcess(['doctor'], { config, env }).exited;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(
      `the proxy http://${proxy.address} answered with ${status} to a connection to sts.eu-west-1.amazonaws.com${hint}\n`,
    );
    expect(stdout).toContain('fails in 2 targets: network\n');
    expect(stdout).not.toMatch(/someone|secret/);
  });

  it('that never answers does not keep the process', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const proxy = await startConnectProxy('never');
    const env = { ...credentialsOf(simulator), HTTPS_PROXY: `http://${proxy.address}` };
    const { code, stdout } = await runProcess(['once'], { config, env }).exited;
    expect(code).toBe(1);
    expect(select(parseExposition(stdout), 'restore_test_monitor_target_up')).toEqual([0, 0]);
  });
});

// Reaches this machine, but is not one of the addresses that never go through a proxy.
const anywhere = '0.0.0.0';

async function pollAt(host: string, more: Record<string, string> = {}) {
  const simulator = await simulate(organization(ids, mixedRows));
  const port = portOf(simulator);
  const proxy = await startConnectProxy({ port });
  const endpoint = { AWS_ENDPOINT_URL: `http://${host}:${port}` };
  const env = { ...awsEnvironment(simulator), ...endpoint, HTTP_PROXY: `http://${proxy.address}`, ...more };
  const { code } = await runProcess(['once'], { config, env }).exited;
  return { code, viaProxy: [...new Set(proxy.targets)].map((target) => target.replace(/:\d+$/, '')) };
}

describe('for an address of http', () => {
  it('HTTP_PROXY is used', async () => {
    expect(await pollAt(anywhere)).toEqual({ code: 0, viaProxy: [anywhere] });
  });

  it('NO_PROXY excepts hosts', async () => {
    expect(await pollAt(anywhere, { NO_PROXY: `.example,${anywhere}` })).toEqual({ code: 0, viaProxy: [] });
  });

  it('the machine itself is reached directly', async () => {
    expect(await pollAt('127.0.0.1')).toEqual({ code: 0, viaProxy: [] });
  });
});

it.each([
  ['HTTPS_PROXY', 'someone:secret@proxy:3128', ', which begins with http:// or https://'],
  ['https_proxy', 'socks5://someone:secret@proxy:1080', ', which begins with http:// or https://'],
  [
    'HTTP_PROXY',
    'http://someone:sec/ret@proxy',
    '; a character such as / or # in the user or the password is written as %2F or %23',
  ],
  ['ALL_PROXY', 'http://someone:100%@proxy:3128', '; a % in the user or the password is written %25'],
])('%s=%s is a wrong configuration', async (name, value, why) => {
  const env = { AWS_REGION: 'eu-west-1', [name]: value };
  const { code, stdout, stderr } = await runProcess(['check-config'], { env }).exited;
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: `${name}: expected the URL of a proxy such as http://proxy.example:3128${why}\n`,
  });
});
