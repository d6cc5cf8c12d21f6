import { z } from 'zod';
import type { DeletionStatus, RestoreStatus, ValidationStatus } from '../../restores/jobs/restore-job.js';

export type WireRestoreStatus = Exclude<RestoreStatus, 'unknown'>;
export type WireValidationStatus = Exclude<ValidationStatus, 'unknown' | 'NONE'>;
export type WireDeletionStatus = Exclude<DeletionStatus, 'unknown' | 'NONE'>;

export const wireRestoreStatuses = [
  'PENDING',
  'RUNNING',
  'COMPLETED',
  'ABORTED',
  'FAILED',
] as const satisfies readonly WireRestoreStatus[];

const text = z.string().nullable().optional();
const number = z.number().nullable().optional();
const flag = z.boolean().nullable().optional();
/** Epoch seconds, as on the wire. */
const moment = z.number().nullable().optional();

export const restoreJobMembers = {
  AccountId: text,
  RestoreJobId: text,
  RecoveryPointArn: text,
  SourceResourceArn: text,
  BackupVaultArn: text,
  CreationDate: moment,
  CompletionDate: moment,
  Status: text,
  StatusMessage: text,
  PercentDone: text,
  BackupSizeInBytes: number,
  IamRoleArn: text,
  ExpectedCompletionTimeMinutes: number,
  CreatedResourceArn: text,
  ResourceType: text,
  RecoveryPointCreationDate: moment,
  IsParent: flag,
  ParentJobId: text,
  CreatedBy: z.strictObject({ RestoreTestingPlanArn: text }).nullable().optional(),
  ValidationStatus: text,
  ValidationStatusMessage: text,
  DeletionStatus: text,
  DeletionStatusMessage: text,
};

export const restoreJobRow = z.strictObject(restoreJobMembers);

/** One member of RestoreJobs as AWS sends it: no member is required, times are epoch seconds. */
export type RestoreJobRow = Readonly<z.infer<typeof restoreJobRow>>;
