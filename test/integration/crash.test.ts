import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { startDaemonProcess } from './daemon-process.js';
import { select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region } from './organization.js';

const preload = fileURLToPath(new URL('./poisoned-map.mjs', import.meta.url));
const up = 'restore_test_monitor_target_up';
const reason = 'restore_test_monitor_target_failure_reason';
const failures = 'restore_test_monitor_poll_failures_total';
const jobs = 'aws_backup_restore_jobs';
const ids = accountIds(3);
const [bad = '', ...others] = ids;

it('makes the target fail whose recording throws, and no other', async () => {
  const poison = join(temporaryDirectory(), 'poison');
  const simulator = await simulate(
    organization(ids, mixedRows, {
      jobs: ids.map((account) => ({ account, region, rows: mixedRows(account) })),
    }),
  );
  const config = { accounts: configuredAccounts(ids), summaries: { enabled: false } };
  const env = { NODE_OPTIONS: `--import=${preload}`, POISON: poison };
  const daemon = await startDaemonProcess(simulator, config, env);
  await daemon.metricsWhen((samples) => sum(samples, up) === 3);

  writeFileSync(poison, `${bad}-JOB-00007`);
  const internal = { aws_account_id: bad, reason: 'internal' };
  const samples = await daemon.metricsWhen((read) => select(read, reason, internal)[0] === 1);
  expect(select(samples, up, { aws_account_id: bad })).toEqual([0]);
  expect(ids.map((id) => sum(samples, jobs, { aws_account_id: id }))).toEqual([10, 10, 10]);
  for (const id of others) expect(select(samples, up, { aws_account_id: id })).toEqual([1]);
  await daemon.metricsWhen((read) => sum(read, failures) >= 3);

  rmSync(poison);
  await daemon.metricsWhen((read) => sum(read, up) === 3);
  const told = daemon.log().filter(({ err }) => err !== undefined && typeof err === 'object');
  expect(told.filter(({ level }) => level === 'error')).toEqual([
    {
      level: 'error',
      time: expect.any(String),
      account: bad,
      accountName: `account-${bad}`,
      region,
      source: 'jobs',
      reason: 'internal',
      err: {
        type: 'TypeError',
        message: 'the poison was taken by the bearer of AKIAIO…MPLE',
        stack: expect.stringMatching(
          /^TypeError: the poison [^\n]+\n {4}at .+\n(?:.+\n)* {4}at recordJobs \(/,
        ),
      },
      msg: 'target could not be read because of a bug in restore-test-monitor; its last good values are kept',
    },
  ]);
  await eventually(() => daemon.log().find(({ msg }) => msg === 'target can be read again'));
  expect(daemon.output()).not.toContain('AKIAIOSFODNN7EXAMPLE');
});
