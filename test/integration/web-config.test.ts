import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { genSaltSync, hashSync } from 'bcryptjs';
import { ask, outcomeOf } from '../http/asking.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { type Certificate, makeCertificate } from '../web-config/certificates.js';
import { runCommand, startDaemon } from './daemon.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const directory = mkdtempSync(join(tmpdir(), 'web-config-'));
const configFile = join(directory, 'web.yaml');
const hash = hashSync('right', genSaltSync(4)).replace('$2b', '$2y');
let server: Certificate;
let client: Certificate;

beforeAll(() => {
  server = makeCertificate(directory, { name: 'server', sans: ['DNS:localhost'] });
  const ca = makeCertificate(directory, { name: 'ca', isCa: true });
  client = makeCertificate(directory, { name: 'client', issuer: ca });
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const tls = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';
const clients = '  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n';
const users = `basic_auth_users:\n  alice: ${hash}\n`;

function login(text: string) {
  return { headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } };
}

async function daemonWith(webConfig: string) {
  writeFileSync(configFile, webConfig);
  const ids = accountIds(1);
  const simulator = await simulate(organization(ids, mixedRows));
  return startDaemon(simulator, { accounts: configuredAccounts(ids), web: { configFile } });
}

async function healthcheck(listenAddress: string) {
  const { code, stdout, stderr } = await runCommand(['healthcheck'], {
    env: {
      AWS_REGION: 'eu-west-1',
      RESTORE_TEST_MONITOR_WEB_LISTEN_ADDRESS: listenAddress,
      RESTORE_TEST_MONITOR_WEB_CONFIG_FILE: configFile,
    },
  }).exited;
  return { code, stdout, stderr };
}

const healthy = { code: 0, stdout: 'healthy\n', stderr: '' };

it('lets in who has the certificate and the password, follows the file, and stops', async () => {
  const daemon = await daemonWith(tls + clients + users);
  const { host, port, protocol } = new URL(daemon.url);
  expect(protocol).toBe('https:');
  const identity = { port, ca: server.cert, cert: client.cert, key: client.key };
  const ways = [
    { port, ca: server.cert, ...login('alice:right') },
    identity,
    { ...identity, ...login('alice:wrong') },
    { ...identity, ...login('bob:right') },
    { ...identity, ...login('alice:right') },
  ];
  const outcomes: string[] = [];
  for (const way of ways) outcomes.push(await outcomeOf(ask(true, way)));
  expect(outcomes).toEqual(['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '401', '401', '401', '200']);
  expect(await healthcheck(host)).toEqual(healthy);

  writeFileSync(configFile, `${tls}${users}  bob: s3cret\n`);
  expect(await outcomeOf(ask(true, { ...identity, ...login('alice:right') }))).toBe('500');
  writeFileSync(configFile, tls + users);
  expect(await outcomeOf(ask(true, { port, ca: server.cert, ...login('alice:right') }))).toBe('200');
  expect(await healthcheck(host)).toEqual(healthy);

  const refused = { time: '', client: '127.0.0.1', msg: 'client refused' };
  const withoutCertificate = 'TLS: peer did not return a certificate';
  const told = daemon.log().filter(({ msg }) => /listening|TLS|web conf|refused/.test(String(msg)));
  expect(told.map((line) => ({ ...line, time: '' }))).toEqual([
    { time: '', level: 'info', address: daemon.url, users: 1, msg: 'listening' },
    { time: '', level: 'info', address: daemon.url, http2: false, msg: 'TLS is enabled' },
    { ...refused, level: 'warn', reason: withoutCertificate },
    { ...refused, level: 'warn', reason: 'wrong user or password' },
    { ...refused, level: 'debug', reason: 'wrong user or password' },
    // The health check has no certificate.
    { ...refused, level: 'debug', reason: withoutCertificate },
    {
      time: '',
      level: 'error',
      codes: ['invalid-value'],
      problems: [
        `${configFile}:6:8: basic_auth_users.bob: expected a bcrypt hash, such as htpasswd -nBC 10 "" prints, found a value that is not shown because it is secret`,
      ],
      msg: 'web configuration is wrong: every request is answered with 500 until it is mended',
    },
    { time: '', level: 'info', file: configFile, msg: 'web configuration read again' },
  ]);
  expect(daemon.output()).not.toMatch(/s3cret|\$2y|wrong"|right|Basic|PRIVATE/);
  daemon.kill('SIGTERM');
  expect((await daemon.exited).code).toBe(0);
});

it('does not start with a web configuration that is wrong, and says where it is', async () => {
  writeFileSync(configFile, `${tls}  client_auth_type: Never\n${users}`);
  const env = { AWS_REGION: 'eu-west-1' };
  const args = ['--web.config.file', configFile];
  const expected = {
    code: 2,
    signal: null,
    stdout: '',
    stderr: `${configFile}:4:21: tls_server_config.client_auth_type: expected one of NoClientCert, RequestClientCert, RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert, found "Never"\n`,
  };
  expect(await runCommand(['serve', ...args], { env }).exited).toEqual(expected);
  expect(await runCommand(['check-config', ...args], { env }).exited).toEqual(expected);
  expect(await healthcheck('127.0.0.1:1')).toEqual({ code: 2, stdout: '', stderr: expected.stderr });
});

it('tells what a web configuration asks for, and none of its secrets', async () => {
  const limit = 'rate_limit: { interval: 100ms, burst: 20 }\n';
  writeFileSync(configFile, `${tls}${clients}  client_allowed_sans: [a]\n${users}${limit}`);
  const { code, stdout } = await runCommand(['check-config', '--web.config.file', configFile], {
    env: { AWS_REGION: 'eu-west-1' },
  }).exited;
  expect([code, stdout.split('\n').at(-2)]).toEqual([
    0,
    `${configFile}: valid: TLS 1.2 to 1.3, client certificates required and verified by 1 allowed SAN, 1 user, one request each 100 ms, 20 at once`,
  ]);
});

it('answers scrapes while passwords are compared', async () => {
  const slow = hashSync('slow', genSaltSync(4)).replace('$04', '$15');
  const daemon = await daemonWith(`basic_auth_users:\n  alice: ${hash}\n  slow: '${slow}'\n`);
  const { port } = new URL(daemon.url);
  expect(await outcomeOf(ask(false, { port, ...login('alice:right') }))).toBe('200');
  let isSlowDone = false;
  const slowly = ask(false, { port, ...login('slow:wrong') }).finally(() => {
    isSlowDone = true;
  });
  for (let index = 0; index < 5; index += 1) {
    expect(await outcomeOf(ask(false, { port, ...login('alice:right') }))).toBe('200');
  }
  expect(isSlowDone).toBe(false);
  daemon.kill('SIGKILL');
  await slowly.catch(() => undefined);
  await eventually(() => (isSlowDone ? true : undefined));
});
