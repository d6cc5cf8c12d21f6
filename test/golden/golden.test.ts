import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { type Config, loadConfig } from '../../src/config/load-config.js';
import { loadScenario } from '../../src/simulator/scenario/load-scenario.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import { formatProblem } from '../../src/yaml/yaml-source.js';

const directory = join('test', 'golden');
const cases = readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
if (!hasPromtool) process.stderr.write('promtool is not on the PATH: golden outputs are not linted\n');

const startMs = Date.UTC(2026, 2, 2, 6);
const pollsAtMs = [startMs, startMs + 600_000];
const build = { version: '0.0.0', revision: 'unknown' };

const environment = process.env;

beforeEach(() => {
  process.env = { ...environment };
});

afterEach(() => {
  process.env = environment;
});

function configOf(name: string): Config {
  const own = join(directory, name, 'config.yaml');
  const file = existsSync(own) ? own : join(directory, 'config.yaml');
  const loaded = loadConfig({ file, flags: {}, env: {} });
  if (!loaded.ok) throw new Error(loaded.failure.map(formatProblem).join('\n'));
  return loaded.value;
}

/** What the daemon shows after both polls of the case. */
async function expositionOf(name: string): Promise<string> {
  const scenario = loadScenario(join(directory, name, 'aws.yaml'));
  const config = configOf(name);
  let nowMs = startMs;
  const simulator = await startSimulator({ scenario, clock: () => nowMs });
  const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const shutdown = createAbortController();
  const now = () => new Date(nowMs);
  const app = createApp(config, { build, log: pino({ enabled: false }), shutdown: shutdown.signal, now });
  try {
    for (const atMs of pollsAtMs) {
      nowMs = atMs;
      await app.watch.pollOnce();
    }
    return app.render().join('');
  } finally {
    shutdown.abort();
    await app.close();
    await simulator.close();
  }
}

function withoutDurations(exposition: string): string {
  return exposition.replaceAll(/^(restore_test_monitor_target_poll_duration_seconds\{.*\}) .*$/gm, '$1 0');
}

describe.each(cases)('%s', (name) => {
  const file = join(directory, name, 'metrics.prom');

  it('is shown as its golden file has it', async () => {
    const exposition = withoutDurations(await expositionOf(name));
    if (isUpdate) writeFileSync(file, exposition);
    expect(exposition).toBe(readFileSync(file, 'utf8'));
  });

  it('passes promlint', () => {
    if (!hasPromtool) return;
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: readFileSync(file),
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
