import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { stringify } from 'yaml';
import { type App, createApp } from '../../src/app.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { FaultRuleInput } from '../../src/simulator/faults/fault-rule.js';
import { scenarioOf } from '../../src/simulator/scenario/scenario.js';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.js';
import { knowErrorsOfNode } from '../aws/errors-of-node.js';
import { parseExposition, type Samples } from '../integration/exposition-lines.js';
import { changingWorld, daemonRoleArn } from './changing-world.js';
import { holdRequestTimeouts, requestTimeoutMs, withoutWaiting } from './request-timeouts.js';

/** The daemon in this process in front of the simulated AWS, on a clock that only a test moves. */
export interface TroubledDaemon {
  readonly app: App;
  readonly simulator: Simulator;
  readonly startMs: number;
  minute(): number;
  /** A minute passes, or an hour at the machine, so that every session is over; then everything is read once. */
  poll(faults: readonly FaultRuleInput[]): Promise<void>;
  /** What a scrape would show of the targets; it throws where a series is shown twice. */
  scrape(): Samples;
  close(): Promise<void>;
}

interface TroubledDaemonOptions extends Pick<AppOptions, 'config' | 'attempts' | 'hasWebIdentity'> {
  readonly endsSessions: boolean;
}

let machineMs = Date.parse('2026-03-10T12:00:00Z');

function machineClock(): number {
  return machineMs;
}

/** What every file of tests with troubled daemons calls first: their clock, and the timers of their requests, are the machine's. */
export function hostTroubledDaemons(): void {
  const { now } = Date;
  const releaseRequestTimeouts = holdRequestTimeouts();
  beforeAll(() => {
    knowErrorsOfNode();
    // A spy would remember each of a million calls.
    Date.now = machineClock;
  });
  afterAll(() => {
    Date.now = now;
    releaseRequestTimeouts();
  });
}

export async function startTroubledDaemon(
  minutes: number,
  { endsSessions, ...options }: TroubledDaemonOptions,
): Promise<TroubledDaemon> {
  const startMs = machineMs;
  let minute = -1;
  const nowMs = () => startMs + Math.max(0, minute) * 60_000;
  const simulator = await startSimulator({
    scenario: scenarioOf(changingWorld(minutes)),
    clock: nowMs,
    machineClock,
  });
  const shutdown = createAbortController();
  const app = createAppAt(simulator, { ...options, nowMs, shutdown: shutdown.signal });
  return {
    app,
    simulator,
    startMs,
    minute: () => minute,
    async poll(faults) {
      minute += 1;
      machineMs += (endsSessions ? 61 : 1) * 60_000;
      // Some clients are made, and read their environment, with each poll.
      process.env['AWS_ENDPOINT_URL'] = simulator.url;
      simulator.setFaults(faults);
      const poll = app.watch.pollOnce();
      await (faults.some(({ kind }) => kind === 'hang') ? withoutWaiting(simulator, poll) : poll);
    },
    scrape() {
      const text = app.render().join('');
      const samples = parseExposition(text);
      const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      if (lines.length !== samples.size) throw new Error('a series is shown twice');
      return samples;
    },
    async close() {
      shutdown.abort(new Error('the test is over'));
      await app.close();
      await simulator.close();
    },
  };
}

function configOf(options: object) {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-'));
  const file = join(directory, 'config.yaml');
  writeFileSync(file, stringify(options));
  const loaded = loadConfig({ file, flags: {}, env: {} });
  rmSync(directory, { recursive: true });
  if (!loaded.ok) throw new Error(loaded.failure.map(({ message }) => message).join('\n'));
  return loaded.value;
}

const webIdentity = {
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_ROLE_ARN: daemonRoleArn,
  AWS_WEB_IDENTITY_TOKEN_FILE: fileURLToPath(new URL('web-identity-token', import.meta.url)),
};

function keysOf({ baseCredentials }: Simulator) {
  const { accessKeyId, secretAccessKey } = baseCredentials;
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

export interface AppOptions {
  readonly config: object;
  readonly attempts: number;
  /** Whether a token is its own credentials, rather than an access key. */
  readonly hasWebIdentity?: boolean;
  readonly nowMs: () => number;
  readonly shutdown: AbortSignal;
  readonly log?: Logger;
}

/** The daemon's parts, with AWS at the simulator. */
export function createAppAt(simulator: Simulator, options: AppOptions): App {
  const { attempts, nowMs, shutdown, log = pino({ level: 'silent' }) } = options;
  process.env['AWS_ENDPOINT_URL'] = simulator.url;
  Object.assign(process.env, options.hasWebIdentity ? webIdentity : keysOf(simulator));
  const requestTimeout = `${requestTimeoutMs}ms`;
  const config = configOf({
    retry: { attempts, delay: '1ms', throttleDelay: '1ms', maxDelay: '1ms' },
    rateLimit: 1000,
    aws: { connectionTimeout: requestTimeout, requestTimeout },
    poll: { deadline: '20s', jitter: '0s' },
    ...options.config,
  });
  const build = { version: '0.0.0', revision: 'test' };
  return createApp(config, { build, log, shutdown, now: () => new Date(nowMs()) });
}
