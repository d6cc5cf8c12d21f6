import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { listOptions } from '../../../src/config/list-options.js';
import { configFile, overrides } from '../../../src/config/overrides.js';
import { configSchema } from '../../../src/config/schema.js';

const doc = readFileSync('docs/configuration.md', 'utf8');
const options = listOptions(configSchema);

it('documents each option, and no other', () => {
  const rows = [...doc.matchAll(/^\| `([\w.[\]]+)` +\|/gm)].map(([, path]) => path);
  const single = options.filter(({ isSection }) => !isSection);
  expect(rows).toHaveLength(single.length);
  expect(new Set(rows)).toEqual(new Set(single.map(({ path }) => path)));
});

it('has a chapter for each section, and no other', () => {
  const chapters = [...doc.matchAll(/^### `([\w.[\]]+)`/gm)].map(([, path]) => path);
  expect(chapters).toEqual(options.filter(({ isSection }) => isSection).map(({ path }) => path));
});

it('has a help text for each option', () => {
  expect(options.filter(({ description }) => !/^[A-Z0-9].{15,}\.$/.test(description))).toEqual([]);
});

it('documents each flag and each variable, and no other', () => {
  const named = [configFile, ...overrides];
  const flags = [...doc.matchAll(/--[a-z.-]+/g)].map(([flag]) => flag).filter((flag) => /[a-z]/.test(flag));
  const variables = [...doc.matchAll(/RESTORE_TEST_MONITOR_\w+/g)].map(([variable]) => variable);
  expect([...new Set(flags)]).toEqual(named.map(({ flag }) => flag));
  expect([...new Set(variables)]).toEqual(named.map(({ variable }) => variable));
});

it('has only external ids as secrets', () => {
  expect(options.filter(({ isSecret }) => isSecret).map(({ path }) => path)).toEqual([
    'accounts[].externalId',
    'organization.externalId',
  ]);
});
