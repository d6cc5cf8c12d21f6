import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadScenario } from '../../src/simulator/load-scenario.js';
import { startSimulator } from '../../src/simulator/simulator.js';
import { type ConfigInput, eventually, startDaemon } from '../integration/daemon.js';
import { startAlertmanager } from './real-alertmanager.js';
import { startPrometheus } from './real-prometheus.js';
import { startWebhook } from './webhook.js';

const expected = [
  {
    receiver: 'pager',
    labels: { alertname: 'AWSBackupRestoreTestFailed', severity: 'critical', aws_region: expect.any(String) },
    description:
      /^Account \S+ \(\d{12}\), \S+: plan \S+, \S.* arn:\S+: the latest restore test failed, reason \w+\.$/,
  },
  {
    receiver: 'tickets',
    labels: { alertname: 'AWSBackupTargetUnreadable', severity: 'warning', aws_account_id: '999900001111' },
    description: /^Account legacy-erp \(999900001111\), /,
  },
  {
    receiver: 'tickets',
    labels: { alertname: 'AWSBackupRestoreTestingPlanOverdue', severity: 'warning' },
    description: /^Account \S+ \(\d{12}\), \S+: plan \S+ did not run at its latest scheduled start/,
  },
  {
    receiver: 'tickets',
    labels: { alertname: 'AWSBackupAccountUnmonitored', severity: 'warning', aws_account_id: '121212121212' },
    description: /^Account 121212121212 has restore jobs/,
  },
];

it('brings alerts of the demo to a webhook, by a real Prometheus and a real Alertmanager', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-alerts-'));
  const webhook = await startWebhook();
  const config = join(directory, 'alertmanager.yaml');
  const rules = join(directory, 'rules.yaml');
  writeFileSync(config, quickRoutes(webhook.address));
  writeFileSync(rules, quickRules());
  const simulator = await startSimulator({ scenario: loadScenario('config/scenarios/demo.yaml') });
  const alertmanager = await startAlertmanager(config);
  const { url } = await startDaemon(simulator, demoConfig());
  const prometheus = await startPrometheus(new URL(url).host, { rules, alertmanager: alertmanager.address });
  try {
    const sent = () =>
      webhook.notifications.flatMap(({ receiver, alerts }) =>
        alerts.map(({ status, labels, annotations }) => ({ receiver, status, labels, annotations })),
      );
    const names = new Set(expected.map(({ labels }) => labels.alertname));
    await eventually(() => {
      const arrived = new Set(sent().map(({ labels }) => labels['alertname']));
      return [...names].every((name) => arrived.has(name)) ? true : undefined;
    }, 90_000).catch(() => undefined);
    for (const { receiver, labels, description } of expected) {
      expect(sent()).toContainEqual({
        receiver,
        status: 'firing',
        labels: expect.objectContaining(labels),
        annotations: {
          summary: expect.any(String),
          description: expect.stringMatching(description),
          runbook_url: expect.stringMatching(new RegExp(`/${labels.alertname}\\.md$`)),
        },
      });
    }
    expect(await eventually(() => prometheus.ruleErrors(), 10_000)).toEqual([]);
    expect(sent().filter(({ labels }) => 'instance' in labels || 'job' in labels)).toEqual([]);
  } finally {
    await prometheus.stop();
    await alertmanager.stop();
    await simulator.close();
    await webhook.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});

function demoConfig(): ConfigInput {
  const { web: _, log: __, ...config } = parse(readFileSync('config/demo.yaml', 'utf8')) as ConfigInput;
  return config;
}

/** The shipped rules, that wait for a second only; the daemon's absence keeps its time, as it starts absent. */
function quickRules(): string {
  return readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8').replaceAll(
    / for: (15m|30m|1h|2h)$/gm,
    ' for: 1s',
  );
}

/** The shipped example, that waits for seconds only. */
function quickRoutes(address: string): string {
  return readFileSync('config/prometheus/alertmanager.example.yaml', 'utf8')
    .replaceAll('127.0.0.1:9095', address)
    .replaceAll(/group_(wait|interval): \w+$/gm, 'group_$1: 1s');
}
