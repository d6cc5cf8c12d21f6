import {
  DescribeProtectedResourceCommand,
  ListBackupJobsCommand,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByResourceCommand,
  ListRestoreJobsByProtectedResourceCommand,
  paginateListProtectedResources,
} from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../../src/simulator/scenario/scenario.js';
import { simulate } from '../running-simulator.js';
import { backupClient } from '../signed-clients.js';
import { signedRequest } from '../signed-request.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const minuteMs = 60_000;
const dayMs = 86_400_000;
const rds = (name: string) => `arn:aws:rds:eu-west-1:111122223333:db:${name}`;

const scenario: ScenarioInput = {
  regions: ['eu-west-1'],
  accounts: [
    { id: '111122223333', name: 'monitoring' },
    { id: '444455556666', name: 'payments' },
  ],
  plans: [
    {
      name: 'daily',
      every: '1d',
      at: '5h',
      liveEvery: '1h',
      liveAt: '1h',
      startWindow: '0',
      resources: [
        { type: 'RDS', name: 'ledger', count: 2, pending: '1m', restore: '10m' },
        { type: 'RDS', name: 'wiki', restore: '1m', failures: [{ everyRun: 1, cause: 'internal' }] },
        { type: 'RDS', name: 'new', restore: '1m', hasRecoveryPoint: false },
      ],
    },
  ],
  onDemand: [
    {
      name: 'copies',
      every: '1d',
      at: '20h',
      resources: [
        { type: 'RDS', name: 'ledger', count: 2, restore: '2m' },
        { type: 'RDS', name: 'orders', pending: '0', restore: '2m' },
      ],
    },
  ],
  protected: [
    { accounts: ['monitoring'], type: 'RDS', name: 'untested', lastBackup: '-9d' },
    { accounts: ['payments'], type: 'RDS', name: 'foreign' },
    { regions: ['eu-west-1'], type: 'VirtualMachine', name: 'vm', arn: 'arn:aws:backup-gateway:::vm/vm-1' },
  ],
};

async function clientAt(nowMs: number, of = scenario) {
  let readings = 0;
  return backupClient(await simulate(of, { clock: () => (readings++ === 0 ? startMs : nowMs) }));
}

async function describedAt(nowMs: number, name: string) {
  const client = await clientAt(nowMs);
  const { $metadata: _metadata, ...described } = await client.send(
    new DescribeProtectedResourceCommand({ ResourceArn: rds(name) }),
  );
  return described;
}

describe('ListProtectedResources', () => {
  it('has once each what was backed up', async () => {
    const { Results = [] } = await (await clientAt(startMs)).send(new ListProtectedResourcesCommand({}));
    expect(Results.map(({ ResourceName }) => ResourceName)).toEqual([
      'vm',
      'ledger-1',
      'ledger-2',
      'orders',
      'untested',
      'wiki',
    ]);
    expect(Results[4]).toEqual({
      ResourceArn: rds('untested'),
      ResourceType: 'RDS',
      ResourceName: 'untested',
      LastBackupTime: new Date(startMs - 9 * dayMs),
      LastBackupVaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:Default',
      LastRecoveryPointArn: expect.stringMatching(/^arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:/),
    });
  });

  it.each([0, 0.5, 1, 1.5])('tells of a backup a day, %d days after the start', async (days) => {
    const nowMs = startMs + days * dayMs;
    const { Results = [] } = await (await clientAt(nowMs)).send(new ListProtectedResourcesCommand({}));
    const ages = Results.filter(({ ResourceName }) => ResourceName !== 'untested').map(
      ({ LastBackupTime }) => nowMs - (LastBackupTime?.getTime() ?? 0),
    );
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThan(dayMs);
  });

  it.each([1, 4, 1000])('pages by %d', async (pageSize) => {
    const client = await clientAt(startMs);
    const found: unknown[] = [];
    for await (const page of paginateListProtectedResources({ client, pageSize }, {})) {
      found.push(...(page.Results ?? []).map(({ ResourceArn }) => ResourceArn));
    }
    expect(found).toHaveLength(6);
    expect(new Set(found).size).toBe(6);
  });
});

describe('DescribeProtectedResource', () => {
  it.each([
    ['the last run before', 'ledger-1', 0, '2026-03-10T05:00:00.000Z', 11],
    ['the last run while the next is going on', 'ledger-1', 65, '2026-03-10T05:00:00.000Z', 11],
    ['the next run once it has completed', 'ledger-1', 72, '2026-03-10T13:00:00.000Z', 11],
    ['an on-demand restore', 'orders', 0, '2026-03-09T20:00:00.000Z', 2],
  ])('tells of %s', async (_, name, minutes, createdAt, took) => {
    const nowMs = startMs + minutes * minuteMs;
    const described = await describedAt(nowMs, name);
    expect(described).toMatchObject({
      ResourceArn: rds(name),
      ResourceName: name,
      LatestRestoreJobCreationDate: new Date(createdAt),
      LatestRestoreExecutionTimeMinutes: took,
      LatestRestoreRecoveryPointCreationDate: expect.any(Date),
    });
    const [backup, restored] = [described.LastBackupTime, described.LatestRestoreRecoveryPointCreationDate];
    expect(backup?.getTime()).toBeGreaterThanOrEqual(restored?.getTime() ?? Number.NaN);
  });

  it.each(['wiki', 'untested'])('tells of no restore of %s, which never completed one', async (name) => {
    expect(Object.keys(await describedAt(startMs, name)).toSorted()).toEqual([
      'LastBackupTime',
      'LastBackupVaultArn',
      'LastRecoveryPointArn',
      'ResourceArn',
      'ResourceName',
      'ResourceType',
    ]);
  });

  it.each(['new', 'foreign', 'none'])('does not know %s', async (name) => {
    await expect(describedAt(startMs, name)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Protected resource ${rds(name)} does not exist.`,
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('the paths of protected resources', () => {
  it.each(['/resources', '/resources/', `/resources/${encodeURIComponent(rds('wiki'))}`])(
    'answer at %s',
    async (path) => {
      expect((await signedRequest(await simulate(scenario), path)).status).toBe(200);
    },
  );

  it.each(['maxResults=0', 'maxResults=1001', 'nextToken=made-up'])('refuse %s', async (search) => {
    expect(await signedRequest(await simulate(scenario), `/resources?${search}`)).toMatchObject({
      status: 400,
      errorType: 'InvalidParameterValueException',
    });
  });
});

describe('literal protected resources', () => {
  it('are told as they are written', async () => {
    const row = {
      ResourceArn: 'a',
      ResourceType: 'TAPE',
      ResourceName: null,
      LastBackupTime: '-2h',
      LatestRestoreExecutionTimeMinutes: null,
      LatestRestoreJobCreationDate: 1_700_000_000,
    };
    const simulator = await simulate(
      {
        regions: ['eu-west-1'],
        accounts: [{ id: '111122223333', name: 'monitoring' }],
        protectedResources: [{ account: 'monitoring', region: 'eu-west-1', rows: [row] }],
      },
      { clock: () => startMs },
    );
    const bodyOf = async (path: string) => JSON.parse((await signedRequest(simulator, path)).body);
    const LastBackupTime = startMs / 1000 - 7200;
    await expect(bodyOf('/resources')).resolves.toEqual({
      Results: [{ ResourceArn: 'a', ResourceType: 'TAPE', ResourceName: null, LastBackupTime }],
    });
    await expect(bodyOf('/resources/a')).resolves.toEqual({ ...row, LastBackupTime });
  });
});

describe('what AWS Backup knows of one resource', () => {
  const ResourceArn = rds('ledger-1');

  it('lists its restore jobs, those of plans and on-demand ones, the newest first', async () => {
    const client = await clientAt(startMs);
    const list = new ListRestoreJobsByProtectedResourceCommand({ ResourceArn });
    const { RestoreJobs = [] } = await client.send(list);
    expect(new Set(RestoreJobs.map((job) => job.SourceResourceArn))).toEqual(new Set([ResourceArn]));
    const created = RestoreJobs.map((job) => job.CreationDate?.getTime() ?? 0);
    expect(created).toEqual(created.toSorted((a, b) => b - a));
    expect(new Set(RestoreJobs.map((job) => job.CreatedBy !== undefined))).toEqual(new Set([true, false]));
    const failed = new ListRestoreJobsByProtectedResourceCommand({ ResourceArn, ByStatus: 'FAILED' });
    expect((await client.send(failed)).RestoreJobs).toEqual([]);
  });

  it('lists its recovery points, of which each restored one is, and the backup jobs that made them', async () => {
    const client = await clientAt(startMs);
    const { RecoveryPoints = [] } = await client.send(
      new ListRecoveryPointsByResourceCommand({ ResourceArn }),
    );
    const { RestoreJobs = [] } = await client.send(
      new ListRestoreJobsByProtectedResourceCommand({ ResourceArn }),
    );
    const { BackupJobs = [] } = await client.send(new ListBackupJobsCommand({ ByResourceArn: ResourceArn }));
    const points = new Map(RecoveryPoints.map((point) => [point.RecoveryPointArn, point.CreationDate]));
    for (const job of RestoreJobs) {
      expect(points.get(job.RecoveryPointArn)).toEqual(job.RecoveryPointCreationDate);
    }
    expect(BackupJobs.map((job) => job.RecoveryPointArn)).toEqual([...points.keys()]);
  });
});

it('is backed up when the scenario says so', async () => {
  const backedUp: ScenarioInput = {
    ...scenario,
    plans: [
      {
        name: 'weekly',
        every: '7d',
        at: '5h',
        selectionWindow: '7d',
        resources: [
          { type: 'RDS', name: 'graph', restore: '1m', recoveryPointAge: '20d', backups: ['-9d', '1h'] },
        ],
      },
    ],
  };
  const lastBackupAt = async (nowMs: number) => {
    const client = await clientAt(nowMs, backedUp);
    const command = new DescribeProtectedResourceCommand({ ResourceArn: rds('graph') });
    return (await client.send(command)).LastBackupTime?.getTime();
  };
  expect([await lastBackupAt(startMs), await lastBackupAt(startMs + 2 * 60 * minuteMs)]).toEqual([
    startMs - 9 * dayMs,
    startMs + 60 * minuteMs,
  ]);
});
