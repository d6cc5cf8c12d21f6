import { readFileSync } from 'node:fs';
import { type Dashboard, VariableRefresh } from '@grafana/schema';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { knownUnits } from './known-names.js';
import { dashboards, labelValuesOf, panelsOf, queriesOf, variablesOf } from './shipped-dashboards.js';

interface Exclusion {
  readonly reason: string;
  readonly entries: readonly { readonly dashboard: string }[];
}

const { exclusions } = parse(readFileSync('config/grafana/dashboards/.lint', 'utf8')) as {
  exclusions: Record<string, Exclusion>;
};

/** What each rule of grafana/dashboard-linter finds wrong with a dashboard. */
const rules: Readonly<Record<string, (dashboard: Dashboard) => unknown[]>> = {
  'template-datasource-rule': (dashboard) => {
    const { name, label, type, query } = variablesOf(dashboard)[0] ?? {};
    const isRight = name === 'datasource' && label === 'Data source' && type === 'datasource';
    return isRight && query === 'prometheus' ? [] : [variablesOf(dashboard)[0]];
  },
  'template-job-rule': (dashboard) => lacksTemplate(dashboard, 'job', 'Job'),
  'template-instance-rule': (dashboard) => lacksTemplate(dashboard, 'instance', 'Instance'),
  'template-label-promql-rule': (dashboard) =>
    queryVariables(dashboard).filter((variable) => labelValuesOf(variable) === undefined),
  'template-on-time-change-reload-rule': (dashboard) =>
    queryVariables(dashboard).filter(({ refresh }) => refresh !== VariableRefresh.onTimeRangeChanged),
  'panel-datasource-rule': (dashboard) =>
    panelsOf(dashboard).filter(({ datasource }) => datasource?.uid !== '${datasource}'),
  'panel-title-description-rule': (dashboard) =>
    panelsOf(dashboard).filter(({ title, description }) => !title || !description),
  'panel-units-rule': (dashboard) =>
    panelsOf(dashboard).filter(({ fieldConfig }) => !knownUnits.has(fieldConfig?.defaults.unit ?? '')),
  'panel-no-targets-rule': (dashboard) =>
    panelsOf(dashboard).filter((panel) => queriesOf(panel).length === 0),
  'target-rate-interval-rule': (dashboard) =>
    matches(dashboard, /\bi?rate\([^[]*\[(?!\$__rate_interval\])[^\]]*\]/),
  'target-job-rule': (dashboard) => selectorsWithout(dashboard, 'job=~"$job"'),
  'target-instance-rule': (dashboard) => selectorsWithout(dashboard, 'instance=~"$instance"'),
  'target-counter-agg-rule': (dashboard) =>
    matches(dashboard, /(?<!\b(rate|irate|increase)\()\b\w+_total\b(\{[^}]*\})?(\[)?/),
  'uneditable-dashboard': ({ editable }) => (editable === false ? [] : [editable]),
};

describe.each(dashboards)('$title', (dashboard) => {
  it.each(Object.entries(rules))('follows %s, or says why not', (name, problemsOf) => {
    const excluded = exclusions[name]?.entries.some((entry) => entry.dashboard === dashboard.title) ?? false;
    expect(problemsOf(dashboard).length > 0).toBe(excluded);
  });
});

it('excludes by rules that there are, and with a reason', () => {
  expect(Object.keys(exclusions).filter((name) => !(name in rules))).toEqual([]);
  expect(Object.values(exclusions).filter(({ reason }) => !reason)).toEqual([]);
});

function queryVariables(dashboard: Dashboard) {
  return variablesOf(dashboard).filter(({ type }) => type === 'query');
}

function lacksTemplate(dashboard: Dashboard, wanted: string, label: string): unknown[] {
  const found = variablesOf(dashboard).find(({ name }) => name === wanted);
  const isRight = found?.label === label && found.multi === true && found.allValue === '.+';
  return isRight && found?.datasource?.uid === '${datasource}' ? [] : [wanted];
}

function expressionsOf(dashboard: Dashboard): string[] {
  return panelsOf(dashboard).flatMap((panel) => queriesOf(panel).map(({ expr }) => expr));
}

function matches(dashboard: Dashboard, pattern: RegExp): string[] {
  return expressionsOf(dashboard).filter((expr) => pattern.test(expr));
}

function selectorsWithout(dashboard: Dashboard, matcher: string): string[] {
  return expressionsOf(dashboard).flatMap((expr) =>
    [...expr.matchAll(/\b(?:aws_backup|restore_test_monitor|process|nodejs)_\w+(\{[^}]*\})?/g)]
      .filter(([, matchers = '']) => !matchers.includes(matcher))
      .map(([selector]) => selector),
  );
}
