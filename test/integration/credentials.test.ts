import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { type AgentMood, agentEnvironment, startAgent } from './credentials-agent.js';
import { runCommand, startDaemon } from './daemon.js';
import { startDaemonProcess } from './daemon-process.js';
import { type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';
import type { Daemon } from './running-daemon.js';

const up = 'restore_test_monitor_target_up';
const reasons = 'restore_test_monitor_target_failure_reason';
const polls = 'restore_test_monitor_polls_total';
const own = '111122223333';
const [member = ''] = accountIds(1);
const minuteMs = 60_000;
const config = {
  accounts: [{ id: own, regions: [region] }, ...configuredAccounts([member])],
  retry: { attempts: 2 },
};
const scenario = organization([member], mixedRows, {
  jobs: [own, member].map((account) => ({ account, region, rows: [testRow(account, 0)] })),
});
const isUp = (samples: Samples) => sum(samples, up) === config.accounts.length;
const isDownFor =
  (reason: string, targets = config.accounts.length) =>
  (samples: Samples) =>
    sum(samples, reasons, { reason }) === targets;

function warnings(daemon: Daemon): Record<string, unknown>[] {
  return daemon.log().filter(({ level }) => level === 'warn' || level === 'error');
}

/** A process that has ended may be left as a zombie where nobody waits for orphans. */
function isRunning(pid: string): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

async function startWithAgent(mood: AgentMood, validMs: number) {
  const simulator = await simulate(scenario);
  const agent = await startAgent(simulator, { account: own });
  Object.assign(agent, { mood, validMs });
  const daemon = await startDaemon(simulator, config, agentEnvironment(agent.url));
  return { agent, daemon };
}

describe('an agent that accepts a renewal and never answers', () => {
  it.each<AgentMood>(['never', 'half'])(
    'is given up (%s) within the timeouts, and asked again at the next poll, after the session has ended',
    async (mood) => {
      const { agent, daemon } = await startWithAgent('answers', 4000);
      await daemon.metricsWhen(isUp);
      agent.mood = mood;
      // The session of the member's role goes on.
      await daemon.metricsWhen(isDownFor('timeout', 1));
      expect(agent.abandoned()).toBeGreaterThan(0);
      Object.assign(agent, { mood: 'answers', validMs: 60 * minuteMs });
      await daemon.metricsWhen(isUp);
      expect((await fetch(`${daemon.url}/-/ready`)).status).toBe(200);
    },
  );

  it('takes no target down while the session before is valid', async () => {
    const { agent, daemon } = await startWithAgent('answers', 4.5 * minuteMs);
    const before = await daemon.metricsWhen(isUp);
    agent.mood = 'never';
    // Each is left after the 3 s that connecting and answering may take.
    await eventually(() => (agent.abandoned() >= 2 ? true : undefined));
    const after = await daemon.metrics();
    expect(sum(after, 'restore_test_monitor_poll_failures_total')).toBe(0);
    expect(sum(after, polls)).toBeGreaterThan(sum(before, polls) + 5);
    expect(isUp(after)).toBe(true);
    expect(warnings(daemon)).toEqual([
      expect.objectContaining({
        operation: 'LoadCredentials',
        reason: 'timeout',
        message: 'the deadline of 3 s passed',
        msg: 'session could not be renewed; it is used until it ends',
      }),
    ]);
  });
});

describe('a renewal that fails with 4:30 of the session left', () => {
  it('is tried again, warned of once, and takes nothing down: the agent answers with 500', async () => {
    const { agent, daemon } = await startWithAgent('answers', 4.5 * minuteMs);
    await daemon.metricsWhen(isUp);
    agent.mood = 500;
    const asked = agent.seen.length;
    await eventually(() => (agent.seen.length >= asked + 10 ? true : undefined));
    Object.assign(agent, { mood: 'answers', validMs: 60 * minuteMs });
    await eventually(() => daemon.log().find(({ msg }) => msg === 'credentials are renewed again'));
    const samples = await daemon.metrics();
    expect(isUp(samples)).toBe(true);
    expect(sum(samples, 'restore_test_monitor_poll_failures_total')).toBe(0);
    const host = new URL(agent.url).host;
    expect(warnings(daemon)).toEqual([
      {
        level: 'warn',
        time: expect.any(String),
        operation: 'LoadCredentials',
        reason: 'unavailable',
        message: `the credentials agent at ${host} answered with 500 AgentError: no`,
        expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
        msg: 'session could not be renewed; it is used until it ends',
      },
    ]);
  });

  it('is tried again, warned of once, and takes nothing down: STS answers with 503', async () => {
    let aheadMs = 0;
    const clock = () => Date.now() + aheadMs;
    const simulator = await simulate(scenario, { clock, machineClock: clock });
    const daemon = await startDaemon(simulator, config);
    await daemon.metricsWhen(isUp);
    simulator.setFaults([{ kind: 'html-503', operation: 'AssumeRole' }]);
    aheadMs = 55.5 * minuteMs;
    const failures = 'restore_test_monitor_aws_request_failures_total';
    const refused = { operation: 'AssumeRole', reason: 'unavailable' };
    await daemon.metricsWhen((read) => sum(read, failures, refused) >= 6);
    simulator.setFaults([]);
    await eventually(() => daemon.log().find(({ msg }) => msg === 'credentials are renewed again'));
    const samples = await daemon.metrics();
    expect(isUp(samples)).toBe(true);
    expect(sum(samples, 'restore_test_monitor_poll_failures_total')).toBe(0);
    expect(warnings(daemon)).toEqual([
      expect.objectContaining({
        role: `arn:aws:iam::${member}:role/monitor`,
        operation: 'AssumeRole',
        reason: 'unavailable',
        msg: 'session could not be renewed; it is used until it ends',
      }),
    ]);
  });
});

describe('no credentials', () => {
  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  const nowhere =
    'no credentials found: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set, the profile "default" has none in ~/.aws/credentials or in ~/.aws/config, and neither AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set. The instance metadata service is turned off.';

  it.each([
    ['anywhere', none, nowhere],
    [
      'of a profile that does not exist',
      { AWS_PROFILE: 'produktion' },
      'the profile "produktion" of AWS_PROFILE is neither in ~/.aws/credentials nor in ~/.aws/config',
    ],
    [
      'of a profile in files that do not exist',
      { ...none, AWS_PROFILE: 'a', AWS_CONFIG_FILE: '/c', AWS_SHARED_CREDENTIALS_FILE: '/s' },
      'the profile "a" of AWS_PROFILE is neither in /s nor in /c',
    ],
  ])('%s are told in one line, by their own reason, and to doctor', async (_, env, message) => {
    const simulator = await simulate(scenario);
    const doctor = runCommand(['doctor'], { simulator, config, env });
    const daemon = await startDaemon(simulator, config, env);
    await daemon.metricsWhen(isDownFor('no_credentials'));
    const told = warnings(daemon).filter(({ msg }) => !/both set/.test(String(msg)));
    expect(told).toEqual([
      {
        level: 'warn',
        time: expect.any(String),
        operation: 'LoadCredentials',
        reason: 'no_credentials',
        message,
        msg: "the daemon's own credentials could not be loaded",
      },
    ]);
    expect(simulator.requests).toEqual([]);
    const { code, stdout } = await doctor.exited;
    expect(code).toBe(1);
    expect(stdout).toContain(
      "Problem 1: the daemon's own credentials cannot be loaded in 2 targets: no_credentials",
    );
    expect(stdout).toContain(`Found: ${message}`);
    expect(stdout).toContain('To do: Give the daemon credentials');
    expect(stdout).not.toContain('Problem 2');
  });
});

function profileOf(lines: readonly string[]) {
  const directory = temporaryDirectory();
  const file = join(directory, 'config');
  writeFileSync(file, ['[profile tested]', ...lines, ''].join('\n'));
  return {
    directory,
    env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: 'tested', AWS_CONFIG_FILE: file },
  };
}

describe('a profile', () => {
  it('whose credential_process never ends is left within the timeouts, with all that it started', async () => {
    const simulator = await simulate(scenario);
    const pids = join(temporaryDirectory(), 'pids');
    const { env } = profileOf([`credential_process = sh -c 'echo $$ >> ${pids}; sleep 600 & wait'`]);
    const daemon = await startDaemon(simulator, config, env);
    await daemon.metricsWhen(isDownFor('timeout'));
    const started = await eventually(() => {
      const lines = existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n') : [];
      return lines.length >= 2 ? lines : undefined;
    });
    const [first = ''] = started;
    await eventually(() => (isRunning(first) ? undefined : true));
    expect(isRunning(first)).toBe(false);
  });

  it.each([
    [
      'that fails',
      "sh -c 'echo out of order >&2; exit 3'",
      'credential_process ended with exit code 3: out of order',
    ],
    ['that is not there', 'nowhere-to-be-found', /credential_process ended with exit code 127: .*not found/],
    ['that writes no JSON', 'echo no', 'Profile tested credential_process returned invalid JSON.'],
  ])('with a credential_process %s says so', async (_, command, message) => {
    const simulator = await simulate(scenario);
    const { env } = profileOf([`credential_process = ${command}`]);
    const daemon = await startDaemon(simulator, config, env);
    await daemon.metricsWhen(isDownFor('no_credentials'));
    expect(warnings(daemon)).toEqual([
      expect.objectContaining({ reason: 'no_credentials', message: expect.stringMatching(message) }),
    ]);
  });

  it('gives the credentials that its credential_process writes', async () => {
    const simulator = await simulate(scenario);
    const { directory, env } = profileOf(['credential_process = cat "$CREDENTIALS"']);
    const file = join(directory, 'credentials.json');
    const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
    writeFileSync(
      file,
      JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }),
    );
    const daemon = await startDaemon(simulator, config, { ...env, CREDENTIALS: file });
    await daemon.metricsWhen(isUp);
    expect(warnings(daemon)).toEqual([]);
  });

  it('with a key that has a space in it is refused before anything is sent', async () => {
    const simulator = await simulate(scenario);
    const { env } = profileOf(['aws_access_key_id = AKID', 'aws_secret_access_key = one two']);
    const daemon = await startDaemon(simulator, config, env);
    await daemon.metricsWhen(isDownFor('no_credentials'));
    expect(warnings(daemon).map(({ message }) => message)).toEqual([
      'the secret access key has a space, a line break or another character that no key has',
    ]);
    expect(simulator.requests).toEqual([]);
  });
});

describe('settings that contradict each other', () => {
  it('are one log event each, once', async () => {
    const simulator = await simulate(scenario);
    const agent = await startAgent(simulator, { account: own });
    const file = join(temporaryDirectory(), 'token');
    writeFileSync(file, 'token\n');
    const env = {
      ...agentEnvironment(agent.url, file),
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'another',
    };
    const daemon = await startDaemonProcess(simulator, config, env);
    await daemon.metricsWhen(() => agent.seen.length >= 3);
    expect(warnings(daemon).map(({ msg }) => msg)).toEqual([
      'AWS_CONTAINER_AUTHORIZATION_TOKEN and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE are both set; the file is used. Unset one of them.',
    ]);
    expect(new Set(agent.seen)).toEqual(new Set(['token']));
    daemon.kill('SIGTERM');
    expect((await daemon.exited).stderr).toBe('');
  });

  it('are told of a profile beside keys', async () => {
    const simulator = await simulate(scenario);
    const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
    const file = join(temporaryDirectory(), 'config');
    writeFileSync(
      file,
      `[profile tested]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const env = {
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_PROFILE: 'tested',
      AWS_CONFIG_FILE: file,
    };
    const daemon = await startDaemonProcess(simulator, config, env);
    await daemon.metricsWhen(isUp);
    expect(warnings(daemon).map(({ msg }) => msg)).toEqual([
      'AWS_PROFILE and AWS_ACCESS_KEY_ID are both set; AWS_PROFILE is used. Unset one of them.',
    ]);
    expect(select(await daemon.metrics(), reasons, { reason: 'no_credentials' })).toEqual([0, 0]);
    daemon.kill('SIGTERM');
    expect((await daemon.exited).stderr).toBe('');
  });
});
