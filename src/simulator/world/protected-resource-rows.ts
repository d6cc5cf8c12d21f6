import type { ProtectedResourceRow } from '../scenario/protected-resource-row.js';
import type { RestoreJobRow } from '../scenario/restore-job-row.js';
import { type AccountRegion, defaultVaultArn, recoveryPointArn } from './arn.js';
import { chanceOf, uuidOf } from './chance.js';
import type { ResourceInstance } from './resource-instance.js';
import type { SimulatedJob } from './simulated-job.js';

export interface BackedUp extends Omit<ResourceInstance, 'number'> {
  /** Where absent, it is backed up once a day. */
  readonly lastBackupMs?: number | undefined;
}

interface Surroundings {
  readonly place: AccountRegion;
  readonly seed: number;
  readonly nowMs: number;
  /** The jobs of the place, created until the moment or later. */
  readonly jobs: readonly SimulatedJob[];
}

interface Latest {
  recoveryPoint?: RestoreJobRow;
  restore?: SimulatedJob;
}

const dayMs = 86_400_000;

/** Every resource once, as AWS describes it. */
export function protectedResourceRows(
  resources: readonly BackedUp[],
  surroundings: Surroundings,
): ProtectedResourceRow[] {
  const latest = latestByArn(surroundings);
  const byArn = new Map(resources.toReversed().map((resource) => [resource.arn, resource]));
  return [...byArn.values()].map((resource) => ({
    ResourceArn: resource.arn,
    ResourceType: resource.type,
    ResourceName: resource.name,
    LastBackupVaultArn: defaultVaultArn(surroundings.place),
    ...lastBackup(resource, latest.get(resource.arn)?.recoveryPoint, surroundings),
    ...latestRestore(latest.get(resource.arn)?.restore),
  }));
}

/** By resource, the newest recovery point that was restored, and the newest restore that has completed. */
function latestByArn({ jobs, nowMs }: Surroundings): Map<string, Latest> {
  const byArn = new Map<string, Latest>();
  for (const job of jobs) {
    if (job.createdMs > nowMs) continue;
    const arn = job.facts.SourceResourceArn ?? '';
    const latest = byArn.get(arn) ?? {};
    byArn.set(arn, latest);
    if (backedUpAt(job.facts) > backedUpAt(latest.recoveryPoint)) latest.recoveryPoint = job.facts;
    if (job.status !== 'COMPLETED' || job.endedMs > nowMs) continue;
    if (job.createdMs > (latest.restore?.createdMs ?? 0)) latest.restore = job;
  }
  return byArn;
}

function backedUpAt(row: RestoreJobRow | undefined): number {
  return row?.RecoveryPointCreationDate ?? 0;
}

function lastBackup(
  { type, arn, lastBackupMs }: BackedUp,
  restored: RestoreJobRow | undefined,
  { place, seed, nowMs }: Surroundings,
): ProtectedResourceRow {
  const atMs = chanceOf(seed, 'backup', arn).between(0, dayMs);
  const ms = lastBackupMs ?? Math.round(Math.floor((nowMs - atMs) / dayMs) * dayMs + atMs);
  if (ms / 1000 < backedUpAt(restored)) {
    const { RecoveryPointCreationDate, RecoveryPointArn } = restored ?? {};
    return { LastBackupTime: RecoveryPointCreationDate, LastRecoveryPointArn: RecoveryPointArn };
  }
  return {
    LastBackupTime: ms / 1000,
    LastRecoveryPointArn: recoveryPointArn(type, place, uuidOf(seed, arn, ms)),
  };
}

function latestRestore(job: SimulatedJob | undefined): ProtectedResourceRow {
  if (job === undefined) return {};
  return {
    LatestRestoreExecutionTimeMinutes: Math.ceil((job.endedMs - job.createdMs) / 60_000),
    LatestRestoreJobCreationDate: job.createdMs / 1000,
    LatestRestoreRecoveryPointCreationDate: job.facts.RecoveryPointCreationDate,
  };
}
