import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { configWarnings } from '../../src/config/config-warnings.js';
import { loadConfig } from '../../src/config/load-config.js';
import { describeProblem } from '../../src/problems/problem.js';

const directory = mkdtempSync(join(tmpdir(), 'config-warnings-'));
afterAll(() => rmSync(directory, { recursive: true }));

function warningsOf(config: object): readonly unknown[] {
  const file = join(directory, 'config.yaml');
  writeFileSync(file, stringify(config));
  const loaded = loadConfig({ file, flags: {}, env: { AWS_REGION: 'eu-west-1' } });
  const now = new Date('2026-11-30T00:00:00Z');
  return loaded.ok ? configWarnings(loaded.value, file, now).map(describeProblem) : loaded.failure;
}

const emptied = (what: string) =>
  `exclude.regions leaves out every region of ${what}, so that nothing of it is watched`;

it.each<[string, object, string[]]>([
  ['nothing excluded', {}, []],
  [
    'the own account',
    { exclude: { regions: ['eu-*'] } },
    [emptied("the account of the daemon's own credentials")],
  ],
  ['one of two regions', { regions: ['eu-west-1', 'us-east-1'], exclude: { regions: ['eu-*'] } }, []],
  ['all regions', { regions: 'all', exclude: { regions: ['*'] } }, []],
  [
    'accounts',
    {
      regions: ['eu-west-1', 'us-east-1'],
      exclude: { regions: ['eu-*'] },
      accounts: [
        { id: '111122223333', exclude: { regions: ['us-*'] } },
        {
          id: '222233334444',
          name: 'payments',
          roleArn: 'arn:aws:iam::222233334444:role/r',
          regions: ['eu-west-1'],
        },
        { id: '333344445555', roleArn: 'arn:aws:iam::333344445555:role/r' },
      ],
    },
    [emptied('account 111122223333'), emptied('account 222233334444 (payments)')],
  ],
  [
    'an organization',
    { organization: { roleName: 'r', regions: ['eu-west-1'], exclude: { regions: ['eu-*'] } } },
    [emptied('the accounts of the organization')],
  ],
])('warns of accounts that are left without a region: %s', (_, config, expected) => {
  expect(warningsOf(config)).toEqual(expected);
});

it('warns of the want of series of single resources', () => {
  expect(warningsOf({ metrics: { perResource: { enabled: false } } })).toEqual([
    expect.stringMatching(/^metrics\.perResource\.enabled is false: /),
  ]);
});

const ended = (name: string) =>
  `the exception ${name} ended with 2026-11-29 and silences nothing: renew it or remove it`;

it.each<[string, object, string[]]>([
  ['ended with the day before', { until: '2026-11-29' }, [ended('0')]],
  ['ended, and has a name', { name: 'legacy', until: '2026-11-29' }, [ended('legacy')]],
  ['ends with this day', { until: '2026-11-30' }, ['the exception 0 ends with 2026-11-30']],
  ['ends in 14 days', { until: '2026-12-13' }, ['the exception 0 ends with 2026-12-13']],
  ['ends in 15 days', { until: '2026-12-14' }, []],
])('warns of an exception that %s', (_, exception, expected) => {
  expect(warningsOf({ exceptions: [{ plan: 'drill', reason: 'tried', ...exception }] })).toEqual(expected);
});
