import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { checkConfig } from '../../src/commands/check-config.js';

function run(file: string | undefined, env: Record<string, string> = {}) {
  const written = { stdout: '', stderr: '' };
  const code = checkConfig({
    file,
    flags: {},
    env,
    now: new Date('2026-11-30T12:00:00Z'),
    stdout: (text) => {
      written.stdout += text;
    },
    stderr: (text) => {
      written.stderr += text;
    },
  });
  return { code, ...written };
}

it('says what a valid configuration watches, without its secrets', () => {
  expect(run('config/full.yaml', { EXTERNAL_ID: 's3cret' })).toEqual({
    code: 0,
    stdout: `config/full.yaml: valid: 2 accounts, those of the organization, polled every 5m
  111122223333 (backup): eu-central-1, eu-west-1; by the daemon's own credentials
  222233334444 (production): eu-central-1, us-east-1, but none like ap-*; by arn:aws:iam::222233334444:role/restore-test-monitor, external id <secret>
  the organization: every enabled region, but none like sa-*, ap-*-3; by the role restore-test-monitor, external id <secret>; looked up every 1h
    of it only 333344445555, prod-*, *-production, ou-ab12-11111111
    of it not 444455556666, *-sandbox, ou-ab12-22222222
  no region like us-gov-*
config/web/web-config.yaml: valid: plain HTTP, no users, 2 headers
`,
    stderr: '',
  });
});

it('counts accounts, regions and targets where they are known, and names the shard', () => {
  expect(
    run('config/example.yaml', { RESTORE_TEST_MONITOR_SHARD: '1', RESTORE_TEST_MONITOR_TOTAL_SHARDS: '3' }),
  ).toEqual({
    code: 0,
    stdout: `config/example.yaml: valid: 2 accounts, 2 regions, 4 targets, polled every 5m
  111122223333 (backup): eu-central-1, eu-west-1; by the daemon's own credentials
  222233334444 (production): eu-central-1, eu-west-1; by arn:aws:iam::222233334444:role/restore-test-monitor
  shard 1 of 3, counted from 0
`,
    stderr: '',
  });
});

it('knows the account of the own credentials without a file', () => {
  expect(run(undefined, { AWS_REGION: 'eu-central-1' })).toEqual({
    code: 0,
    stdout: `no configuration file: valid: 1 account, 1 region, 1 target, polled every 5m
  the account of the daemon's own credentials: eu-central-1
`,
    stderr: '',
  });
});

it('warns of a configuration in which no alert about a single resource can fire', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'restore-test-monitor-config-')), 'config.yaml');
  writeFileSync(file, 'regions: [eu-central-1]\nmetrics:\n  perResource:\n    enabled: false\n');
  expect(run(file)).toEqual({
    code: 0,
    stdout: expect.stringContaining(': valid: 1 account, 1 region, 1 target'),
    stderr: `${file}: warning: metrics.perResource.enabled is false: failed tests alert by plan and resource type only, and alerts about single resources cannot fire (docs/alerting.md)\n`,
  });
});

it('prints all problems, one a line', () => {
  expect(run('test/config/bad/unknown-option-at-the-top.yaml')).toEqual({
    code: 2,
    stdout: '',
    stderr: `test/config/bad/unknown-option-at-the-top.yaml:2:1: lokback: unknown option; did you mean lookback?
test/config/bad/unknown-option-at-the-top.yaml:3:1: targets: unknown option; expected one of regions, exclude, accounts, organization, sharding, poll, lookback, summaries, plans, resources, tags, omissions, objectives, exceptions, applications, restoreConcurrency, retry, rateLimit, aws, metrics, config, web, log
`,
  });
});
