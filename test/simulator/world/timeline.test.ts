import { DescribeRestoreJobCommand, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import type { RestoreJobRow } from '../../../src/simulator/scenario/restore-job-row.js';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { createWorld } from '../../../src/simulator/world/world.js';
import { simulate } from '../running-simulator.js';
import { backupClient } from '../signed-clients.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const place = { accountId: '111122223333', region: 'eu-west-1' };
const hour = 3_600_000;
const day = 24 * hour;

const scenario: ScenarioInput = {
  regions: ['eu-west-1', 'cn-north-1'],
  accounts: [{ id: '111122223333', name: 'monitoring' }],
  history: '10d',
  retention: '20d',
  liveSpeed: 60,
  plans: [
    {
      name: 'daily',
      every: '1d',
      at: '5h',
      liveEvery: '30s',
      validation: { window: '1h', takes: '1m..2h', successful: 1, failed: 1, timedOut: 1 },
      deletion: { delay: '0s..1h', takes: '1m..1h', failed: 0.5 },
      resources: [
        {
          type: 'RDS',
          name: 'ledger',
          count: 3,
          restore: '5m..40m',
          failures: [
            { probability: 0.2, cause: 'kms_denied' },
            { probability: 0.2, cause: 'start_window_missed' },
            { probability: 0.2, cause: 'aborted' },
          ],
        },
      ],
    },
  ],
  onDemand: [
    {
      name: 'clusters',
      every: '2d',
      liveEvery: '1m',
      resources: [
        {
          type: 'EKS',
          name: 'shop',
          restore: '10m',
          nested: [
            { type: 'EBS', name: 'pv-1' },
            { type: 'EBS', name: 'pv-2' },
          ],
        },
      ],
    },
  ],
};

const ranks: Readonly<Record<string, number>> = {
  PENDING: 1,
  RUNNING: 2,
  COMPLETED: 3,
  FAILED: 3,
  ABORTED: 3,
  VALIDATING: 1,
  DELETING: 1,
  SUCCESSFUL: 2,
  TIMED_OUT: 2,
};
const rank = (status: string | null | undefined) => ranks[status ?? ''] ?? 0;
const stageRank = (status: string | null | undefined) => (status === 'FAILED' ? 2 : rank(status));

const seed = integer({ min: 0, max: 1000 });
const moment = integer({ min: startMs - 12 * day, max: startMs + hour / 4 });

function worldOf(ofSeed: number, from = startMs) {
  return createWorld(scenarioOf(scenario), ofSeed, from);
}

function byId(rows: readonly RestoreJobRow[]): Map<string, RestoreJobRow> {
  return new Map(rows.map((row) => [row.RestoreJobId ?? '', row]));
}

function liveIds(from: number): string[] {
  return [...byId(worldOf(1, from).rowsAt(place, from + 60_000))]
    .filter(([, row]) => (row.CreationDate ?? 0) * 1000 >= from)
    .map(([id]) => id);
}

function goneMs(row: RestoreJobRow): number {
  const isPast = (row.CreationDate ?? 0) * 1000 < startMs;
  const endedMs = (row.CompletionDate ?? Number.POSITIVE_INFINITY) * 1000;
  return Math.round(endedMs + (20 * day) / (isPast ? 1 : 60));
}

function hasGoneBack(before: RestoreJobRow, after: RestoreJobRow): boolean {
  return (
    rank(after.Status) < rank(before.Status) ||
    stageRank(after.ValidationStatus) < stageRank(before.ValidationStatus) ||
    stageRank(after.DeletionStatus) < stageRank(before.DeletionStatus)
  );
}

function fixedMembers(row: RestoreJobRow): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('Status')));
}

/** Whether a member is lost or different that stays as it is once it is there. */
function hasChanged(before: RestoreJobRow, after: RestoreJobRow): boolean {
  const later = fixedMembers(after);
  return JSON.stringify({ ...later, ...fixedMembers(before) }) !== JSON.stringify(later);
}

function isConsistent(row: RestoreJobRow, nowMs: number): boolean {
  const createdMs = (row.CreationDate ?? 0) * 1000;
  const windowMs = createdMs < startMs ? hour : hour / 60;
  const windowEndMs = Math.round((row.CompletionDate ?? 0) * 1000) + windowMs;
  const isRestored = row.Status === 'COMPLETED';
  const isValidated = isRestored && row.CreatedBy !== undefined;
  const hasFailed = row.Status === 'FAILED' || row.Status === 'ABORTED';
  return (
    (row.CompletionDate !== undefined) === (isRestored || hasFailed) &&
    (row.CreatedResourceArn !== undefined) === isRestored &&
    (row.ValidationStatus !== undefined) === isValidated &&
    (row.ValidationStatus !== 'VALIDATING' || nowMs < windowEndMs) &&
    (row.DeletionStatus === undefined || stageRank(row.ValidationStatus) === 2) &&
    (row.StatusMessage !== undefined) === hasFailed &&
    /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(row.RestoreJobId ?? '')
  );
}

describe('a simulated job', () => {
  it('never goes back to an earlier status and never changes what is known', () => {
    assert(
      property(seed, moment, integer({ min: 0, max: 2 * hour }), (ofSeed, nowMs, laterMs) => {
        const world = worldOf(ofSeed);
        const before = byId(world.rowsAt(place, nowMs));
        const wrong = world.rowsAt(place, nowMs + laterMs).filter((later) => {
          const row = before.get(later.RestoreJobId ?? '') ?? later;
          return hasGoneBack(row, later) || hasChanged(row, later);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is listed until its retention is over, and only then vanishes', () => {
    assert(
      property(seed, moment, (ofSeed, nowMs) => {
        const world = worldOf(ofSeed);
        const rows = world.rowsAt(place, nowMs);
        const later = byId(world.rowsAt(place, nowMs + hour));
        expect(rows.filter((row) => goneMs(row) <= nowMs)).toEqual([]);
        const kept = rows.filter((row) => goneMs(row) > nowMs + hour);
        expect(kept.filter(({ RestoreJobId }) => !later.has(RestoreJobId ?? ''))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('of a live run has a retention of its own where the scenario says so', () => {
    const world = createWorld(scenarioOf({ ...scenario, history: '0', liveRetention: '90s' }), 1, startMs);
    const nowMs = startMs + hour / 4;
    const endsMs = world.rowsAt(place, nowMs).flatMap(({ CompletionDate }) => CompletionDate ?? []);
    expect(endsMs.length).toBeGreaterThan(5);
    expect(Math.min(...endsMs) * 1000).toBeGreaterThan(nowMs - 90_000);
  });

  it('is validated and deleted only if a plan restored it, and deleted last', () => {
    assert(
      property(seed, moment, (ofSeed, nowMs) => {
        const rows = worldOf(ofSeed).rowsAt(place, nowMs);
        expect(rows.filter((row) => !isConsistent(row, nowMs))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('shows every status at some moment', () => {
    const world = worldOf(1);
    const rows = Array.from({ length: 120 }, (_, n) => world.rowsAt(place, startMs + n * 1000)).flat();
    expect(new Set(rows.map(({ Status }) => Status))).toEqual(
      new Set(['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'ABORTED']),
    );
    expect(new Set(rows.map(({ ValidationStatus }) => ValidationStatus))).toEqual(
      new Set([undefined, 'VALIDATING', 'SUCCESSFUL', 'FAILED', 'TIMED_OUT']),
    );
    expect(new Set(rows.map(({ DeletionStatus }) => DeletionStatus))).toEqual(
      new Set([undefined, 'DELETING', 'SUCCESSFUL', 'FAILED']),
    );
  });

  it('is the same whenever and in whatever order one looks', () => {
    assert(
      property(seed, moment, moment, (ofSeed, first, second) => {
        const looked = worldOf(ofSeed);
        looked.rowsAt(place, second);
        expect(looked.rowsAt(place, first)).toEqual(worldOf(ofSeed).rowsAt(place, first));
      }),
      { numRuns: 30 },
    );
  });

  it('that ended before the start is the same after a restart', () => {
    const [early, late] = [worldOf(1), worldOf(1, startMs + 2 * hour)];
    const endedAt = (row: RestoreJobRow) => (row.CompletionDate ?? Number.POSITIVE_INFINITY) * 1000 < startMs;
    const before = early.rowsAt(place, startMs).filter(endedAt);
    const after = late.rowsAt(place, startMs + 2 * hour).filter(endedAt);
    expect(before.length).toBeGreaterThan(20);
    expect(after).toEqual(before);
  });

  it('has its own id after a restart if it is live', () => {
    const [first, second] = [new Set(liveIds(startMs)), liveIds(startMs + 1)];
    expect(second.length).toBeGreaterThan(3);
    expect(second.filter((id) => first.has(id))).toEqual([]);
  });

  it('depends on the seed', () => {
    expect(worldOf(1).rowsAt(place, startMs)).not.toEqual(worldOf(2).rowsAt(place, startMs));
  });

  it('has ARNs of its partition', () => {
    const rows = worldOf(1).rowsAt({ ...place, region: 'cn-north-1' }, startMs + 60_000);
    const arns = rows.flatMap((row) => [
      row.SourceResourceArn,
      row.RecoveryPointArn,
      row.BackupVaultArn,
      row.IamRoleArn,
      row.CreatedResourceArn ?? 'arn:aws-cn:',
      row.CreatedBy?.RestoreTestingPlanArn ?? 'arn:aws-cn:',
    ]);
    expect(arns.filter((arn) => !arn?.startsWith('arn:aws-cn:'))).toEqual([]);
    expect(arns.length).toBeGreaterThan(100);
  });

  it('of a composite restore names its parts', () => {
    const rows = worldOf(1).rowsAt(place, startMs);
    const parents = rows.filter(({ IsParent }) => IsParent);
    expect(parents.length).toBeGreaterThan(3);
    for (const { RestoreJobId } of parents) {
      const parts = rows.filter(({ ParentJobId }) => ParentJobId === RestoreJobId);
      expect(parts.map(({ ResourceType, IsParent }) => [ResourceType, IsParent])).toEqual([
        ['EBS', false],
        ['EBS', false],
      ]);
    }
  });
});

describe('an incident', () => {
  it('fails what is created in its time, and nothing else', () => {
    const plans = [
      {
        name: 'daily',
        every: '1d',
        liveEvery: '10s',
        startWindow: '0',
        resources: [{ type: 'RDS', name: 'ledger', pending: '0', restore: '1s' }],
      },
    ];
    const incidents = [{ from: '20s', until: '40s', account: 'monitoring', cause: 'no_subnet' as const }];
    const world = createWorld(
      scenarioOf({ ...scenario, onDemand: [], plans, incidents, liveSpeed: 1 }),
      1,
      startMs,
    );
    const live = world
      .rowsAt(place, startMs + 65_000)
      .filter((row) => (row.CreationDate ?? 0) * 1000 >= startMs);
    const failed = live.filter(({ Status }) => Status === 'FAILED');
    expect(failed.map(({ CreationDate }) => (CreationDate ?? 0) - startMs / 1000)).toEqual([30, 20]);
    expect(failed.map(({ StatusMessage }) => StatusMessage)).toEqual([
      expect.stringContaining('No subnets found'),
      expect.stringContaining('No subnets found'),
    ]);
    expect(live).toHaveLength(7);
  });
});

describe('every listed row', () => {
  it('equals the description of its id at the same moment', async () => {
    const simulator = await simulate(scenario, { clock: () => startMs + 50_000 });
    const client = backupClient(simulator);
    const { RestoreJobs = [] } = await client.send(new ListRestoreJobsCommand({}));
    expect(new Set(RestoreJobs.map(({ Status }) => Status)).size).toBeGreaterThan(3);
    for (const job of RestoreJobs) {
      const { $metadata: _metadata, ...described } = await client.send(
        new DescribeRestoreJobCommand({ RestoreJobId: job.RestoreJobId }),
      );
      expect(described).toEqual(job);
    }
  });
});
