import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { forbiddenImports, type ImportRules, needlessRights } from './import-rules.js';
import { generatorImports, layerOf, sourceFiles, sourceImports } from './source-imports.js';

/** What each part of src, or one file of it, may import besides its own part. */
const layers: ImportRules['layers'] = {
  restores: ['glob.ts', 'result.ts'],
  targets: ['glob.ts', 'restores', 'result.ts'],
  aws: ['events.ts', 'targets', 'restores', 'redact.ts'],
  config: [
    'describe-crash.ts',
    'duration.ts',
    'events.ts',
    'glob.ts',
    'problems',
    'restores',
    'result.ts',
    'targets',
    'yaml',
  ],
  yaml: ['problems', 'result.ts', 'redact.ts'],
  sources: ['aws', 'targets', 'restores', 'config'],
  polling: ['aws', 'events.ts', 'sources', 'targets', 'restores', 'config', 'describe-crash.ts'],
  metrics: ['aws', 'events.ts', 'targets', 'restores', 'build-info.ts'],
  views: ['config', 'restores', 'targets', 'yaml'],
  http: ['events.ts', 'metrics', 'result.ts', 'views', 'web-config'],
  'web-config': ['config', 'duration.ts', 'events.ts', 'problems', 'result.ts', 'yaml'],
  iam: ['aws', 'config', 'sources'],
  log: ['describe-crash.ts', 'events.ts', 'problems', 'restores', 'targets'],
  doctor: [
    'aws',
    'build-info.ts',
    'config',
    'events.ts',
    'metrics',
    'polling',
    'settings.ts',
    'sources',
    'targets',
    'views',
  ],
  simulator: ['duration.ts', 'glob.ts', 'problems', 'restores', 'result.ts', 'yaml'],
  commands: [
    'app.ts',
    'aws',
    'build-info.ts',
    'config',
    'doctor',
    'events.ts',
    'iam',
    'render-json.ts',
    'result.ts',
    'log',
    'node-release.ts',
    'polling',
    'problems',
    'restores',
    'settings.ts',
    'take-library-warnings.ts',
    'targets',
    'views',
    'web-config',
    'yaml',
  ],
  'commands/demo.ts': ['simulator'],
  'build-info.ts': [],
  'describe-crash.ts': ['redact.ts'],
  'duration.ts': [],
  'events.ts': ['problems', 'result.ts', 'targets'],
  'glob.ts': [],
  'render-json.ts': [],
  'node-release.ts': [],
  'result.ts': [],
  'settings.ts': ['aws', 'build-info.ts', 'config', 'metrics', 'restores', 'targets'],
  'app.ts': [
    'aws',
    'build-info.ts',
    'config',
    'events.ts',
    'http',
    'log',
    'metrics',
    'polling',
    'settings.ts',
    'targets',
    'memoize-latest.ts',
    'views',
    'web-config',
    'yaml',
  ],
  'cli.ts': ['command-help.ts', 'commands', 'config', 'problems', 'yaml'],
  'command-help.ts': [],
  'main.ts': ['build-info.ts', 'cli.ts', 'describe-crash.ts'],
  problems: [],
  'redact.ts': [],
  'memoize-latest.ts': [],
  'take-library-warnings.ts': ['events.ts'],
};

/** Where each outside package comes in: as code, and as types only. */
const doors: ImportRules['doors'] = {
  '@aws-sdk/client-account': { code: ['aws'] },
  '@aws-sdk/client-backup': { code: ['aws'] },
  '@aws-sdk/client-organizations': { code: ['aws'] },
  '@aws-sdk/client-resource-groups-tagging-api': { code: ['aws'] },
  '@aws-sdk/client-sts': { code: ['aws'] },
  '@aws-sdk/core': { code: ['aws/tolerant-json-protocol.ts'] },
  '@aws-sdk/credential-providers': { code: ['aws/credentials/load-credentials.ts'] },
  '@smithy/core': { code: ['aws', 'simulator/identity/signature.ts'] },
  '@smithy/node-http-handler': { code: ['aws/http-connections.ts'] },
  '@smithy/signature-v4': { code: ['simulator/identity/signature.ts'] },
  bcryptjs: { code: ['http/password-worker.ts'] },
  commander: { code: ['cli.ts'] },
  croner: { code: ['restores/plans/plan-schedule.ts'] },
  fastify: { code: ['http/server.ts'], types: ['app.ts'] },
  leven: { code: ['yaml/closest-name.ts'] },
  hpagent: { code: ['aws/http-connections.ts'] },
  'node-cron': { code: ['config/values/schedule.ts', 'doctor/runs-per-hour.ts', 'polling/schedule.ts'] },
  'p-queue': {
    code: [
      'aws/http-connections.ts',
      'http/basic-auth.ts',
      'polling/poller.ts',
      'polling/resolve-regions.ts',
    ],
  },
  'p-retry': { code: ['aws/call-policy.ts', 'aws/credentials/own-credentials.ts'] },
  pino: { code: ['log/log.ts'], types: ['app.ts', 'log/log-events.ts'] },
  'pino-pretty': { code: ['log/log.ts'] },
  'prom-client': { code: ['metrics/self-metrics.ts'], types: ['http/server.ts'] },
  'proxy-from-env': { code: ['aws/proxy.ts'] },
  yaml: { code: ['yaml'] },
  zod: { code: ['config', 'simulator', 'views', 'web-config', 'yaml'] },
};

/** The domain is free of the outside, but for the arithmetic of calendars. */
const pure: ImportRules['pure'] = { restores: ['croner'], targets: [] };

/** What each generator takes from src, and of packages. */
const generators: Readonly<Record<string, readonly string[]>> = {
  chart: ['src/render-json.ts', 'src/web-config', 'yaml', 'zod'],
  docs: ['src/aws', 'src/config', 'src/metrics', 'src/problems', 'src/restores', 'src/targets'],
  grafana: ['@grafana/schema', 'src/render-json.ts', 'yaml'],
  'json-schema.ts': ['src/config', 'src/render-json.ts', 'zod'],
  'policy-files.ts': ['src/aws', 'src/iam', 'src/render-json.ts'],
};

const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const rules: ImportRules = { layers, doors, pure };

it('has a rule for each part of src', () => {
  const parts = Object.keys(layers).filter((from) => layerOf(from) === from);
  expect([...new Set(sourceFiles.map(layerOf))].toSorted()).toEqual(parts.toSorted());
});

it('has no import that the tables forbid', () => {
  expect(forbiddenImports(sourceImports, rules)).toEqual([]);
});

it('allows nothing that no import uses', () => {
  expect(needlessRights(sourceImports, rules)).toEqual([]);
});

it('keeps the simulator out of everything but the demo', () => {
  const users = Object.keys(layers).filter((from) => layers[from]?.includes('simulator'));
  expect(users).toEqual(['commands/demo.ts']);
});

it('has doors for dependencies only', () => {
  expect(Object.keys(doors).filter((name) => !(name in dependencies))).toEqual([]);
});

it('has generators that take what is stated of them from src and from packages', () => {
  const taken = new Map<string, Set<string>>();
  for (const { file, target, isOutside } of generatorImports) {
    const part = isOutside ? target : target.split('/').slice(0, 2).join('/');
    if (part.startsWith('node:') || part.startsWith('generators/')) continue;
    const generator = layerOf(file.slice('generators/'.length));
    taken.set(generator, (taken.get(generator) ?? new Set()).add(part));
  }
  expect(taken).toEqual(new Map(Object.entries(generators).map(([name, parts]) => [name, new Set(parts)])));
});
