import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { errorFaults, faultKinds } from '../../src/simulator/faults/fault-rule.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { leaks, secrets } from './canaries.js';
import { runCommand } from './daemon.js';
import { runProcess, startDaemonProcess } from './daemon-process.js';
import { accountIds, configuredAccounts, mixedRows, organization, region } from './organization.js';
import type { Daemon } from './running-daemon.js';

/** What AWS says of what it refuses, at its most talkative. */
const talkative = [
  `The access key ${secrets.accessKeyId} must not do this.`,
  `Encoded authorization failure message: ${secrets.encodedMessage}`,
  `Value '${secrets.externalId}' at 'externalId' failed to satisfy constraint.`,
  `Could not verify ${secrets.webIdentityToken}`,
  `The Canonical String for this request should have been 'GET\nx-amz-security-token:${secrets.sessionToken}'`,
].join(' ');

const daemonRoleArn = 'arn:aws:iam::111122223333:role/daemon';
const ids = accountIds(faultKinds.length);
const accounts = configuredAccounts(ids).map((account) => ({ ...account, externalId: secrets.externalId }));

function troubledAws(): Promise<Simulator> {
  const faults = faultKinds.map((kind, index) => ({
    kind,
    account: ids[index] ?? '',
    delay: '10ms',
    ...(errorFaults.some((each) => each === kind) && { message: talkative }),
  }));
  const { accessKeyId, secretAccessKey } = secrets;
  return simulate(
    organization(ids, mixedRows, {
      faults,
      role: { name: 'monitor', externalId: secrets.externalId },
      webIdentity: { roleArn: daemonRoleArn },
      credentials: [{ account: '111122223333', accessKeyId, secretAccessKey }],
    }),
  );
}

const config = {
  accounts,
  poll: { deadline: '2s', concurrency: 30 },
  retry: { attempts: 2 },
  aws: { connectionTimeout: '500ms', requestTimeout: '500ms' },
};

/** The ways to hand over credentials, and an address with a password in it. */
function environments({ url }: Simulator): Readonly<Record<string, Record<string, string>>> {
  const tokenFile = join(temporaryDirectory(), 'token');
  writeFileSync(tokenFile, secrets.webIdentityToken);
  const withPassword = url.replace('//', `//user:${secrets.endpointPassword}@`);
  const proxy = `http://user:${secrets.proxyPassword}@127.0.0.1:9`;
  return {
    keys: {},
    'a session token': { AWS_SESSION_TOKEN: secrets.sessionToken },
    'a web identity': {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_ROLE_ARN: daemonRoleArn,
      AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    },
    'an endpoint with a password': { AWS_ENDPOINT_URL: withPassword },
    'a proxy with a password': {
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      https_proxy: proxy,
      http_proxy: proxy,
    },
  };
}

const ways = [
  'keys',
  'a session token',
  'a web identity',
  'an endpoint with a password',
  'a proxy with a password',
];

/** Every answer that the daemon gives to those who know its paths and to those who do not. */
async function everyAnswer({ url }: Daemon): Promise<string> {
  const basic = Buffer.from(`prometheus:${secrets.password}`).toString('base64');
  const answers = ['/', '/metrics', '/-/healthy', '/-/ready', '/-/reload', '/nowhere'].flatMap((path) =>
    ['GET', 'POST'].map(async (method) => {
      const answer = await fetch(`${url}${path}`, { method, headers: { authorization: `Basic ${basic}` } });
      return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
    }),
  );
  return (await Promise.all(answers)).join('\n');
}

/** Runs until every account has been tried, asks for everything, and stops. */
async function everythingOf(daemon: Daemon): Promise<string> {
  const isTried = () => {
    const told = daemon
      .log()
      .filter(({ source, msg }) => source === 'jobs' && String(msg).startsWith('target '));
    return new Set(told.map(({ account }) => account)).size === ids.length || undefined;
  };
  await eventually(isTried);
  const answers = await everyAnswer(daemon);
  daemon.kill('SIGTERM');
  return `${answers}${JSON.stringify(await daemon.exited)}${daemon.output()}`;
}

it.each(ways)('with %s, the daemon writes and answers no secret under any fault', async (way) => {
  const simulator = await troubledAws();
  const everything = await everythingOf(
    await startDaemonProcess(simulator, config, environments(simulator)[way]),
  );
  expect(everything).toContain('failing: ');
  expect(leaks(everything)).toEqual([]);
});

it('with users, the daemon writes and answers neither a hash nor a password', async () => {
  const simulator = await troubledAws();
  const configFile = join(temporaryDirectory(), 'web.yaml');
  writeFileSync(configFile, `basic_auth_users: {prometheus: '${secrets.passwordHash}'}\n`);
  const everything = await everythingOf(
    await startDaemonProcess(simulator, { ...config, web: { configFile } }),
  );
  expect(everything).toMatch(/^401 /m);
  expect(leaks(everything)).toEqual([]);
});

it.each([
  [['check-config']],
  [['once']],
  [['doctor']],
  [['doctor', '--json']],
  [['job', '--account', ids[0] ?? '', '--region', region, 'SOME-JOB']],
  [['iam-policy', '--for', 'member']],
])('%j prints no secret', async (args) => {
  const simulator = await troubledAws();
  const few = { ...config, accounts: accounts.slice(0, errorFaults.length) };
  const { stdout, stderr } = await runCommand(args, { simulator, config: few }).exited;
  expect(stdout + stderr).not.toBe('');
  expect(leaks(stdout + stderr)).toEqual([]);
});

it('a configuration that is wrong is told without its secrets', async () => {
  const [account] = accounts;
  const wrong = [
    { ...account, externalId: `${secrets.externalId} !` },
    { ...account, externalID: secrets.externalId },
  ];
  const { code, stderr, stdout } = await runCommand(['check-config'], { config: { accounts: wrong } }).exited;
  expect(code).toBe(2);
  expect(stderr).toContain('externalId');
  expect(leaks(stdout + stderr)).toEqual([]);
});

it.each(['Promise.reject(error)', 'throw error'])(
  'a crash by %s tells where, and no secret',
  async (crash) => {
    const message = JSON.stringify(talkative);
    const properties = JSON.stringify({
      credentials: secrets,
      $response: { headers: { authorization: secrets.password } },
    });
    const script = `setTimeout(() => { const error = Object.assign(new Error(${message}), ${properties}); ${crash}; }, 700)`;
    const simulator = await troubledAws();
    const file = join(temporaryDirectory(), 'crash.mjs');
    writeFileSync(file, script);
    const env = { NODE_OPTIONS: `--import=${file}` };
    const { child, exited } = runProcess(['serve', '--web.listen-address', '127.0.0.1:0'], {
      simulator,
      config,
      env,
    });
    const { code, stdout, stderr } = await exited;
    expect(child.exitCode).toBe(code);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: The access key AKIA\w\w….*\n +at /);
    expect(leaks(stdout + stderr)).toEqual([]);
  },
);
