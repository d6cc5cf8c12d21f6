import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { GrafanaRules } from '../../generators/grafana/alerting/grafana-rule.js';
import type { AlertScenario } from './alert-scenario.js';
import { scenarios } from './alert-scenarios/scenarios.js';
import { type PromtoolCase, promtoolFile, promtoolQueries } from './promtool-case.js';
import { promtoolCases } from './promtool-cases.js';

interface Rule {
  readonly alert: string;
  readonly annotations: { readonly summary: string };
}

const file = resolve('config/prometheus/restore-test-monitor.rules.yaml');
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { name: string; rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const grafanaFile = resolve('config/grafana/alerting/restore-test-monitor.rules.yaml');
const grafanaRules = (parse(readFileSync(grafanaFile, 'utf8')) as GrafanaRules).groups.flatMap(
  (group) => group.rules,
);
const handWritten = resolve('test/prometheus');
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-rules-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

it('promtool finds nothing wrong with the rules', () => {
  const { code, output } = promtool('check', 'rules', '--lint=all', '--lint-fatal', file);
  expect(code === 0 ? '' : output).toBe('');
});

it('has a scenario of every alert', () => {
  const covered = new Set([...scenarios.map(({ alert }) => alert), 'AWSBackupRestoreTestMonitorAbsent']);
  expect([...covered].toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

it.each(['healthy.test.yaml', 'absent.test.yaml', 'never.test.yaml'])('%s holds', (name) => {
  const { code, output } = promtool('test', 'rules', join(handWritten, name));
  expect(code === 0 ? '' : output).toBe('');
});

describe.each(scenarios.map((scenario, index) => ({ ...scenario, index })))('$alert, $index', (scenario) => {
  const cases = promtoolCases(scenario);

  it(`holds in ${cases.length} cases`, () => {
    const { code, output } = run(scenario, cases);
    expect(code === 0 ? '' : output).toBe('');
  });

  it('would fail in every case that expects an alert, if it were another alert', () => {
    const firing = cases.flatMap(({ fires, ...each }) => {
      const labels = { ...fires?.labels, severity: 'another' };
      return fires === undefined ? [] : [{ ...each, fires: { ...fires, labels } }];
    });
    const { code, output } = run(scenario, firing);
    expect(code).not.toBe(0);
    expect(output.match(/exp:\[/g)).toHaveLength(firing.length);
  });

  it('is described in Grafana with the same labels', () => {
    const queries = grafanaRules.find(({ title }) => title === scenario.alert)?.data.slice(3) ?? [];
    const test = join(directory, `${scenario.alert}.grafana.test.yaml`);
    for (const { model } of queries) {
      const [, label = ''] = [...String(model['expr']).matchAll(/group_left \((\w+)\)/g)].at(-1) ?? [];
      const active = cases.filter(({ fires, isKept }) => fires && isKept !== true);
      writeFileSync(test, promtoolQueries(String(model['expr']), label, active));
      const { code, output } = promtool('test', 'rules', test);
      expect(code === 0 ? '' : output).toBe('');
    }
  });
});

/** Tests the rule of the scenario alone: week-long series of every rule would take minutes. */
function run(scenario: AlertScenario, cases: readonly PromtoolCase[]) {
  const rule = rules.find(({ alert }) => alert === scenario.alert);
  if (rule === undefined) throw new Error(`${scenario.alert} is no rule`);
  const only = join(directory, `${scenario.alert}.rules.yaml`);
  const test = join(directory, `${scenario.alert}.test.yaml`);
  writeFileSync(only, JSON.stringify({ groups: [{ name: 'only', rules: [rule] }] }));
  writeFileSync(test, promtoolFile(only, scenario, cases, rule.annotations.summary));
  return promtool('test', 'rules', test);
}

function promtool(...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8', timeout: 60_000 });
  return { code: status, output: stdout + stderr };
}
