import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  generatorImports,
  importsOf,
  layerOf,
  type SourceImport,
  sourceFiles,
  sourceImports,
} from './source-imports.js';

const inside = sourceImports.filter(({ isOutside }) => !isOutside);
const outside = sourceImports.filter(({ isOutside }) => isOutside);

/** What each part of src may import besides itself. */
const layers: Readonly<Record<string, readonly string[]>> = {
  restores: ['glob.ts'],
  targets: ['glob.ts', 'restores'],
  aws: ['targets', 'restores', 'without-secrets.ts'],
  config: ['glob.ts', 'restores', 'yaml'],
  yaml: ['without-secrets.ts'],
  sources: ['aws', 'targets', 'restores', 'config'],
  polling: ['aws', 'sources', 'targets', 'restores', 'config', 'describe-crash.ts', 'log'],
  metrics: ['aws', 'targets', 'restores', 'build-info.ts'],
  http: ['metrics', 'targets', 'web-config'],
  'web-config': ['config', 'yaml'],
  iam: ['aws', 'config'],
  log: ['describe-crash.ts', 'targets'],
  doctor: [
    'aws',
    'build-info.ts',
    'config',
    'metrics',
    'polling',
    'restores',
    'settings.ts',
    'sources',
    'targets',
  ],
  simulator: ['restores', 'yaml'],
  commands: [
    'app.ts',
    'aws',
    'build-info.ts',
    'config',
    'doctor',
    'http',
    'iam',
    'json-text.ts',
    'log',
    'node-release.ts',
    'polling',
    'restores',
    'settings.ts',
    'targets',
    'web-config',
    'yaml',
  ],
  'build-info.ts': [],
  'describe-crash.ts': ['without-secrets.ts'],
  'glob.ts': [],
  'json-text.ts': [],
  'node-release.ts': [],
  'settings.ts': ['aws', 'build-info.ts', 'config', 'metrics', 'restores'],
  'app.ts': [
    'aws',
    'build-info.ts',
    'config',
    'describe-crash.ts',
    'http',
    'log',
    'metrics',
    'polling',
    'settings.ts',
    'targets',
    'while-equal.ts',
    'yaml',
  ],
  'cli.ts': ['command-help.ts', 'commands', 'config', 'yaml'],
  'command-help.ts': [],
  'main.ts': ['build-info.ts', 'cli.ts', 'describe-crash.ts'],
  'without-secrets.ts': [],
  'while-equal.ts': [],
};

/** Where each outside package comes in: as code, and as types only. */
const doors: Readonly<Record<string, { readonly code: string[]; readonly types?: string[] }>> = {
  '@aws-crypto/sha256-js': { code: ['simulator/identity/signature.ts'] },
  '@aws-sdk/client-account': { code: ['aws/'] },
  '@aws-sdk/client-backup': { code: ['aws/'] },
  '@aws-sdk/client-organizations': { code: ['aws/'] },
  '@aws-sdk/client-sts': { code: ['aws/'] },
  '@aws-sdk/core': { code: ['aws/tolerant-protocols.ts'] },
  '@aws-sdk/credential-providers': { code: ['aws/credential-sources.ts'] },
  '@smithy/core': { code: ['aws/'] },
  '@smithy/node-http-handler': { code: ['aws/http-connections.ts'] },
  '@smithy/signature-v4': { code: ['simulator/identity/signature.ts'] },
  bcryptjs: { code: ['http/password-worker.ts'] },
  commander: { code: ['cli.ts', 'main.ts'] },
  croner: { code: ['restores/plan-schedule.ts'] },
  fastify: { code: ['http/server.ts'], types: ['app.ts'] },
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
  'p-retry': { code: ['aws/call-policy.ts', 'aws/own-credentials.ts'] },
  pino: { code: ['log/log.ts'], types: ['app.ts', 'commands/open-web-access.ts', 'polling/'] },
  'pino-pretty': { code: ['log/log.ts'] },
  'prom-client': { code: ['metrics/self-metrics.ts'], types: ['http/server.ts'] },
  'proxy-from-env': { code: ['aws/proxy.ts'] },
  yaml: { code: ['yaml/'] },
  zod: { code: ['config/', 'simulator/', 'web-config/', 'yaml/'] },
};

/** What each generator takes from src, and of packages. */
const generators: Readonly<Record<string, readonly string[]>> = {
  chart: ['src/json-text.ts', 'src/web-config', 'yaml', 'zod'],
  docs: ['src/aws', 'src/config', 'src/metrics', 'src/restores', 'src/targets'],
  grafana: ['@grafana/schema', 'src/json-text.ts', 'yaml'],
  'json-schema.ts': ['src/config', 'src/json-text.ts', 'zod'],
  'policy-files.ts': ['src/aws', 'src/iam', 'src/json-text.ts'],
};

const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

it('has a rule for each part of src', () => {
  expect([...new Set(sourceFiles.map(layerOf))].toSorted()).toEqual(Object.keys(layers).toSorted());
});

describe.each(Object.entries(layers))('%s', (layer, allowed) => {
  it(`imports only ${allowed.join(', ') || 'itself'}`, () => {
    const imports = inside.filter(({ file, target }) => layerOf(file) === layer && layerOf(target) !== layer);
    const forbidden = imports.filter(
      (each) => !isSimulatorOfDemo(each) && !allowed.some((part) => isWithin(each.target, part)),
    );
    expect(forbidden.map(arrow)).toEqual([]);
  });

  it('is allowed nothing that it does not use', () => {
    const targets = inside.filter(({ file }) => layerOf(file) === layer).map(({ target }) => target);
    expect(allowed.filter((part) => !targets.some((target) => isWithin(target, part)))).toEqual([]);
  });
});

it('keeps the simulator out of everything but the demo', () => {
  const users = inside.filter(({ file, target }) => isOf('simulator', target) && !isOf('simulator', file));
  expect([...new Set(users.map(({ file }) => file))]).toEqual(['commands/demo.ts']);
});

it('keeps the domain free of the outside, but for the arithmetic of calendars', () => {
  const domain = outside.filter(({ file }) => isOf('restores', file) || isOf('targets', file));
  expect(domain.filter(({ target }) => target !== 'croner').map(arrow)).toEqual([]);
});

it('has a door for each package that is imported, and imports dependencies only', () => {
  const packages = outside.map(({ target }) => target).filter((target) => !target.startsWith('node:'));
  expect([...new Set(packages)].toSorted()).toEqual(Object.keys(doors));
  expect(Object.keys(doors).filter((name) => !(name in dependencies))).toEqual([]);
});

it.each(Object.entries(doors))('lets %s in by its door only', (name, { code, types = [] }) => {
  const imports = outside.filter(({ target }) => target === name);
  const others = imports.filter(
    (each) => !isThrough(each, code) && !(each.isTypeOnly && isThrough(each, types)),
  );
  expect(others.map(arrow)).toEqual([]);
  const unused = [...code, ...types].filter((part) => !imports.some(({ file }) => file.startsWith(part)));
  expect(unused).toEqual([]);
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

it('has no cycles', () => {
  const targetsOf = new Map<string, string[]>();
  for (const { file, target } of inside) targetsOf.set(file, [...(targetsOf.get(file) ?? []), target]);
  const isAcyclic = new Set<string>();
  const cycleFrom = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (isAcyclic.has(file)) return undefined;
    for (const target of targetsOf.get(file) ?? []) {
      const cycle = cycleFrom(target, [...path, file]);
      if (cycle) return cycle;
    }
    isAcyclic.add(file);
    return undefined;
  };
  expect(sourceFiles.map((file) => cycleFrom(file, [])).filter((cycle) => cycle !== undefined)).toEqual([]);
});

it('reads every kind of import', () => {
  const text = `import 'node:fs';
import type { A } from './a.js';
import { type B, type C } from '../config/b.js';
import {
  type D,
  e,
} from '@scope/d/e';
export { f } from './f.js';
export * from 'g';
const h = await import('./h.js');
export const from = 'nowhere';
`;
  expect(importsOf('aws/x.ts', text).map((each) => [each.target, each.isOutside, each.isTypeOnly])).toEqual([
    ['node:fs', true, false],
    ['aws/a.ts', false, true],
    ['config/b.ts', false, true],
    ['@scope/d', true, false],
    ['aws/f.ts', false, false],
    ['g', true, false],
    ['aws/h.ts', false, false],
  ]);
});

function isSimulatorOfDemo({ file, target }: SourceImport): boolean {
  return file === 'commands/demo.ts' && isOf('simulator', target);
}

function isOf(layer: string, file: string): boolean {
  return layerOf(file) === layer;
}

function isWithin(file: string, part: string): boolean {
  return file === part || file.startsWith(`${part}/`);
}

function isThrough({ file }: SourceImport, parts: readonly string[]): boolean {
  return parts.some((part) => file.startsWith(part));
}

function arrow({ file, target }: SourceImport): string {
  return `${file} -> ${target}`;
}
