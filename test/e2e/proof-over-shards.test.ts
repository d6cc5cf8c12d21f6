import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scenarioOf } from '../../src/simulator/scenario/scenario.js';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.js';
import { shardOf } from '../../src/targets/sharding.js';
import { dashboards, panelsOf, queriesOf, variablesOf } from '../generators/grafana/shipped-dashboards.js';
import { startDaemonProcess } from '../integration/daemon-process.js';
import type { Daemon } from '../integration/running-daemon.js';
import { eventually } from '../patience.js';
import { runQuery } from './grafana-query.js';
import { quickRules } from './quick-rules.js';
import { freePort, type RealPrometheus, startPrometheus } from './real-prometheus.js';

const region = 'eu-central-1';
const totalShards = 3;
const role = { name: 'restore-test-monitor' };
/** Each a target of another shard. */
const [production = '', recovery = '', idle = ''] = [0, 1, 2].map((shard) =>
  String(
    Array.from({ length: 100 }, (_, number) => 200_000_000_000 + number).find(
      (id) => shardOf(`${id}/${region}`, totalShards) === shard,
    ),
  ),
);
const accounts = [
  { id: production, name: 'production' },
  { id: recovery, name: 'recovery' },
  { id: idle, name: 'idle' },
];

const ledger = `arn:aws:rds:${region}:${production}:db:ledger`;
const policies = `arn:aws:rds:${region}:${production}:cluster:policies`;
const sessions = `arn:aws:dynamodb:${region}:${production}:table/sessions`;
const scratch = `arn:aws:ec2:${region}:${production}:volume/vol-1`;

function aTest(account: string, plan: string, ResourceType: string, SourceResourceArn: string, age: string) {
  return {
    account,
    region,
    rows: [
      {
        RestoreJobId: `${plan}-${ResourceType}`,
        CreationDate: `-${age}`,
        CompletionDate: `-${age}`,
        Status: 'COMPLETED',
        ValidationStatus: 'SUCCESSFUL',
        DeletionStatus: 'SUCCESSFUL',
        ResourceType,
        SourceResourceArn,
        BackupVaultArn: `arn:aws:backup:${region}:${account}:backup-vault:Default`,
        CreatedBy: {
          RestoreTestingPlanArn: `arn:aws:backup:${region}:${account}:restore-testing-plan:${plan}-1`,
        },
      },
    ],
  };
}

const scenario = scenarioOf({
  regions: [region],
  role,
  accounts,
  jobs: [
    aTest(production, 'local', 'RDS', ledger, '25d'),
    aTest(recovery, 'drill', 'RDS', ledger, '2h'),
    aTest(recovery, 'drill', 'DynamoDB', sessions, '20d'),
    aTest(recovery, 'rehearsal', 'EBS', scratch, '1h'),
  ],
  protectedResources: [
    {
      account: production,
      region,
      rows: [
        { ResourceArn: ledger, ResourceType: 'RDS' },
        { ResourceArn: policies, ResourceType: 'Aurora' },
        { ResourceArn: sessions, ResourceType: 'DynamoDB' },
        { ResourceArn: scratch, ResourceType: 'EBS' },
      ],
    },
  ],
});

function configOf(shard: number) {
  return {
    regions: [region],
    accounts: accounts.map((account) => ({
      ...account,
      roleArn: `arn:aws:iam::${account.id}:role/${role.name}`,
    })),
    sharding: { shard, totalShards },
    objectives: [{ plan: 'rehearsal', provenIn: 'own' }, { successInterval: '8d' }],
    plans: { enabled: false },
    summaries: { enabled: false },
    resources: { schedule: '3s' },
  };
}

const never = 'AWSBackupProtectedResourcesNeverTested';
const late = 'AWSBackupProtectedResourcesNotTestedRecently';

/** Each panel, and what it shows of all shards together. */
const panels: readonly [string, number][] = [
  ['Proven restorable', 0.25],
  ['Not proven', 3],
  ['Never tested', 2],
];

describe('three shards, of which one watches production and another the account that tests its backups', () => {
  let simulator: Simulator;
  let shards: readonly Daemon[] = [];
  let prometheus: RealPrometheus;
  let firing: readonly string[] = [];
  let pending: readonly string[] = [];
  // All of it is asked for while the shards run: they end with the first test.
  let watched: readonly (readonly (string | undefined)[])[] = [];
  let untested: readonly string[] = [];
  let proofs: readonly string[] = [];
  let shown: ReadonlyMap<string, unknown> = new Map();
  const directory = mkdtempSync(join(tmpdir(), 'restore-test-monitor-proof-'));

  beforeAll(async () => {
    simulator = await startSimulator({ scenario });
    const addresses = [
      `127.0.0.1:${await freePort()}`,
      `127.0.0.1:${await freePort()}`,
      `127.0.0.1:${await freePort()}`,
    ];
    shards = await Promise.all(
      addresses.map((address, shard) => startDaemonProcess(simulator, configOf(shard), {}, address)),
    );
    const rules = join(directory, 'rules.yaml');
    writeFileSync(
      rules,
      quickRules(readFileSync('config/prometheus/restore-test-monitor.rules.yaml', 'utf8')),
    );
    prometheus = await startPrometheus(addresses, { rules, alertmanager: '127.0.0.1:9' });
    const alerts = async (state: string) =>
      (await prometheus.query(`ALERTS{alertname=~"${never}|${late}", alertstate="${state}"}`)).map(
        ({ metric }) => `${metric['alertname']} ${metric['aws_account_id']} ${metric['resource_type']}`,
      );
    firing = await eventually(async () => {
      const now = await alerts('firing');
      return now.length >= 3 ? now : undefined;
    }, 110_000);
    pending = await alerts('pending');
    watched = await Promise.all(shards.map(watchedBy));
    untested = (await prometheus.query('aws_backup_protected_resources_tested == 0')).map(
      ({ metric }) => `${metric['aws_account']} ${metric['resource_type']}`,
    );
    proofs = (await prometheus.query('aws_backup_protected_resource_proof_timestamp_seconds')).map(
      ({ metric: { resource_type: type, proof_account: account, copy, counted } }) =>
        [type, account, copy, counted].join(' '),
    );
    shown = new Map(
      await Promise.all(
        panels.map(async ([title]): Promise<[string, unknown]> => [title, await shownBy(title)]),
      ),
    );
  }, 200_000);

  async function shownBy(title: string): Promise<unknown> {
    const dashboard = dashboards.find(({ uid }) => uid?.includes('organization'));
    const panel = dashboard && panelsOf(dashboard).find((each) => each.title === title);
    const [query] = panel ? queriesOf(panel) : [];
    if (dashboard === undefined || query === undefined) throw new Error(`no panel ${title}`);
    const now = Math.floor(Date.now() / 1000);
    const series = await runQuery(prometheus, query, variablesOf(dashboard), { from: now - 60, to: now });
    return series;
  }

  afterAll(async () => {
    for (const shard of shards) shard.kill('SIGTERM');
    await Promise.all([...shards.map(({ exited }) => exited), prometheus.stop()]);
    await simulator.close();
    rmSync(directory, { recursive: true });
  });

  it('share the accounts among each other', () => {
    expect(watched).toEqual([['production'], ['recovery'], ['idle']]);
  });

  it('know nothing of the tests that the other one has seen', () => {
    expect(untested.toSorted()).toEqual(
      ['Aurora', 'DynamoDB', 'EBS', 'RDS'].map((type) => `production ${type}`),
    );
  });

  it('alert of what no shard has seen tested, or not in time, or only where it does not count', () => {
    expect(firing.toSorted()).toEqual([
      `${never} ${production} Aurora`,
      `${never} ${production} EBS`,
      `${late} ${production} DynamoDB`,
    ]);
    expect(pending).toEqual([]);
  });

  it('tell where each resource was proven', () => {
    expect(proofs.toSorted()).toEqual([
      'DynamoDB recovery other_account true',
      'EBS recovery other_account false',
      'RDS production own true',
      'RDS recovery other_account true',
    ]);
  });

  it.each(panels)('are shown together by the panel %s', (title, expected) => {
    const value = [expect.any(Number), String(expected)];
    expect(shown.get(title)).toEqual([expect.objectContaining({ value })]);
  });
});

async function watchedBy(shard: Daemon): Promise<(string | undefined)[]> {
  const samples = await shard.metrics();
  const up = [...samples.keys()].filter((name) => name.startsWith('restore_test_monitor_target_up{'));
  return up.map((name) => /aws_account="(\w+)"/.exec(name)?.[1]);
}
