import type { AccountRegion } from './arn.js';
import type { World } from './world.js';

/** A recovery point of one resource in one account and Region. */
export interface SimulatedRecoveryPoint {
  readonly arn: string;
  readonly vaultArn: string;
  /** Epoch seconds, as on the wire. */
  readonly createdAt: number;
  readonly bytes: number | undefined;
}

/** Returns those that were restored and the latest one, the newest first. */
export function recoveryPointsOf(
  world: World,
  place: AccountRegion,
  resourceArn: string,
  nowMs: number,
): SimulatedRecoveryPoint[] {
  const restored = world
    .rowsAt(place, nowMs)
    .filter(({ SourceResourceArn }) => SourceResourceArn === resourceArn)
    .map((row) => ({
      arn: row.RecoveryPointArn ?? '',
      vaultArn: row.BackupVaultArn ?? '',
      createdAt: row.RecoveryPointCreationDate ?? 0,
      bytes: row.BackupSizeInBytes ?? undefined,
    }));
  const latest = world
    .protectedResourcesAt(place, nowMs)
    .filter(({ ResourceArn }) => ResourceArn === resourceArn)
    .map((row) => ({
      arn: row.LastRecoveryPointArn ?? '',
      vaultArn: row.LastBackupVaultArn ?? '',
      createdAt: row.LastBackupTime ?? 0,
      bytes: undefined,
    }));
  const byArn = new Map([...latest, ...restored].map((point) => [point.arn, point]));
  return [...byArn.values()].toSorted((a, b) => b.createdAt - a.createdAt);
}
