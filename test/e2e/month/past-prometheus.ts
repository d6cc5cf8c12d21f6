import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../real-prometheus.js';
import type { ResultSeries } from './alert-firings.js';

export interface PastPrometheus {
  /** The result of an expression at every step from the first to the last moment. */
  queryRange(expression: string, range: Range): Promise<ResultSeries[]>;
  stop(): Promise<void>;
}

export interface Range {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly stepMs: number;
}

/** Prometheus answers no more in one query. */
const stepsAtMost = 10_000;

/**
 * A real Prometheus over blocks that it has not scraped. OpenMetrics has no staleness markers; with a look-back that
 * ends before the next scrape, a series that one scrape lacks is gone, just as a marker would have it.
 */
export async function startPastPrometheus(
  directory: string,
  tsdb: string,
  lookbackMs: number,
): Promise<PastPrometheus> {
  const port = await freePort();
  const config = join(directory, 'prometheus.yml');
  writeFileSync(config, '{}');
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${tsdb}`,
    '--storage.tsdb.retention.time=100y',
    `--query.lookback-delta=${lookbackMs}ms`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const child = spawn('prometheus', args, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = async (expression: string, { fromMs, untilMs, stepMs }: Range) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/query_range`, {
      method: 'POST',
      body: new URLSearchParams({
        query: expression,
        start: String(fromMs / 1000),
        end: String(untilMs / 1000),
        step: String(stepMs / 1000),
      }),
    });
    const body = (await response.json()) as {
      status: string;
      error?: string;
      data?: { result: { metric: Record<string, string>; values: [number, string][] }[] };
    };
    if (body.status !== 'success') throw new Error(`${expression}: ${body.error}`);
    return body.data?.result ?? [];
  };
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (child.exitCode === null && !(await isReady())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    async queryRange(expression, { fromMs, untilMs, stepMs }) {
      const series = new Map<string, { labels: Record<string, string>; presentMs: Set<number> }>();
      const partMs = stepsAtMost * stepMs;
      for (let partFromMs = fromMs; partFromMs <= untilMs; partFromMs += partMs) {
        const part = { fromMs: partFromMs, untilMs: Math.min(untilMs, partFromMs + partMs - stepMs), stepMs };
        for (const { metric, values } of await ask(expression, part)) {
          const { __name__: _, ...labels } = metric;
          const key = JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
          const known = series.get(key) ?? { labels, presentMs: new Set() };
          series.set(key, known);
          for (const [seconds] of values) known.presentMs.add(Math.round(seconds * 1000));
        }
      }
      return [...series.values()];
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
