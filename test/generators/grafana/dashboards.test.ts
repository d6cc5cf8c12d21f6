import type { Dashboard, Panel } from '@grafana/schema';
import { describe, expect, it } from '@jest/globals';
import { documentedMetrics } from '../../contract/documented-labels.js';
import { knownReducers, knownUnits } from './known-names.js';
import {
  columnsOf,
  dashboards,
  labelValuesOf,
  panelsOf,
  queriesOf,
  variablesOf,
} from './shipped-dashboards.js';

const metrics = documentedMetrics();
const everyLabel = new Set([
  ...[...metrics.values()].flatMap((labels) => [...labels]),
  'le',
  'job',
  'instance',
]);

interface DataLink {
  readonly title: string;
  readonly url: string;
}

it('has an organization, a detail and a daemon dashboard', () => {
  expect(dashboards.map(({ uid = '' }) => uid).toSorted()).toEqual([
    'restore-test-monitor-daemon',
    'restore-test-monitor-detail',
    'restore-test-monitor-organization',
  ]);
});

describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('%s', (_, dashboard) => {
  const { panels = [], links = [] } = dashboard;
  const shown = panelsOf(dashboard);
  const expressions = shown.flatMap((panel) => queriesOf(panel).map(({ expr }) => expr));

  it('can be imported by Grafana 9 to 13: the classic schema, a uid, no id, and no inputs', () => {
    expect(dashboard.schemaVersion).toBe(36);
    expect(dashboard.uid).toMatch(/^[\w-]{1,40}$/);
    expect(Object.keys(dashboard).filter((key) => /^(id|__\w+)$/.test(key))).toEqual([]);
  });

  it('gives each panel an id of its own, a title and a description', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(shown.filter(({ title, description }) => !title || !description?.endsWith('.'))).toEqual([]);
    expect(new Set(shown.map(({ title }) => title)).size).toBe(shown.length);
  });

  it('fills 24 columns without overlaps', () => {
    const cells = panels.flatMap(cellsOf);
    const height = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * height);
  });

  it('has only units and reducers that Grafana knows', () => {
    const units = shown.flatMap(unitsOf);
    expect(units.filter((unit) => !knownUnits.has(unit))).toEqual([]);
    expect(shown.flatMap(reducersOf).filter((reducer) => !knownReducers.has(reducer))).toEqual([]);
  });

  it('uses each of its variables, and no other', () => {
    const queries = [
      ...expressions,
      ...variablesOf(dashboard).map((variable) => labelValuesOf(variable)?.selector),
    ];
    const used = queries.flatMap((query = '') =>
      [...query.matchAll(/\$(?!__)([a-z]\w*)/g)].map(([, name = '']) => name),
    );
    const declared = variablesOf(dashboard).map(({ name }) => name);
    expect([...new Set(used)].toSorted()).toEqual(
      declared.filter((name) => name !== 'datasource').toSorted(),
    );
    expect(declared[0]).toBe('datasource');
  });

  it('reads metrics and labels that are documented', () => {
    const unknown = expressions.flatMap((expr) => [
      ...metricsIn(expr).filter((name) => !metrics.has(name) && !/^(process|nodejs)_/.test(name)),
      ...labelsIn(expr).filter((label) => !everyLabel.has(label)),
    ]);
    expect(unknown).toEqual([]);
  });

  it('matches only labels that the metric has', () => {
    const selectors = expressions.flatMap((expr) => [...expr.matchAll(/\b(\w+)\{([^}]*)\}/g)]);
    const unknown = selectors.flatMap(([, name = '', matchers = '']) => {
      const labels = metrics.get(name.replace(/_bucket$/, ''));
      const matched = [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label);
      return matched.filter((label) => !/^(job|instance)$/.test(label) && labels?.has(label) !== true);
    });
    expect(unknown).toEqual([]);
  });

  it('does not depend on how the daemon is scraped, but where it is about processes', () => {
    const grouped = expressions.flatMap((expr) => labelsIn(expr));
    const ofScrape = new Set(grouped.filter((label) => /^(job|instance|pod|namespace)$/.test(label)));
    expect([...ofScrape]).toEqual(dashboard.uid === 'restore-test-monitor-daemon' ? ['instance'] : []);
  });

  it('shows a limited number of rows and lines of what an organization has thousands of', () => {
    expect(expressions.filter((expr) => !isLimited(expr) && !isSummed(expr))).toEqual([]);
  });

  it('links to dashboards and variables that there are, with fields that the row has', () => {
    const broken = shown.flatMap((panel) => dataLinksOf(panel).flatMap((link) => problemsOf(link, panel)));
    expect(broken).toEqual([]);
  });

  it('links to no address outside of Grafana', () => {
    const all = [...links, ...shown.flatMap((panel) => [...(panel.links ?? []), ...dataLinksOf(panel)])];
    expect(all.filter(({ url = '' }) => url !== '' && !url.startsWith('/d/'))).toEqual([]);
  });

  it('links to the other dashboards, keeping the time and the variables', () => {
    expect(links).toContainEqual(
      expect.objectContaining({
        type: 'dashboards',
        includeVars: true,
        keepTime: true,
        tags: ['restore-test-monitor'],
      }),
    );
    expect(dashboard.tags).toContain('restore-test-monitor');
  });
});

function isLimited(expr: string): boolean {
  return /\b(top|bottom)k\(\d+,/.test(expr);
}

function isSummed(expr: string): boolean {
  return /^(time\(\) - |1000 \* )?[a-z_]+(\(| by \((?!aws_))/.test(expr);
}

function cellsOf({
  gridPos: { x, y, w, h } = { x: 0, y: 0, w: 0, h: 0 },
}: Panel | { gridPos?: Panel['gridPos'] }) {
  const columns = Array.from({ length: w }, (_, column) => x + column);
  const rows = Array.from({ length: h }, (_, row) => y + row);
  return rows.flatMap((row) => columns.map((column) => `${column}/${row}`));
}

function unitsOf({ fieldConfig }: Panel): string[] {
  const overrides = fieldConfig?.overrides.flatMap(({ properties }) => properties) ?? [];
  const units = overrides.filter(({ id }) => id === 'unit').map(({ value }) => String(value));
  return [fieldConfig?.defaults.unit ?? 'none given', ...units];
}

function reducersOf({ options = {} }: Panel): string[] {
  const { reduceOptions, legend } = options as Record<string, { calcs?: string[] } | undefined>;
  return [...(reduceOptions?.calcs ?? []), ...(legend?.calcs ?? [])];
}

function metricsIn(expr: string): string[] {
  const names = [...expr.matchAll(/\b((?:aws_backup|restore_test_monitor|process|nodejs)_\w+)/g)];
  return names.map(([, name = '']) => name.replace(/_bucket$/, ''));
}

function labelsIn(expr: string): string[] {
  const lists = [...expr.matchAll(/\b(?:by|on|group_left) \(([^)]*)\)/g)].map(([, list = '']) => list);
  return lists.flatMap((list) => list.split(', ')).filter((label) => label !== '');
}

function dataLinksOf({ fieldConfig }: Panel): DataLink[] {
  const overrides = fieldConfig?.overrides.flatMap(({ properties }) => properties) ?? [];
  const ofColumns = overrides.filter(({ id }) => id === 'links').flatMap(({ value }) => value as DataLink[]);
  return [...((fieldConfig?.defaults.links ?? []) as DataLink[]), ...ofColumns];
}

function problemsOf({ url }: DataLink, panel: Panel): string[] {
  const [, uid] = /^\/d\/([\w-]+)\?/.exec(url) ?? [];
  const to: Dashboard | undefined = dashboards.find((each) => each.uid === uid);
  if (to === undefined) return [`${url}: no such dashboard`];
  const declared = variablesOf(to).map(({ name }) => `var-${name}`);
  const unknown = [...url.matchAll(/&(var-\w+)=/g)].filter(([, name = '']) => !declared.includes(name));
  const columns = columnsOf(panel);
  const fields = [...url.matchAll(/__data\.fields\.(\w+)/g)].filter(
    ([, name = '']) => !columns.includes(name),
  );
  return [...unknown, ...fields].map(([found]) => `${url}: ${found}`);
}
