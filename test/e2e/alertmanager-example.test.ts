import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { eventually } from '../patience.js';
import { ofGroup, ofTest, place } from './alert-scenario.js';
import { startAlertmanager } from './real-alertmanager.js';

const config = resolve('config/prometheus/alertmanager.example.yaml');
const rules = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { rules: { alert: string }[] }[];
};
const names = rules.groups.flatMap((group) => group.rules.map(({ alert }) => alert));

const elsewhere = { ...place, aws_region: 'us-east-1' };
const stale = (source: string) => ({ alertname: 'AWSBackupFactsStale', ...place, source });
const absent = { alertname: 'AWSBackupRestoreTestMonitorAbsent' };
const unreadable = { alertname: 'AWSBackupTargetUnreadable', ...place };
const failed = { alertname: 'AWSBackupRestoreTestFailed', ...ofTest, reason: 'kms_denied' };
const partial = { alertname: 'AWSBackupRestoreTestPartial', ...ofTest };
const shrank = { alertname: 'AWSBackupRestoreTestShrank', ...ofTest };
const tooOld = { alertname: 'AWSBackupRestoreTestSuccessTooOld', ...ofTest };
const overdue = { alertname: 'AWSBackupRestoreTestingPlanOverdue', ...place, restore_testing_plan: 'daily' };
const selectsNothing = { ...overdue, alertname: 'AWSBackupRestoreTestingPlanSelectsNothing' };
const stuck = { alertname: 'AWSBackupRestoreJobStuck', ...ofGroup };
const neverTested = { alertname: 'AWSBackupProtectedResourcesNeverTested', ...place, resource_type: 'RDS' };

it('passes amtool check-config', () => {
  expect(execFileSync('amtool', ['check-config', config]).toString()).toContain('SUCCESS');
});

it.each([
  ['critical', {}, 'pager'],
  ['warning', {}, 'tickets'],
  ['info', {}, 'nobody'],
  ['critical', { objective: 'tier-1' }, 'pager'],
  ['critical', { objective: 'sandbox' }, 'tickets'],
  ['critical', { owner: 'payments' }, 'payments-pager'],
  ['critical', { owner: 'payments', objective: 'tier-1' }, 'payments-pager'],
  ['critical', { owner: 'payments', objective: 'sandbox' }, 'tickets'],
  ['warning', { owner: 'payments' }, 'payments-tickets'],
  ['info', { owner: 'payments' }, 'nobody'],
  ['critical', { owner: 'claims' }, 'pager'],
])('sends what is %s with %j to %s', (severity, further, receiver) => {
  const labels = Object.entries({ severity, alertname: 'AWSBackupRestoreTestFailed', ...further });
  const args = ['config', 'routes', 'test', `--config.file=${config}`];
  const routed = execFileSync('amtool', [...args, ...labels.map(([name, value]) => `${name}=${value}`)]);
  expect(routed.toString().trim()).toBe(receiver);
});

it('names only alerts that there are', () => {
  const named = [...readFileSync(config, 'utf8').matchAll(/\bAWSBackup\w+\b(?!\.[*+]|\()/g)].map(
    ([name]) => name,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

it.each([
  { cause: [absent], silent: [failed, tooOld, overdue, unreadable], heard: [absent] },
  { cause: [unreadable], silent: [stale('jobs')], heard: [failed, { ...stale('jobs'), ...elsewhere }] },
  { cause: [stale('jobs')], silent: [tooOld, stuck], heard: [failed, overdue, { ...tooOld, ...elsewhere }] },
  { cause: [stale('plans')], silent: [overdue], heard: [failed, stuck, { ...overdue, ...elsewhere }] },
  { cause: [stale('resources')], silent: [neverTested], heard: [failed, overdue] },
  { cause: [unreadable, stale('jobs')], silent: [tooOld, stale('jobs')], heard: [failed] },
  { cause: [failed], silent: [tooOld], heard: [{ ...tooOld, resource_arn: 'arn:aws:rds:::db:other' }] },
  {
    cause: [partial],
    silent: [tooOld, shrank],
    heard: [{ ...shrank, resource_arn: 'arn:aws:rds:::db:other' }],
  },
  { cause: [selectsNothing], silent: [overdue], heard: [{ ...overdue, restore_testing_plan: 'weekly' }] },
])('silences what follows from $cause.0.alertname', async ({ cause, silent, heard }) => {
  const alertmanager = await startAlertmanager(config);
  try {
    await alertmanager.post([...cause, ...silent, ...heard]);
    const shownStates = async () => {
      const shown = await alertmanager.alerts();
      const stateOf = (labels: Readonly<Record<string, string>>) =>
        shown.find((alert) => isDeepStrictEqual({ ...alert.labels }, labels))?.status.state;
      return { silent: silent.map(stateOf), heard: heard.map(stateOf) };
    };
    // An alert can be there before the inhibition knows its cause.
    const areSuppressed = async () =>
      (await shownStates()).silent.every((state) => state === 'suppressed') ? true : undefined;
    await eventually(areSuppressed, 20_000).catch(() => undefined);
    const states = await shownStates();
    expect(states).toEqual({
      silent: silent.map(() => 'suppressed'),
      heard: heard.map(() => 'active'),
    });
  } finally {
    await alertmanager.stop();
  }
});
