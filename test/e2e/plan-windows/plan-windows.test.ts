import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  type PlanAlert,
  type PlanWindowCase,
  planAlerts,
  planWindowCases,
  stepMinutes,
} from './plan-window-cases.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
}

const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { rules: Rule[] }[];
};
const rules = groups
  .flatMap((group) => group.rules)
  .filter(({ alert }) => planAlerts.some((each) => each === alert))
  .map(({ alert, expr, for: wait }) => ({ alert, expr, for: wait }));
const cases = planWindowCases();
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-windows-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

it(`holds in ${cases.length} cases: both alerts come with a bad run and stay until a good one is over`, () => {
  expect(rules.map(({ alert }) => alert)).toEqual(planAlerts);
  const { code, output } = promtool(cases);
  expect(code === 0 ? '' : output).toBe('');
});

it('would fail in a case of a bad run, if the alerts were each other', () => {
  const bad = cases.filter(({ alert, name }) => alert !== undefined && name.startsWith('window 24 h'));
  const swapped = bad.map((each) => ({ ...each, alert: planAlerts.find((alert) => alert !== each.alert) }));
  const { code, output } = promtool(swapped);
  expect(code).not.toBe(0);
  expect(bad.filter(({ name }) => !output.includes(name))).toEqual([]);
});

function promtool(wanted: readonly PlanWindowCase[]): { code: number | null; output: string } {
  const file = join(directory, 'rules.yaml');
  const test = join(directory, 'windows.test.yaml');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'plans', rules }] }));
  writeFileSync(
    test,
    JSON.stringify({
      rule_files: [file],
      evaluation_interval: `${stepMinutes}m`,
      tests: wanted.map((each) => ({
        name: each.name,
        interval: `${stepMinutes}m`,
        input_series: each.series,
        alert_rule_test: [
          ...each.on.flatMap((minute) =>
            planAlerts.map((alert) => expected(minute, alert, alert === each.alert)),
          ),
          ...each.off.flatMap((minute) => planAlerts.map((alert) => expected(minute, alert, false))),
        ],
      })),
    }),
  );
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', test], {
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 2 ** 28,
  });
  return { code: status, output: stdout + stderr };
}

const place = { aws_account_id: '111122223333', aws_region: 'eu-central-1', restore_testing_plan: 'daily' };

function expected(minute: number, alert: PlanAlert, isOn: boolean) {
  return { eval_time: `${minute}m`, alertname: alert, exp_alerts: isOn ? [{ exp_labels: place }] : [] };
}
