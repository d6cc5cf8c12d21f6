import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../patience.js';
import { freePort } from './real-prometheus.js';

export interface ShownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

export interface RealAlertmanager {
  readonly address: string;
  alerts(): Promise<ShownAlert[]>;
  post(labels: readonly Readonly<Record<string, string>>[]): Promise<void>;
  stop(): Promise<void>;
}

/** The Alertmanager that is installed on this machine, alone in its cluster. */
export async function startAlertmanager(config: string): Promise<RealAlertmanager> {
  const storage = mkdtempSync(join(tmpdir(), 'restore-test-monitor-alertmanager-'));
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    `--config.file=${config}`,
    `--storage.path=${storage}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ];
  const child = spawn('prometheus-alertmanager', args, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await eventually(async () => {
    const response = await fetch(`http://${address}/-/ready`).catch(() => undefined);
    return response?.ok ? true : undefined;
  }, 20_000);
  return {
    address,
    async alerts() {
      const response = await fetch(`http://${address}/api/v2/alerts`);
      return (await response.json()) as ShownAlert[];
    },
    async post(labels) {
      const response = await fetch(`http://${address}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(labels.map((each) => ({ labels: each }))),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(storage, { recursive: true, force: true });
    },
  };
}
