import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseExposition, type Samples, sum } from '../integration/exposition-lines.js';
import { eventually } from '../patience.js';
import { checkMetrics, type RealPrometheus, startPrometheus } from './real-prometheus.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const address = '127.0.0.1:10066';

const restores = 'aws_backup_restore_jobs';
const validations = 'aws_backup_restore_job_validations';
const deletions = 'aws_backup_restore_job_deletions';

/** The queries of the guide, by the heading that they stand under. */
const promisedQueries = readFileSync('docs/objectives.md', 'utf8')
  .split(/^## /m)
  .flatMap((section) =>
    [...section.matchAll(/```promql\n([\s\S]*?)```/g)].map(([, query = '']) => ({
      section: section.split('\n', 1)[0] ?? '',
      query,
    })),
  );

const { groups } = parse(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')) as {
  groups: { rules: { alert: string; expr: string }[] }[];
};

function ruleOf(name: string): string {
  return groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name)?.expr ?? '';
}

function places(samples: Samples, name: string, labels: string): Set<string> {
  const shown = [...samples].filter(
    ([series, value]) => series.startsWith(`${name}{`) && series.includes(labels) && value > 0,
  );
  return new Set(
    shown.map(
      ([series]) => /aws_account_id="\d+",aws_account="[^"]+",aws_region="[^"]+"/.exec(series)?.[0] ?? '',
    ),
  );
}

const scrape = async () => {
  const response = await fetch(`http://${address}/metrics`).catch(() => undefined);
  return response?.ok ? response.text() : undefined;
};

describe('the demo, scraped by a real Prometheus', () => {
  let demo: ChildProcess;
  let prometheus: RealPrometheus;
  beforeAll(async () => {
    demo = spawn(process.execPath, [main, 'demo'], { stdio: 'ignore' });
    prometheus = await startPrometheus([address]);
  });
  afterAll(async () => {
    const exited = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill('SIGTERM');
    await Promise.all([exited, prometheus.stop()]);
  });

  it('shows every status of several accounts and regions within 30 s, and goes on changing', async () => {
    const startedAt = performance.now();
    const seen = new Set<string>();
    const wanted = ['PENDING', 'RUNNING', 'COMPLETED', 'ABORTED', 'FAILED'];
    const text = await eventually(async () => {
      const now = await scrape();
      if (now === undefined) return undefined;
      const read = parseExposition(now);
      for (const status of wanted) if (sum(read, restores, { status }) > 0) seen.add(status);
      return wanted.every((status) => seen.has(status)) ? now : undefined;
    }, 30_000);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    const samples = parseExposition(text);
    expect(places(samples, restores, 'status="COMPLETED"').size).toBeGreaterThanOrEqual(5);
    expect(places(samples, restores, 'status="FAILED"').size).toBeGreaterThanOrEqual(3);
    expect(places(samples, validations, 'validation_status="FAILED"').size).toBeGreaterThanOrEqual(2);
    expect(places(samples, validations, 'validation_status="TIMED_OUT"').size).toBeGreaterThanOrEqual(2);
    expect(places(samples, deletions, 'deletion_status="FAILED"').size).toBeGreaterThanOrEqual(2);
    await eventually(async () => {
      const later = await scrape();
      const ended = 'aws_backup_restore_jobs_ended_total';
      return later && sum(parseExposition(later), ended) > sum(samples, ended) ? true : undefined;
    }, 30_000);
  });

  it('passes promtool check metrics', async () => {
    expect(checkMetrics((await scrape()) ?? '')).toEqual({ code: 0, output: '' });
  });

  it('is taken in by Prometheus whole: every series of a scrape, and none twice', async () => {
    const up = await eventually(async () => {
      const [sample] = await prometheus.query('up{job="backup"} == 1');
      return sample;
    }, 30_000);
    expect(up.value).toBe(1);
    // The demo shows more and more in its first seconds.
    const share = await eventually(async () => {
      const [sample] = await prometheus.query('scrape_samples_scraped{job="backup"}');
      const taken = (sample?.value ?? 0) / parseExposition((await scrape()) ?? '').size;
      return taken > 0.9 ? taken : undefined;
    }, 30_000);
    expect(share).toBeGreaterThan(0.9);
  });

  it('shows the overdue plan, the empty run, the untested resources and the unmonitored account of docs/objectives.md', async () => {
    const shown = promisedQueries.filter(({ section }) => /^(Plans|Coverage|Accounts)$/.test(section));
    const withData = shown.filter(({ query }) => !query.includes('_plan_selections'));
    expect(withData.length).toBeGreaterThanOrEqual(5);
    const empty: string[] = [];
    for (const { query } of withData) {
      const hasData = async () => ((await prometheus.query(query)).length > 0 ? true : undefined);
      await eventually(hasData, 30_000).catch(() => empty.push(query));
    }
    expect(empty).toEqual([]);
  });

  it('asks more of production than of the sandbox: the same database is late in one and not in the other', async () => {
    const database = 'resource_arn=~".*:fraud-rings"';
    const successes = await eventually(async () => {
      const query = `aws_backup_restore_test_last_success_timestamp_seconds{${database}} > 0`;
      const found = await prometheus.query(query);
      return found.length === 2 ? found : undefined;
    }, 30_000);
    expect(new Set(successes.map(({ metric }) => metric['aws_account']))).toEqual(
      new Set(['payments', 'sandbox']),
    );
    const late = await prometheus.query(
      `(${ruleOf('AWSBackupRestoreTestSuccessTooOld')}) and on (resource_arn) aws_backup_restore_test_objective_info{${database}}`,
    );
    expect(late.map(({ metric }) => metric)).toEqual([
      {
        aws_account_id: '444455556666',
        aws_region: 'eu-west-1',
        restore_testing_plan: 'daily_graph',
        resource_type: 'Neptune',
        resource_arn: 'arn:aws:rds:eu-west-1:444455556666:cluster:fraud-rings',
        objective: 'tier-1',
        owner: 'payments',
      },
    ]);
  });

  it('answers every query of docs/objectives.md without an error', async () => {
    expect(promisedQueries.length).toBeGreaterThanOrEqual(10);
    const errors: string[] = [];
    for (const { query } of promisedQueries) {
      await prometheus.query(query).catch((error: unknown) => errors.push(String(error)));
    }
    expect(errors).toEqual([]);
  });

  it.each([
    [
      'latest tests that did not succeed',
      'aws_backup_restore_test_last_result{verdict!~"passed|restored"} == 1',
    ],
    ['ends counted since the start', 'increase(aws_backup_restore_jobs_ended_total[1m]) > 0'],
    ['what was left behind', `${deletions}{deletion_status="FAILED"} > 0`],
    [
      'restore times',
      'histogram_quantile(0.9, sum by (le) (aws_backup_restore_duration_seconds_bucket)) > 0',
    ],
    [
      'the age of the facts',
      'time() - restore_test_monitor_target_last_success_timestamp_seconds{source="jobs"} < 120',
    ],
    [
      'achieved recovery points',
      'time() - aws_backup_restore_test_last_recovery_point_timestamp_seconds > 0',
    ],
    ['what AWS summed up', 'sum by (state) (aws_backup_restore_jobs_summarized) > 0'],
  ])('answers a query for %s', async (_, expression) => {
    const result = await eventually(async () => {
      const samples = await prometheus.query(expression);
      return samples.length > 0 ? samples : undefined;
    }, 60_000);
    expect(result.length).toBeGreaterThan(0);
  });
});
