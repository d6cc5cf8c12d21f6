import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { overrides, usageOf } from '../../src/config/overrides.js';
import { configSchema } from '../../src/config/schema.js';
import { formatPath } from '../../src/problems/problem.js';
import { schemaAt } from '../../src/yaml/schema-at.js';

const long = (length: number) => 'x'.repeat(length);
const names = { good: ['x', 'a b', '7', long(128)], bad: ['', ' ', ' x', 'x ', long(129)] };

const options: [string, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }][] = [
  ['accounts[].name', names],
  ['organization.include.names[]', names],
  ['organization.exclude.accounts', { good: [['111122223333', '222233334444']], bad: [[], ['1']] }],
  ['objectives[].plan', { good: ['daily_*', '?', long(50)], bad: ['', 'a-b', 'a b', long(51)] }],
  [
    'objectives[].resourceType',
    {
      good: ['EC2', 'SAP HANA on Amazon EC2', '*', `${'*'.repeat(49)}?`],
      bad: ['', 'a/', '/a', 'ec2', 'Postgres', 'Dyna?B', '*'.repeat(51)],
    },
  ],
  ['objectives[].name', { good: ['tier-1', 'x', long(64)], bad: ['', ' x', 'x ', '*', 'a=', long(65)] }],
  [
    'objectives[].vaults[]',
    {
      good: ['Default', 'a*', 'arn:aws:backup:*:1*:backup-vault:x'],
      bad: ['', 'x', 'a b', 'arn:aws:s3:::x', long(51)],
    },
  ],
  ['objectives[].resources[]', { good: ['arn:aws:s3:::x', '*'], bad: ['', 'orders', 'arn:a b'] }],
  [
    'objectives[].tags[]',
    {
      good: ['tier', 'tier=', 'tier=1', 'aws:x=a=b', 'owner=*'],
      bad: ['', '=', '=1', 'own*', ' a', `${long(129)}=1`],
    },
  ],
  ['sharding.shard', { good: ['0', '9999', 'auto'], bad: ['', '-1', '10000', 'autos', 'an auto', '1a'] }],
  [
    'sharding.totalShards',
    { good: ['1', '12', '999', '1000'], bad: ['0', '01', '1001', '10000', 'a1', '1a'] },
  ],
  ['web.telemetryPath', { good: ['/m', '/a/b.c~d-e_f'], bad: ['', '/', 'm', '/m/', '/m?', '//m', '/-/m'] }],
  ['web.configFile', { good: ['web.yaml'], bad: [''] }],
  ['rateLimit', { good: [0.1, 1000], bad: [0, -1, 1001, '5', Number.NaN] }],
  ['summaries.maxResults', { good: [1, 500], bad: [0, 501, 1.5, '5'] }],
];

function optionAt(path: string): z.core.$ZodType {
  const found = schemaAt(configSchema, path.replaceAll('[]', '.0').split('.'));
  if (found === undefined) throw new Error(`there is no option ${path}`);
  return found;
}

function isTaken(path: string, value: unknown): boolean {
  return z.safeParse(optionAt(path), value).success;
}

describe.each(options)('%s', (path, { good, bad }) => {
  it('takes what it says, and nothing else', () => {
    expect(good.filter((value) => !isTaken(path, value))).toEqual([]);
    expect(bad.filter((value) => isTaken(path, value))).toEqual([]);
  });
});

it.each([
  ['rateLimit', 0, 'expected a number above 0, up to 1000'],
  ['rateLimit', 1001, 'expected a number above 0, up to 1000'],
  ['summaries.maxResults', 0, 'expected a whole number from 1 to 500'],
  ['summaries.maxResults', 501, 'expected a whole number from 1 to 500'],
  ['organization.include.accounts', [], 'expected at least one entry'],
  ['organization.include.names', [], 'expected at least one entry'],
  ['organization.include.organizationalUnits', [], 'expected at least one entry'],
])('of %s as %p it says that it %s', (path, value, message) => {
  const { error } = z.safeParse(optionAt(path), value);
  expect(error?.issues.map((issue) => `${formatPath(issue.path)}${issue.message}`)).toEqual([message]);
});

it('shows a flag with what it takes, and a switch alone', () => {
  expect(overrides.map(usageOf)).toEqual(
    expect.arrayContaining(['--web.listen-address <address>', '--web.enable-lifecycle']),
  );
});
