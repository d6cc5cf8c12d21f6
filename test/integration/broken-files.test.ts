import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../http/asking.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { type Certificate, makeCertificate, pemBlock } from '../web-config/certificates.js';
import { leaks, secrets } from './canaries.js';
import { startDaemon } from './daemon.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

const ids = accountIds(1);
const accounts = configuredAccounts(ids);
const certificates = mkdtempSync(join(tmpdir(), 'broken-files-'));
let server: Certificate;

beforeAll(() => {
  server = makeCertificate(certificates, { name: 'server', sans: ['DNS:localhost'] });
});
afterAll(() => {
  rmSync(certificates, { recursive: true });
});

/** Of the key of the certificate, too, which is made for the run. */
function allLeaks(text: string): string[] {
  const lines = server.key.split('\n').slice(1, -2);
  return [...leaks(text), ...lines.filter((line) => text.includes(line))];
}

/** Ways to break the web configuration of a running daemon, with what the log says of each. */
function brokenWebConfigs(): ReadonlyArray<readonly [broken: string, told: string]> {
  const { certFile, key } = server;
  const { password, passwordHash: hash } = secrets;
  const tls = `tls_server_config:\n  cert_file: ${certFile}\n`;
  const half = key.slice(0, key.length / 2);
  const secret = 'found a value that is not shown because it is secret';
  const bcrypt = 'expected a bcrypt hash, such as htpasswd -nBC 10 "" prints';
  return [
    [
      `${tls}  key: ${pemBlock(half)}`,
      '3:8: tls_server_config.key: expected a private key in PEM, not encrypted',
    ],
    [
      `${tls}  key_file: ${pemBlock(key)}`,
      '3:13: tls_server_config.key_file: expected a path, found a text of several lines',
    ],
    [`${tls}  key: |\n${key}`, '4:1: expected "key: value"; is the colon, or the space after it, missing?'],
    [`${tls}  ${key.replaceAll('\n', '\n  ')}`, '3:3: expected "key: value"'],
    [
      `tls_server_config: { cert: ${JSON.stringify(key)} }`,
      '1:28: tls_server_config.cert: expected a certificate in PEM',
    ],
    [`tls_server_config: { min_version: ${JSON.stringify(key)} }`, 'found a text of several lines'],
    [
      `basic_auth_users: { prometheus: ${password} }`,
      `1:33: basic_auth_users.prometheus: ${bcrypt}, ${secret}`,
    ],
    [
      `basic_auth_users: { prometheus: ${hash}=, other: ${hash} }`,
      `1:33: basic_auth_users.prometheus: ${bcrypt}, ${secret}`,
    ],
    [`basic_auth_users: { ${hash}: prometheus }`, `basic_auth_users["…"]: ${bcrypt}, ${secret}`],
    [`basic_auth_users: { prometheus:${hash} }`, `1:21: basic_auth_users["prometheus…"]: missing, ${bcrypt}`],
    [`basic_auth_users: prometheus:${hash}`, '1:19: basic_auth_users: expected a map, found a single value'],
    [
      `basic_auth_users: { prometheus: "${hash}" "${password}" }`,
      'unexpected text behind the value; put the whole value in quotes',
    ],
    [
      `rate_limit: { interval: ${hash} }`,
      'rate_limit.interval: expected a duration such as 1s, 500ms or 1m30s, or 0, found "<left out>"',
    ],
    [`${hash}: prometheus`, '1:1: ["…"]: unknown option; variables are not expanded in keys'],
  ];
}

it('with a web configuration that breaks while it runs, the daemon tells where, and none of its secrets', async () => {
  const configFile = join(temporaryDirectory(), 'web.yaml');
  const good = `tls_server_config: {cert_file: ${server.certFile}, key_file: ${server.keyFile}}\n`;
  writeFileSync(configFile, `${good}basic_auth_users: {prometheus: '${secrets.passwordHash}'}\n`);
  const simulator = await simulate(organization(ids, mixedRows));
  const daemon = await startDaemon(simulator, { accounts, web: { configFile } });
  const { port } = new URL(daemon.url);
  const answers: string[] = [];
  for (const [broken] of brokenWebConfigs()) {
    writeFileSync(configFile, broken);
    for (const path of ['/metrics', '/', '/-/ready']) {
      const { status, headers, body } = await ask(true, { port, ca: server.cert, path });
      answers.push(`${status} ${JSON.stringify(headers)} ${body}`);
    }
  }
  expect(answers.filter((answer) => !answer.startsWith('500 '))).toEqual([]);
  const told = daemon
    .log()
    .flatMap(({ msg, problems }) =>
      String(msg).startsWith('web configuration is wrong') ? [String(problems)] : [],
    );
  expect(told).toEqual(brokenWebConfigs().map(([, expected]) => expect.stringContaining(expected)));
  daemon.kill('SIGTERM');
  await daemon.exited;
  expect(allLeaks(`${answers.join('\n')}${daemon.output()}`)).toEqual([]);
});

/** Configurations that a running daemon refuses, with what it says of each. */
function brokenConfigs(): ReadonlyArray<readonly [broken: string, told: string]> {
  const { externalId, password } = secrets;
  const entry = 'id: 200000000001, roleArn: "arn:aws:iam::200000000001:role/monitor"';
  const secret = 'found a value that is not shown because it is secret';
  const missing =
    'expected "option: value"; is the colon missing, or the quotes around a value that holds a comma?';
  return [
    [`accounts: [{ ${entry}, externalId: ${externalId}`, 'a bracket or quote above is not closed'],
    [
      `accounts: [{ ${entry}, externalId: "${externalId}" ${password} }]`,
      'unexpected text behind the value; put the whole value in quotes',
    ],
    [`accounts: [{ ${entry}, externalId: '${externalId}!' }]`, secret],
    [`accounts: [{ ${entry}, externalId: some,${externalId} }]`, `accounts[0]: ${missing}`],
    [`accounts: [{ ${entry}, externalId=${externalId} }]`, `accounts[0]: ${missing}`],
    [
      `accounts: [{ ${entry}, externalId:${externalId} }]`,
      'accounts[0].externalId: unknown option; is a space missing after the colon?',
    ],
    [
      `accounts: [{ ${entry}, externalID: ${externalId} }]`,
      'accounts[0].externalID: unknown option; did you mean externalId?',
    ],
    [
      `accounts: [{ ${entry}, externalId: [${externalId}] }]`,
      'accounts[0].externalId: expected an external id',
    ],
    [
      `accounts: [{ ${entry}, externalId: { ${externalId}: 1, ${externalId}: 2 } }]`,
      'accounts[0].externalId: set a second time',
    ],
    [`accounts: ${externalId}`, '1:11: accounts: expected a list, found a single value'],
    [`accounts: [${externalId}]`, 'accounts[0]: expected a map of options, found a single value'],
    [`externalId: ${externalId}`, '1:1: externalId: unknown option'],
    [externalId, '1:1: expected a map of options, found a single value'],
    [`web: { listenAddress: "http://user:${password}@localhost" }`, 'found "http://<left out>@localhost"'],
    [`log: { level: "${externalId}\\n${externalId}" }`, 'found a text of several lines'],
  ];
}

it('with a configuration that cannot be reloaded, the daemon tells where, and none of its secrets', async () => {
  const simulator = await simulate(organization(ids, mixedRows));
  const daemon = await startDaemon(simulator, { accounts }, {}, '127.0.0.1:0', ['--web.enable-lifecycle']);
  const answers: string[] = [];
  for (const [broken] of brokenConfigs()) {
    daemon.configure(`${broken}\n`);
    const answer = await fetch(`${daemon.url}/-/reload`, { method: 'POST' });
    answers.push(`${answer.status} ${await answer.text()}`);
  }
  const expected = brokenConfigs().map(([, told]) => expect.stringContaining(told));
  expect(answers).toEqual(expected);
  expect(answers.filter((answer) => !answer.startsWith('500 '))).toEqual([]);
  const logged = daemon
    .log()
    .flatMap(({ msg, problems }) => (/not reloaded/.test(String(msg)) ? [String(problems)] : []));
  expect(logged).toEqual(expected);
  daemon.kill('SIGTERM');
  await daemon.exited;
  expect(allLeaks(`${answers.join('\n')}${daemon.output()}`)).toEqual([]);
});
