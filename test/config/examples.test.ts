import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseDocument } from 'yaml';
import { listOptions } from '../../src/config/list-options.js';
import { loadConfig } from '../../src/config/load-config.js';
import { configSchema } from '../../src/config/schema.js';

const examples = readdirSync('config').filter((name) => name.endsWith('.yaml'));
const full = readFileSync('config/full.yaml', 'utf8');

it.each(examples)('config/%s is valid and names its schema', (name) => {
  const [first] = readFileSync(`config/${name}`, 'utf8').split('\n');
  expect(first).toBe('# yaml-language-server: $schema=./config.schema.json');
  const env = { AWS_REGION: 'eu-central-1' };
  expect(loadConfig({ file: `config/${name}`, flags: {}, env })).toMatchObject({ ok: true });
});

it('config/full.yaml names every option', () => {
  const named = new Set(pathsOf(parseDocument(full).toJS()));
  expect(listOptions(configSchema).filter(({ path }) => !named.has(path))).toEqual([]);
});

it('config/full.yaml has the default of each option that is not marked as an example', () => {
  const unmarked = full.replaceAll(/^.*# example$\n/gm, '');
  const values = new Map(leavesOf(parseDocument(unmarked).toJS()));
  const defaults = listOptions(configSchema).flatMap(({ path, defaultValue }): [string, string][] =>
    defaultValue === undefined ? [] : [[path, defaultValue]],
  );
  expect(values).toEqual(new Map(defaults));
});

it('config/full.yaml has a comment above each option that is not a section', () => {
  const uncommented = full
    .split('\n')
    .filter((line, index, lines) => /^ *(- )?\w+: \S/.test(line) && !/^ *#/.test(lines[index - 1] ?? ''));
  expect(uncommented).toEqual(['  - id: 222233334444 # example', '    name: production # example']);
});

function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => pathsOf(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, path ? `${path}.${key}` : key)),
  ];
}

function leavesOf(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
}
