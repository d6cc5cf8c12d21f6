import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RealPrometheus {
  /** The samples of an instant query. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: number }[]>;
  /** What the HTTP API answers under /api/v1. */
  get<Data>(path: string, parameters: Readonly<Record<string, string>>): Promise<Data>;
  /** The rules that could not be evaluated, by name, with the error; undefined until all have been. */
  ruleErrors(): Promise<string[] | undefined>;
  stop(): Promise<void>;
}

export interface Alerting {
  /** The path of a file of rules, evaluated every second. */
  readonly rules: string;
  /** The address of the Alertmanager. */
  readonly alertmanager: string;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: unknown;
}

/** The Prometheus that is installed on this machine, scraping each address every second, with `scraping` on top, and further jobs. */
export async function startPrometheus(
  targets: readonly string[],
  alerting?: Alerting,
  scraping: object = {},
  furtherJobs: readonly object[] = [],
): Promise<RealPrometheus> {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-prometheus-'));
  const port = await freePort();
  const config = join(directory, 'prometheus.yml');
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      scrape_configs: [{ job_name: 'backup', static_configs: [{ targets }], ...scraping }, ...furtherJobs],
      ...(alerting && {
        rule_files: [alerting.rules],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [alerting.alertmanager] }] }] },
      }),
    }),
  );
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(directory, 'tsdb')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const child: ChildProcess = spawn('prometheus', args, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async query(expression) {
      const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const response = await fetch(url).catch(() => undefined);
      if (response === undefined || response.status === 503) return [];
      const body = (await response.json()) as {
        status: string;
        error?: string;
        data?: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      if (body.status !== 'success') throw new Error(`${expression}: ${body.error}`);
      return (body.data?.result ?? []).map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    async get(path, parameters) {
      const response = await fetch(
        `http://127.0.0.1:${port}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`,
      );
      const { status, error, data } = (await response.json()) as Answer;
      if (status !== 'success') throw new Error(`${path} ${JSON.stringify(parameters)}: ${error}`);
      return data as never;
    },
    async ruleErrors() {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/rules`);
      const { data } = (await response.json()) as {
        data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
      };
      const rules = data.groups.flatMap((group) => group.rules);
      if (rules.some(({ health }) => health === 'unknown')) return undefined;
      return rules
        .filter(({ health }) => health !== 'ok')
        .map(({ name, lastError }) => `${name}: ${lastError}`);
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What `promtool check metrics` says of an exposition: its exit code and its words. */
export function checkMetrics(exposition: string): { code: number; output: string } {
  try {
    return {
      code: 0,
      output: execFileSync('promtool', ['check', 'metrics'], { input: exposition, stdio: 'pipe' }).toString(),
    };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer };
    return { code: status, output: stdout.toString() + stderr.toString() };
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
