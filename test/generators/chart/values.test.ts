import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { listValues } from '../../../generators/chart/list-values.js';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
  readonly description?: string;
}

const chart = 'helm/restore-test-monitor';
const values = listValues(readFileSync(`${chart}/values.yaml`, 'utf8'));
const schema: Node = JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8'));
const readme = readFileSync(`${chart}/README.md`, 'utf8');
const single = values.filter(({ isSection }) => !isSection).map(({ path }) => path);

describe('a key of values.yaml', () => {
  it.each(values.filter(({ path }) => !isPlain(path)))(
    '$path has a comment that says what it does',
    (value) => {
      expect(value.description).toMatch(/^[A-Z`].{8,}\.$/);
    },
  );

  it('is in the schema, and the other way around', () => {
    const optional = ['enabled', ...alertKeys()];
    expect(single.toSorted()).toEqual(
      keysOf(schema, '')
        .filter((key) => !optional.includes(key))
        .toSorted(),
    );
  });

  it('is in the README, and the other way around', () => {
    expect([...readme.matchAll(/^\| `([\w.]+)` +\|/gm)].map(([, key = '']) => key).toSorted()).toEqual(
      single.toSorted(),
    );
    expect([...readme.matchAll(/^### `([\w.]+)`/gm)].map(([, key]) => key)).toEqual(
      values.filter(({ isSection }) => isSection).map(({ path }) => path),
    );
  });

  it('that is none is refused at every level but in global', () => {
    const open = sections(schema, '').filter(([, node]) => node.additionalProperties !== false);
    expect(open.map(([path]) => path)).toEqual(['global']);
  });
});

it('takes its comment from the line above, also at the beginning of a section', () => {
  const text = `# About a.\na:\n  # -- The first.\n  b: 1\n  # -- The second,\n  # in two lines.\n  c: {d: [x]}\n  e:\n    # -- Deeper.\n    f: null\n`;
  expect(listValues(text)).toEqual([
    { path: 'a', description: 'About a.', defaultValue: undefined, isSection: true },
    { path: 'a.b', description: 'The first.', defaultValue: 1, isSection: false },
    { path: 'a.c', description: 'The second, in two lines.', defaultValue: { d: ['x'] }, isSection: false },
    { path: 'a.e', description: '', defaultValue: undefined, isSection: true },
    { path: 'a.e.f', description: 'Deeper.', defaultValue: null, isSection: false },
  ]);
});

it('is of the version of the daemon', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const manifest: { appVersion: string } = parse(readFileSync(`${chart}/Chart.yaml`, 'utf8'));
  expect(manifest.appVersion).toBe(version);
});

it('names no registry and no address by default that somebody else could claim', () => {
  const manifest = readFileSync(`${chart}/Chart.yaml`, 'utf8');
  const found = [manifest, readFileSync(`${chart}/values.yaml`, 'utf8'), readme].flatMap((text) =>
    [...text.matchAll(/https?:\/\/[\w.-]+|oci:\/\/[\w.-]+|ghcr\.io|docker\.io/g)].map(([address]) => address),
  );
  expect([...new Set(found)].toSorted()).toEqual(['https://artifacthub.io', 'https://semver.org']);
});

it('has patterns that Go can compile', () => {
  const patterns = [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, pattern = '']): string => JSON.parse(pattern),
  );
  const repeats = patterns.flatMap((pattern) =>
    [...pattern.matchAll(/\{\d+,(\d+)\}/g)].map(([, to]) => Number(to)),
  );
  expect(patterns.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => pattern.includes('(?=') || pattern.includes('(?!'))).toEqual([]);
  expect(repeats.filter((most) => most > 1000)).toEqual([]);
});

/** Sections whose keys speak for themselves. */
function isPlain(path: string): boolean {
  return ['global', 'networkPolicy.ingress', 'networkPolicy.egress'].includes(path);
}

function alertKeys(): string[] {
  const alerts = schema.properties?.['prometheusRule']?.properties?.['overrides']?.properties ?? {};
  return Object.keys(alerts).map((alert) => `prometheusRule.overrides.${alert}`);
}

/** The keys without keys of their own, down to where the values are parts of manifests. */
function keysOf(node: Node, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return isOwnSection(below, child) ? keysOf(child, below) : [below];
  });
}

function sections(node: Node, path: string): [string, Node][] {
  const below = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    isOwnSection(path === '' ? key : `${path}.${key}`, child)
      ? sections(child, path === '' ? key : `${path}.${key}`)
      : [],
  );
  return [[path, node], ...below];
}

function isOwnSection(path: string, node: Node): boolean {
  const leaves = ['config', 'prometheusRule.overrides', 'webConfig.content'];
  return Object.keys(node.properties ?? {}).length > 0 && !leaves.includes(path);
}
