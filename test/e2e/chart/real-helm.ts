import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const chart = 'helm/restore-test-monitor';
export const helmVersions = ['v3.18', 'v4.1'] as const;
export type HelmVersion = (typeof helmVersions)[number];

/** Where install-tools.sh puts what the tests of the chart need. */
export const tools =
  process.env['RESTORE_TEST_MONITOR_TOOLS'] ?? join(tmpdir(), 'restore-test-monitor-tools');

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Record<string, unknown>;
  readonly data?: Readonly<Record<string, string>>;
}

export interface HelmRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The names of the values files in ci/, as in `service-monitor`. */
export const ciNames = readdirSync(`${chart}/ci`).map((file) => file.replace(/-values\.yaml$/, ''));

export function ciFile(name: string): string {
  return `${chart}/ci/${name}-values.yaml`;
}

export function helm(version: HelmVersion, ...args: string[]): Promise<HelmRun> {
  const binary = join(tools, `helm-${version}`);
  if (!existsSync(binary)) throw new Error(`${binary} is not there: run test/e2e/chart/install-tools.sh`);
  return new Promise((resolve) => {
    execFile(binary, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** What `helm template` makes of values files, one above the other. */
export async function template(version: HelmVersion, files: readonly string[]): Promise<string> {
  const values = files.flatMap((file) => ['--values', file]);
  const run = await helm(version, 'template', 'backup', chart, '--namespace', 'monitoring', ...values);
  if (run.code !== 0) throw new Error(`helm ${version} template ${files.join(' ')}: ${run.stderr}`);
  return run.stdout;
}

export function manifestsOf(rendered: string): Manifest[] {
  return parseAllDocuments(rendered).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(String(document.errors[0]));
    return (document.toJS() as Manifest | null) ?? [];
  });
}

export async function render(version: HelmVersion, ...names: string[]): Promise<Manifest[]> {
  return manifestsOf(await template(version, names.map(ciFile)));
}
