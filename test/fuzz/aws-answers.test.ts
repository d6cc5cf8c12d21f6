import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { type App, createApp } from '../../src/app.js';
import { createAbortController } from '../../src/aws/deadline.js';
import { loadConfig } from '../../src/config/load-config.js';
import { loadScenario } from '../../src/simulator/scenario/load-scenario.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import { parseExposition, type Samples, select } from '../integration/exposition-lines.js';
import { throughJson, viewsOfStates } from '../views/views-of-states.js';
import { standBetween } from './between-aws-and-daemon.js';
import { type Mutation, mutate, mutations } from './json-mutations.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';

const directory = join('test', 'fuzz');
const startMs = Date.UTC(2026, 2, 2, 6);
const now = () => new Date(startMs);
const build = { version: '0.0.0', revision: 'unknown' };
const sample = /^[a-z_]+(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)+\})? (-?[\d.]+(e[+-]?\d+)?|\+Inf)$/;
const longestMessage = 2001;

interface Logged {
  readonly level: number;
  readonly msg: string;
  readonly reason?: string;
  readonly message?: string;
}

function samplesOf(app: App): Samples {
  const text = app.render().join('');
  const wrong = text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !sample.test(line));
  expect(wrong.slice(0, 3)).toEqual([]);
  return parseExposition(text);
}

function countersOf(samples: Samples): Map<string, number> {
  return new Map([...samples].filter(([series]) => /^\w+_total\b/.test(series)));
}

it(
  'whatever AWS answers fails a reading or is a fact, and the next good answer mends it',
  async () => {
    const loaded = loadConfig({ file: join(directory, 'config.yaml'), flags: {}, env: {} });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
    const simulator = await startSimulator({
      scenario: loadScenario(join(directory, 'aws.yaml')),
      clock: () => startMs,
    });
    const between = await standBetween(simulator.url);
    const { accessKeyId, secretAccessKey } = simulator.baseCredentials;
    const environment = process.env;
    process.env = {
      ...environment,
      AWS_ENDPOINT_URL: between.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: 'eu-west-1',
    };
    const logged: Logged[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) });
    const shutdown = createAbortController();
    const app = createApp(loaded.value, { build, log, shutdown: shutdown.signal, now });
    try {
      await app.watch.pollOnce();
      const healthy = samplesOf(app);
      expect(select(healthy, 'restore_test_monitor_target_up')).toEqual([1, 1]);
      let before = countersOf(healthy);
      let bent = 0;

      const survives = async (changes: readonly Mutation[], rarity: number) => {
        let answers = 0;
        between.bend((body) => {
          if (answers++ % rarity !== 0) return body;
          bent++;
          return mutate(body, changes);
        });
        await app.watch.pollOnce();
        const after = countersOf(samplesOf(app));
        const views = viewsOfStates(app.states.all(), loaded.value);
        expect(throughJson(views)).toEqual(views);
        expect([...before].filter(([series, value]) => (after.get(series) ?? value) < value)).toEqual([]);
        const unexplained = logged.filter(({ level, reason }) => level > 40 && !reason);
        expect(unexplained.slice(0, 3)).toEqual([]);
        const unwieldy = logged.filter(({ message = '' }) => message.length > longestMessage);
        expect(unwieldy.slice(0, 3)).toEqual([]);
        logged.length = 0;

        between.bend((body) => body);
        await app.watch.pollOnce();
        const mended = samplesOf(app);
        const failures = logged.filter(({ msg }) => msg === 'target could not be read');
        expect([select(mended, 'restore_test_monitor_target_up'), failures]).toEqual([[1, 1], []]);
        before = countersOf(mended);
      };
      const property = fc.asyncProperty(mutations, fc.constantFrom(1, 2, 3, 5, 8), survives);
      await fc.assert(property, fuzzing(40));
      expect(bent).toBeGreaterThan(0);
      expect(Object.prototype).not.toHaveProperty('polluted');
    } finally {
      shutdown.abort();
      await app.close();
      await between.close();
      await simulator.close();
      process.env = environment;
    }
  },
  fuzzTimeoutMs,
);
