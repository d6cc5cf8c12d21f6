import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';

const directory = join('test', 'config', 'good');
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
const env = {
  AWS_REGION: 'eu-west-3',
  ACCOUNT_ID: '012345678901',
  SECRET_ID: 's3cret',
  NESTED: '${ACCOUNT_ID}',
  CONCURRENCY: '7',
  EMPTY: '',
  HOSTNAME: 'restore-test-monitor-3',
};

it.each(files)('%s is read as the configuration beside it', (name) => {
  const expected: unknown = JSON.parse(readFileSync(join(directory, name.replace(/yaml$/, 'json')), 'utf8'));
  const now = new Date('2026-11-30T12:00:00Z');
  expect(loadConfig({ file: join(directory, name), flags: {}, env, now })).toEqual({
    ok: true,
    value: expected,
  });
});

it('freezes all of it', () => {
  const loaded = loadConfig({ file: join(directory, 'accounts.yaml'), flags: {}, env });
  const unfrozen = loaded.ok ? notFrozen(loaded.value) : ['not loaded'];
  expect(unfrozen).toEqual([]);
});

function notFrozen(value: unknown, path = 'config'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, part]) => notFrozen(part, `${path}.${key}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}
