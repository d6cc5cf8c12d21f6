import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../../src/simulator/scenario/scenario.js';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.js';
import type { ConfigInput } from '../integration/daemon-config.js';
import { startDaemonProcess } from '../integration/daemon-process.js';
import type { Daemon } from '../integration/running-daemon.js';
import { eventually } from '../patience.js';
import { quickRules } from './quick-rules.js';
import { startAlertmanager } from './real-alertmanager.js';
import { freePort, type RealPrometheus, startPrometheus } from './real-prometheus.js';
import { startWebhook } from './webhook.js';

/** One alert of one notification. */
export interface Arrival {
  readonly at: number;
  readonly receiver: string;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface AlertingStack {
  readonly simulator: Simulator;
  readonly prometheus: RealPrometheus;
  /** What has come to the webhook so far, oldest first. */
  arrivals(): Arrival[];
  startShard(shard: number, config: ConfigInput): Promise<void>;
  reloadShard(shard: number, config: ConfigInput | string): void;
  stopShard(shard: number): Promise<void>;
  stop(): Promise<void>;
}

/** AWS, two shards of the daemon, Prometheus with the shipped rules, Alertmanager with the shipped example, a webhook. */
export async function startAlertingStack(
  scenario: Scenario,
  clock: () => number,
  configOfShard: (shard: number) => ConfigInput,
): Promise<AlertingStack> {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-alerts-'));
  const stops: (() => Promise<void> | void)[] = [() => rmSync(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const webhook = await startWebhook();
    stops.push(webhook.stop);
    const rules = join(directory, 'rules.yaml');
    const routes = join(directory, 'alertmanager.yaml');
    writeFileSync(rules, quickRules(shipped('restore-test-monitor.rules.yaml')));
    writeFileSync(routes, quickRoutes(shipped('alertmanager.example.yaml'), webhook.address));
    const simulator = await startSimulator({ scenario, clock });
    stops.push(simulator.close);
    const alertmanager = await startAlertmanager(routes);
    stops.push(alertmanager.stop);

    const addresses = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
    const shards = new Map<number, Daemon>();
    const startShard = async (shard: number, config: ConfigInput) => {
      const daemon = await startDaemonProcess(simulator, config, {}, addresses[shard]);
      shards.set(shard, daemon);
      await eventually(async () => ((await fetch(`${daemon.url}/-/ready`)).ok ? true : undefined), 30_000);
    };
    const stopShard = async (shard: number) => {
      shards.get(shard)?.kill('SIGTERM');
      await shards.get(shard)?.exited;
    };
    stops.push(async () => void (await Promise.all([...shards.keys()].map(stopShard))));
    await Promise.all(addresses.map((_, shard) => startShard(shard, configOfShard(shard))));
    const prometheus = await startPrometheus(addresses, { rules, alertmanager: alertmanager.address });
    stops.push(prometheus.stop);
    return {
      simulator,
      prometheus,
      arrivals: () =>
        webhook.notifications.flatMap(({ at, receiver, alerts }) =>
          alerts.map(({ status, labels, annotations }) => ({ at, receiver, status, labels, annotations })),
        ),
      startShard,
      reloadShard: (shard, config) => {
        shards.get(shard)?.configure(config);
        shards.get(shard)?.kill('SIGHUP');
      },
      stopShard,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function shipped(file: string): string {
  return readFileSync(`config/prometheus/${file}`, 'utf8');
}

/** The shipped example, that waits for a second only, and in which nobody has a webhook, too. */
function quickRoutes(example: string, address: string): string {
  return example
    .replaceAll('127.0.0.1:9095', address)
    .replaceAll(/group_(wait|interval): \w+$/gm, 'group_$1: 1s')
    .replace(/^ {2}- name: nobody$/m, `$&\n    webhook_configs:\n      - url: http://${address}/nobody`);
}
