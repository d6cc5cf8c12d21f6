import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { type Config, loadConfig } from '../../src/config/load-config.js';
import { formatProblem } from '../../src/problems/problem.js';
import { loadScenario } from '../../src/simulator/scenario/load-scenario.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import type { TargetState } from '../../src/targets/target-state.js';

export const goldenDirectory = join('test', 'golden');
export const goldenCases = readdirSync(goldenDirectory, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const startMs = Date.UTC(2026, 2, 2, 6);
const pollsAtMs = [startMs, startMs + 600_000];
const build = { version: '0.0.0', revision: 'unknown' };

/** What a daemon knows and shows after it has read every source of a scenario twice. */
export interface PlayedScenario {
  readonly config: Config;
  readonly states: readonly TargetState[];
  readonly exposition: string;
}

export async function playGoldenCase(name: string): Promise<PlayedScenario> {
  const own = join(goldenDirectory, name, 'config.yaml');
  const file = existsSync(own) ? own : join(goldenDirectory, 'config.yaml');
  return playScenario(join(goldenDirectory, name, 'aws.yaml'), file);
}

export async function playScenario(scenarioFile: string, configFile: string): Promise<PlayedScenario> {
  const loaded = loadConfig({ file: configFile, flags: {}, env: {}, now: new Date(startMs) });
  if (!loaded.ok) throw new Error(loaded.failure.map(formatProblem).join('\n'));
  const config = loaded.value;
  let nowMs = startMs;
  const simulator = await startSimulator({ scenario: loadScenario(scenarioFile), clock: () => nowMs });
  const environment = process.env;
  process.env = {
    ...environment,
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: simulator.baseCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: simulator.baseCredentials.secretAccessKey,
  };
  const shutdown = createAbortController();
  const now = () => new Date(nowMs);
  const app = createApp(config, { build, log: pino({ enabled: false }), shutdown: shutdown.signal, now });
  try {
    for (const atMs of pollsAtMs) {
      nowMs = atMs;
      await app.watch.pollOnce();
    }
    return { config, states: app.states.all(), exposition: app.render().join('') };
  } finally {
    shutdown.abort();
    await app.close();
    await simulator.close();
    process.env = environment;
  }
}
