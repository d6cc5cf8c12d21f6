import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  accountTable,
  applicationTable,
  exceptionTable,
  summaryTable,
  targetTable,
} from '../../src/metrics/exposition.js';
import { placeLabels } from '../../src/metrics/family.js';
import { createSelfMetrics } from '../../src/metrics/self-metrics.js';
import { testFailureReasons } from '../../src/restores/jobs/failure-reason.js';
import { scenarios } from '../e2e/alert-scenarios/scenarios.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { name: string; rules: Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const runbooks = readdirSync('docs/runbooks').map((file) => file.replace(/\.md$/, ''));

/** The labels that say what an alert is about. Every other one is an enumeration, one value of which holds at a time. */
const identities = [
  'aws_account',
  'aws_account_id',
  'aws_region',
  'restore_testing_plan',
  'resource_type',
  'resource_arn',
  'created_resource_arn',
  'exception',
  'operation',
  'shard_ordinal',
];

const settings = {
  objectives: [],
  tags: { keys: ['owner'], awaited: { source: 'tags', except: [] } as const },
  perResource: { enabled: true, limit: 1 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
};
/** The labels of every metric, by its name. */
const metrics = new Map<string, readonly string[]>([
  ...[targetTable(settings), summaryTable(settings, () => new Map())].flatMap(({ families }) =>
    families.map(({ name, labels }): [string, string[]] => [name, [...placeLabels, ...labels]]),
  ),
  ...[...accountTable.families, ...applicationTable.families, ...exceptionTable.families].map(
    ({ name, labels }): [string, readonly string[]] => [name, labels],
  ),
]);

beforeAll(async () => {
  const { registry } = createSelfMetrics({ version: '', revision: '' });
  for (const { name } of await registry.getMetricsAsJSON()) {
    const metric = registry.getSingleMetric(name) as unknown as { labelNames: readonly string[] };
    metrics.set(name, metric.labelNames);
  }
});

it('has a runbook of every alert, and an alert of every runbook', () => {
  expect(runbooks.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
});

it('tells in docs/alerting.md of every alert, and of no other, how urgent it is', () => {
  const rows = [
    ...readFileSync('docs/alerting.md', 'utf8').matchAll(
      /^\| \[(\w+)\]\(runbooks\/(\w+)\.md\) +\| `(\w+)` +\| ([\w ]+?) +\| (.+?) +\|$/gm,
    ),
  ].map(([, ...cells]) => cells);
  const expected = alerts.map(({ alert, labels, annotations, for: after = 'at once' }) => [
    alert,
    alert,
    labels['severity'],
    after,
    annotations['summary'],
  ]);
  expect(new Map(rows.map((row) => [row[0], row]))).toEqual(new Map(expected.map((row) => [row[0], row])));
  expect(rows).toHaveLength(alerts.length);
});

it('tells in the runbook of failed tests what to do about each reason', () => {
  const runbook = readFileSync('docs/runbooks/AWSBackupRestoreTestFailed.md', 'utf8');
  const named = [...runbook.matchAll(/^\| (`\w+`(?:, `\w+`)*) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, reason]) => reason),
  );
  const ofOtherAlerts = ['validation_failed', 'validation_timed_out', 'nothing_to_restore'];
  expect(new Set([...named, ...ofOtherAlerts])).toEqual(new Set(testFailureReasons));
});

describe.each(alerts)('$alert', ({ alert, expr, labels, annotations }) => {
  const selectors = [...expr.matchAll(/\b((?:aws_backup|restore_test_monitor)_\w+)(?:\{([^}]*)\})?/g)];

  it('is named, and says how urgent it is', () => {
    expect(alert).toMatch(/^AWSBackup([A-Z][a-z]+)+$/);
    expect(Object.keys(labels)).toEqual(['severity']);
    expect(['critical', 'warning', 'info']).toContain(labels['severity']);
  });

  it('has a static summary, a description of what it is about, and its runbook', () => {
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook_url']);
    expect(annotations['summary']).toMatch(/^[A-Z][^{}]+\.$/);
    expect(annotations['description']).toMatch(/^(?:[A-Z]|\{\{).*\.$/);
    expect(annotations['description']).toContain('{{');
    expect(annotations['runbook_url']).toBe(`docs/runbooks/${alert}.md`);
  });

  it('reads metrics that exist', () => {
    expect(selectors.length).toBeGreaterThan(0);
    expect(selectors.map(([, name = '']) => name).filter((name) => !metrics.has(name))).toEqual([]);
  });

  it('names only labels that the metrics have', () => {
    const unknown = selectors.flatMap(([, name = '', matchers = '']) =>
      [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)]
        .map(([, label = '']) => `${name}: ${label}`)
        .filter((entry) => !metrics.get(name)?.includes(entry.slice(name.length + 2))),
    );
    expect(unknown).toEqual([]);
    const known = new Set(selectors.flatMap(([, name = '']) => metrics.get(name) ?? []));
    const copies = copiedLabels(expr);
    expect([...copies.values()].filter((label) => !known.has(label))).toEqual([]);
    expect(grouping(expr).filter((label) => !known.has(label) && !copies.has(label))).toEqual([]);
  });

  it('describes with labels that the alert has', () => {
    const used = [...(annotations['description'] ?? '').matchAll(/\$labels\.(\w+)/g)];
    const kept = new Set(
      [...expr.matchAll(/\b(?:max|sum|count) by \(([^)]*)\)/g)].flatMap(([, by = '']) => split(by)),
    );
    expect(used.map(([, label = '']) => label).filter((label) => !kept.has(label))).toEqual([]);
  });

  it('does not depend on how it is scraped', () => {
    expect(expr).not.toMatch(/\b(job|instance|pod|namespace)\b/);
  });

  it('finds accounts by their id, so that one that is renamed is no other alert', () => {
    expect(expr).not.toMatch(/\baws_account\b/);
    expect(annotations['description']).not.toContain('$labels.aws_account }}');
  });

  it('bridges a gap only where nothing is shown, so that no value outlives the one that follows it', () => {
    const bridges = [
      ...expr.matchAll(
        /^(.*)max by \(([^)]*)\) \(last_over_time\((.*)\[15m\]\)\)(?! \+ \(time\(\) - \d+\))/gm,
      ),
    ].map(([line, before = '', by, selector]) => ({ line, before: before.trim(), by, selector }));
    const missing = bridges.filter(
      ({ before, by, selector }) =>
        before !== 'or' ||
        !new RegExp(`max by \\(${by}\\) \\(${literal(selector)}\\)\n *or max by`).test(expr),
    );
    expect(missing).toEqual([]);
    expect(expr).not.toMatch(/max by \([^)]*\) \(\s*\n\s*last_over_time\([^[]*\[15m\]\)\s*\)/);
  });

  it('has a case in which the value changes of each enumeration that it reads', () => {
    const queries = [...(annotations['description'] ?? '').matchAll(/`([^`]*)`/g)].map(([query]) => query);
    const read = [expr, ...queries].flatMap((text) => [
      ...[...text.matchAll(/\b(\w+)(?:=~|!~|!=|=)["%]/g)].map(([, label = '']) => label),
      ...grouping(text),
    ]);
    const copies = copiedLabels(expr);
    const enumerations = new Set(read.filter((label) => !identities.includes(label) && !copies.has(label)));
    const tested = scenarios
      .filter((scenario) => scenario.alert === alert)
      .flatMap(({ changes = {} }) => Object.keys(changes));
    expect([...new Set(tested)].toSorted()).toEqual([...enumerations].toSorted());
  });
});

describe.each(runbooks)('the runbook of %s', (name) => {
  const text = readFileSync(`docs/runbooks/${name}.md`, 'utf8');

  it('says what it means, what it does, how to find out and what to do', () => {
    const headings = [...text.matchAll(/^##? .+$/gm)].map(([heading]) => heading);
    expect(headings).toEqual([`# ${name}`, '## Meaning', '## Impact', '## Diagnosis', '## Mitigation']);
  });

  it('names only alerts that there are', () => {
    const known = alerts.map(({ alert }) => alert);
    const named = [...text.matchAll(/\bAWSBackup\w+\b(?!\.\*)/g)].map(([each]) => each);
    expect(named.filter((each) => !known.includes(each))).toEqual([]);
  });

  it('has something to run', () => {
    expect(text.split('## Diagnosis')[1]).toMatch(/```(sh|promql)\n/);
  });
});

function literal(text = ''): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function grouping(expr: string): string[] {
  return [...expr.matchAll(/\b(?:by|on|group_left) \(([^)]*)\)/g)].flatMap(([, list = '']) => split(list));
}

/** The labels that an expression copies under another name, by that name. */
function copiedLabels(expr: string): ReadonlyMap<string, string> {
  const copies = [...expr.matchAll(/"(\w+)", "", "(\w+)"\n/g)];
  return new Map(copies.map(([, copy = '', label = '']) => [copy, label]));
}

function split(list: string): string[] {
  return list.split(', ').filter((label) => label !== '');
}
