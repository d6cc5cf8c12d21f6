import { z } from 'zod';
import { literalMoment, secondsOf } from './literal-row.js';

const text = z.string().nullable().optional();

/** The wire members of one protected resource, verbatim but for the times. */
export const literalProtectedResource = z.strictObject({
  ResourceArn: text,
  ResourceType: text,
  ResourceName: text,
  LastBackupTime: literalMoment,
  LastBackupVaultArn: text,
  LastRecoveryPointArn: text,
  LatestRestoreExecutionTimeMinutes: z.int().nullable().optional(),
  LatestRestoreJobCreationDate: literalMoment,
  LatestRestoreRecoveryPointCreationDate: literalMoment,
});

type LiteralProtectedResource = z.infer<typeof literalProtectedResource>;
type Times = 'LastBackupTime' | 'LatestRestoreJobCreationDate' | 'LatestRestoreRecoveryPointCreationDate';

/** A row as DescribeProtectedResource answers it; a list has fewer fields. */
export type ProtectedResourceRow = Readonly<
  Omit<LiteralProtectedResource, Times> & Partial<Record<Times, number | null | undefined>>
>;

export function resolveProtectedResource(
  row: LiteralProtectedResource,
  startMs: number,
): ProtectedResourceRow {
  return {
    ...row,
    LastBackupTime: secondsOf(row.LastBackupTime, startMs),
    LatestRestoreJobCreationDate: secondsOf(row.LatestRestoreJobCreationDate, startMs),
    LatestRestoreRecoveryPointCreationDate: secondsOf(row.LatestRestoreRecoveryPointCreationDate, startMs),
  };
}
