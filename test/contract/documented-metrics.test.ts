import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { loadScenario } from '../../src/simulator/scenario/load-scenario.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import { documentedMetrics, type Labels } from './documented-labels.js';

const environment = { ...process.env };
let exposed: Labels;

beforeAll(async () => {
  exposed = labelsOf(await scrapeDemo());
});

afterAll(() => {
  process.env = environment;
});

it('documents every metric that the demo exposes with an objective, and no other', () => {
  expect([...documentedMetrics().keys()].toSorted()).toEqual([...exposed.keys()].toSorted());
});

it('documents no metric twice', () => {
  const names = [
    ...readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `((?:aws_backup|restore)_\w+)` +\|/gm),
  ];
  expect(names).toHaveLength(documentedMetrics().size);
});

it('documents the labels of every metric', () => {
  expect(Object.fromEntries(documentedMetrics())).toEqual(Object.fromEntries(exposed));
});

function labelsOf(exposition: string): Labels {
  const labels = new Map<string, Set<string>>();
  for (const [, name = ''] of exposition.matchAll(/^# TYPE (\w+) /gm)) labels.set(name, new Set());
  for (const [, series = '', pairs = ''] of exposition.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const own = labels.get(series) ?? labels.get(series.replace(/_(bucket|count|sum)$/, ''));
    for (const [, label = ''] of pairs.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g))
      if (label !== 'le') own?.add(label);
  }
  return new Map([...labels].filter(([name]) => !/^(process|nodejs)_/.test(name)));
}

/** What the demo serves after its first poll of every target. */
async function scrapeDemo(): Promise<string> {
  const simulator = await startSimulator({ scenario: loadScenario('config/scenarios/demo.yaml') });
  process.env = {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: simulator.baseCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: simulator.baseCredentials.secretAccessKey,
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const loaded = loadConfig({ file: 'config/demo.yaml', flags: {}, env: {} });
  if (!loaded.ok) throw new Error('config/demo.yaml is not valid');
  const app = createApp(withEverything(loaded.value), {
    build: { version: '0.0.0', revision: 'test' },
    log: pino({ level: 'silent' }),
    shutdown: new AbortController().signal,
  });
  try {
    await app.watch.pollOnce();
    await app.snapshots.settled();
    const { body } = await app.server.inject({ url: '/metrics' });
    return body;
  } finally {
    await app.close();
    await simulator.close();
  }
}

/** The metrics of objectives and exceptions are there only where one is configured. */
function withEverything(config: Config): Config {
  const day = 86_400_000;
  const every = {
    plan: '*',
    resourceType: '*',
    validation: 'required',
    accept: ['partial'],
    provenIn: 'copy',
  } as const;
  const longest = { maxDuration: day, successInterval: day, maxRecoveryPointAge: day };
  const until = new Date(Date.now() + day).toISOString().slice(0, 10);
  const accepted = { plan: '*', resourceType: '*', reason: 'all of it is shown', until };
  const exceptions = [
    { ...accepted, regions: ['*'] },
    { ...accepted, plan: '*_*' },
    { ...accepted, createdResources: ['*'] },
  ];
  return { ...config, objectives: [...config.objectives, { ...every, ...longest }], exceptions };
}
