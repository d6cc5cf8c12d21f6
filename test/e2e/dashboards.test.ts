import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Dashboard, Panel } from '@grafana/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  columnsOf,
  dashboards,
  panelsOf,
  queriesOf,
  variablesOf,
} from '../generators/grafana/shipped-dashboards.js';
import { eventually } from '../patience.js';
import { type Choices, runQuery, type Series, type TimeRange, variableValues } from './grafana-query.js';
import { type RealPrometheus, startPrometheus } from './real-prometheus.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The result of each query of a dashboard, by the title of the panel and the letter of the query. */
type Results = ReadonlyMap<string, readonly Series[]>;

describe('the dashboards, on a real Prometheus that scrapes the demo', () => {
  let demo: ChildProcess;
  let prometheus: RealPrometheus;
  beforeAll(async () => {
    demo = spawn(process.execPath, [main, 'demo'], { stdio: 'ignore' });
    prometheus = await startPrometheus(['127.0.0.1:10066']);
    await eventually(async () => {
      const targets = await prometheus.query('restore_test_monitor_target_up');
      return targets.length > 0 ? true : undefined;
    }, 30_000);
  });
  afterAll(async () => {
    const exited = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill('SIGTERM');
    await Promise.all([exited, prometheus.stop()]);
  });

  async function resultsOf(
    dashboard: Dashboard,
    range = lastMinutes(),
    choices: Choices = {},
  ): Promise<Results> {
    const variables = variablesOf(dashboard);
    const results = new Map<string, readonly Series[]>();
    for (const panel of panelsOf(dashboard)) {
      for (const query of queriesOf(panel)) {
        const series = await runQuery(prometheus, query, variables, range, choices);
        results.set(`${panel.title} ${query.refId}`, series);
      }
    }
    return results;
  }

  describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s',
    (_, dashboard) => {
      it('has data for every query', async () => {
        let results: Results = new Map();
        const isComplete = async () => {
          results = await resultsOf(dashboard);
          return empty(results).length === 0 ? true : undefined;
        };
        await eventually(isComplete, 90_000).catch(() => undefined);
        expect(empty(results)).toEqual([]);
        expect(results.size).toBeGreaterThan(20);
      });

      it('has values for every variable', async () => {
        const variables = variablesOf(dashboard);
        const asked = variables.filter(({ type }) => type === 'query');
        expect(asked.length).toBeGreaterThan(1);
        for (const variable of asked) {
          const values = await variableValues(prometheus, variable, variables);
          expect([variable.name, values.length > 0]).toEqual([variable.name, true]);
        }
      });

      it('has a column for each label of a table that it names, and rows that fit together', async () => {
        const results = await resultsOf(dashboard);
        const tables = panelsOf(dashboard).filter(({ type }) => type === 'table');
        expect(tables.length).toBeGreaterThan(0);
        for (const panel of tables) {
          const frames = queriesOf(panel).map(({ refId }) => results.get(`${panel.title} ${refId}`) ?? []);
          const missing = labelColumnsOf(panel).filter((label) => !hasLabel(frames, label));
          expect([panel.title, missing]).toEqual([panel.title, []]);
          expect([panel.title, rowsWithoutOthers(frames)]).toEqual([panel.title, []]);
        }
      });
    },
  );

  it.each([
    ['organization', 'Never tested, or too long ago A'],
    ['detail', 'Latest test of each resource A'],
    ['detail', 'Verdicts over time A'],
  ])('shows in the %s of a tier no resource of another one: %s', async (name, query) => {
    const dashboard = dashboards.find(({ uid }) => uid === `restore-test-monitor-${name}`);
    if (dashboard === undefined) throw new Error('no such dashboard');
    const info = await prometheus.query('aws_backup_protected_resource_info');
    const tierOf = new Map(info.map(({ metric }) => [metric['resource_arn'], metric['objective']]));
    const tiersShown = async (choices: Choices) => {
      const series = (await resultsOf(dashboard, lastMinutes(), choices)).get(query) ?? [];
      return new Set(series.map(({ metric }) => tierOf.get(metric['resource_arn'])));
    };
    const all = await tiersShown({});
    expect(all).toContain('tier-1');
    const unlisted = [...all].filter((tier) => tier === undefined);
    expect(await tiersShown({ tier: 'tier-1' })).toEqual(new Set(['tier-1', ...unlisted]));
  });

  it('leads from a failed test to that resource alone', async () => {
    const [organization, detail] = ['organization', 'detail'].map((name) =>
      dashboards.find(({ uid }) => uid === `restore-test-monitor-${name}`),
    );
    if (organization === undefined || detail === undefined) throw new Error('no such dashboards');
    const range = lastMinutes();
    const failed = (await resultsOf(organization, range)).get('Failed tests: which, and why A') ?? [];
    const {
      aws_account: account = '',
      aws_region: region = '',
      resource_arn: resource = '',
    } = failed[0]?.metric ?? {};
    const chosen = await resultsOf(detail, range, { account, region, resource });
    const tests = chosen.get('Latest test of each resource A') ?? [];
    expect(new Set(tests.map(({ metric }) => metric['resource_arn']))).toEqual(new Set([resource]));
    expect(chosen.get('Verdicts over time A')?.length).toBe(tests.length);
  });
});

function lastMinutes(): TimeRange {
  const to = Math.floor(Date.now() / 1000);
  return { from: to - 120, to };
}

function empty(results: Results): string[] {
  return [...results].filter(([, series]) => series.length === 0).map(([name]) => name);
}

function labelColumnsOf(panel: Panel): string[] {
  return columnsOf(panel).filter((column) => !/^Value\b/.test(column));
}

function hasLabel(frames: readonly (readonly Series[])[], label: string): boolean {
  return frames.some((frame) => frame.some(({ metric }) => metric[label] !== undefined));
}

/** Rows that only some queries have, where none has them all: the merge of the table would not be one list. */
function rowsWithoutOthers(frames: readonly (readonly Series[])[]): string[] {
  const labels = frames.map((frame) => new Set(frame.flatMap(({ metric }) => Object.keys(metric))));
  const common = [...(labels[0] ?? [])].filter((label) => labels.every((each) => each.has(label)));
  const rows = frames.map(
    (frame) => new Set(frame.map(({ metric }) => common.map((label) => metric[label] ?? '').join(' '))),
  );
  const [most = new Set<string>()] = rows.toSorted((a, b) => b.size - a.size);
  return rows.flatMap((each) => [...each].filter((row) => !most.has(row)));
}
