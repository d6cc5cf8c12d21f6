import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { GrafanaRule, GrafanaRules } from '../../../generators/grafana/alerting/grafana-rule.js';
import type {
  PrometheusAlert,
  PrometheusRules,
} from '../../../generators/grafana/alerting/prometheus-rules.js';
import { dashboards, panelsOf } from './shipped-dashboards.js';

const prometheus: PrometheusRules = parse(
  readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8'),
);
const grafana: GrafanaRules = parse(
  readFileSync('config/grafana/alerting/restore-test-monitor.rules.yaml', 'utf8'),
);
const alerts = prometheus.groups.flatMap(({ rules }) => rules);
const rules = grafana.groups.flatMap((group) => group.rules);

/** A rule of Grafana beside that of Prometheus. */
const pairs = rules.map((rule): [string, GrafanaRule, PrometheusAlert | undefined] => [
  rule.title,
  rule,
  alerts.find(({ alert }) => alert === rule.title),
]);

const duration = /^(\d+(ms|[smhdwy]))+$/;
/** Those that Prometheus' templates have in Grafana, too; others would be an error when the alert fires. */
const functions = ['humanizeDuration', 'humanizePercentage', 'humanize', 'humanize1024', 'humanizeTimestamp'];
const words = [...functions, 'with', 'else', 'end', 'if', 'gt', 'lt', 'eq', 'ne', 'printf'];

it('has the groups and alerts of the rules for Prometheus, and no other, in their order', () => {
  const names = prometheus.groups.map((group) => [group.name, group.rules.map(({ alert }) => alert)]);
  expect(grafana.groups.map((group) => [group.name, group.rules.map(({ title }) => title)])).toEqual(names);
  expect(rules.length).toBeGreaterThan(0);
});

it('is a provisioning file', () => {
  expect(Object.keys(grafana)).toEqual(['apiVersion', 'groups']);
  expect(grafana.apiVersion).toBe(1);
  for (const group of grafana.groups) {
    expect(Object.keys(group).toSorted()).toEqual(['folder', 'interval', 'name', 'orgId', 'rules']);
    expect(group).toMatchObject({ orgId: 1, interval: expect.stringMatching(duration) });
    expect(group.folder.trim()).not.toBe('');
  }
});

it('gives each rule a uid of its own that Grafana takes', () => {
  expect(rules.filter(({ uid }) => !/^[\w-]{1,40}$/.test(uid))).toEqual([]);
  expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
});

describe.each(pairs)('%s', (_, rule, alert) => {
  const [query, isNumber, isAboveZero, ...described] = rule.data;

  it('fires for each series that the expression of Prometheus has, whatever its value', () => {
    expect(query).toMatchObject({ refId: 'A', datasourceUid: '${PROMETHEUS_DATASOURCE_UID}' });
    expect(query?.model).toEqual({
      refId: 'A',
      expr: alert?.expr,
      instant: true,
      range: false,
      editorMode: 'code',
    });
    expect(isNumber?.model).toMatchObject({
      refId: 'B',
      type: 'math',
      expression: 'is_number($A) || is_nan($A) || is_inf($A)',
    });
    expect(isAboveZero?.model).toMatchObject({
      refId: 'C',
      type: 'threshold',
      expression: 'B',
      conditions: [{ evaluator: { type: 'gt', params: [0] } }],
    });
    expect([isNumber?.datasourceUid, isAboveZero?.datasourceUid]).toEqual(['__expr__', '__expr__']);
    expect(rule.condition).toBe('C');
  });

  it('queries each label that its description looks up', () => {
    const looksUp = [
      ...(rule.annotations['description'] ?? '').matchAll(/\$values\.([D-Z])\.Labels\.(\w+)/g),
    ].map(([, refId = '', label = '']) => ({ refId, label }));
    expect(described.map(({ refId }) => refId)).toEqual(looksUp.map(({ refId }) => refId));
    expect(described.map(({ model }) => model)).toEqual(
      looksUp.map(({ refId, label }) => ({
        refId,
        expr: expect.stringMatching(descriptionQuery(alert?.expr ?? '', label)),
        instant: true,
        range: false,
        editorMode: 'code',
      })),
    );
    expect(alert?.annotations['description']?.match(/\| query \}\}/g) ?? []).toHaveLength(looksUp.length);
  });

  it('waits and lasts as long', () => {
    expect(rule.for).toBe(alert?.for ?? '0s');
    expect(rule.for).toMatch(duration);
    expect(rule.keepFiringFor).toBe(alert?.keep_firing_for);
  });

  it('has the labels, and annotations that say the same', () => {
    expect(rule.labels).toEqual(alert?.labels);
    expect(Object.keys(rule.annotations)).toEqual(Object.keys(alert?.annotations ?? {}));
    expect(rule.annotations['summary']).toBe(alert?.annotations['summary']);
    expect(rule.annotations['runbook_url']).toBe(`\${RUNBOOK_URL_BASE}/${rule.title}.md`);
    const { description } = rule.annotations;
    expect(labelsIn(description)).toEqual(labelsIn(withoutQueries(alert?.annotations['description'])));
  });

  it('has templates that Grafana can fill in', () => {
    const { runbook_url: ofRunbook, ...annotations } = rule.annotations;
    expect(ofRunbook).toMatch(/^\$\{RUNBOOK_URL_BASE\}\/\w+\.md$/);
    for (const text of [...Object.values(annotations), ...Object.values(rule.labels)]) {
      const inside = [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, code = '']) => code);
      const called = inside.flatMap((code) =>
        [...code.matchAll(/(?<![\w$.])[a-z]\w*/gi)].map(([word]) => word),
      );
      expect(called.filter((word) => !words.includes(word))).toEqual([]);
      const variables = inside.flatMap((code) => [...code.matchAll(/\$\w+(\.\w+)*/g)].map(([name]) => name));
      expect(
        variables.filter(
          (name) => !/^\$(labels\.\w+|values\.A\.Value|values\.[D-F]\.Labels\.\w+)$/.test(name),
        ),
      ).toEqual([]);
      expect(text).not.toContain('${');
    }
  });

  it('is silent without data, and tells of a query that fails', () => {
    expect(rule.noDataState).toBe('OK');
    const isAbsence = alert?.expr.startsWith('absent(') === true;
    expect(rule.execErrState).toBe(isAbsence ? 'Alerting' : 'Error');
  });

  it('leads to a panel that names its runbook', () => {
    const dashboard = dashboards.find(({ uid }) => uid === rule.dashboardUid);
    const panel = dashboard && panelsOf(dashboard).find(({ id }) => id === rule.panelId);
    expect(runbooksOf(panel)).toContain(rule.title);
  });
});

function runbooksOf(panel: { readonly description?: string } | undefined): string[] {
  const [, names = ''] = /\n\nRunbooks?: (.+)\.$/.exec(panel?.description ?? '') ?? [];
  return names === '' ? [] : names.split(', ');
}

it('names in the panels no runbook of another alert', () => {
  const named = dashboards.flatMap((dashboard) => panelsOf(dashboard).flatMap(runbooksOf));
  expect([...new Set(named)].toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
});

/** The series of the alert, and the label beside theirs. */
function descriptionQuery(expr: string, label: string): RegExp {
  const literal = expr.trimEnd().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^\\(\n${literal}\n\\) \\* 0\n\\+ on \\([\\w, ]+\\) group_left \\(${label}\\)\n`);
}

function withoutQueries(text = ''): string {
  return text.replaceAll(/with printf `[^`]*` (\$labels\.\w+ )+\| query/g, 'with query');
}

function labelsIn(text = ''): string[] {
  return [...text.matchAll(/\$labels\.\w+/g)].map(([label]) => label);
}
