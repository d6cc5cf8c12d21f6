import type {
  RestoreDeletionStatus,
  RestoreJobStatus,
  RestoreJobsListMember,
  RestoreValidationStatus,
} from '@aws-sdk/client-backup';
import type {
  DeletionStatus,
  RestoreJob,
  RestoreStatus,
  RestoreTestingPlanRef,
  ValidationStatus,
} from '../restores/restore-job.js';
import { InvalidResponse } from './classify-error.js';

const restoreStatus = {
  PENDING: 'PENDING',
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  ABORTED: 'ABORTED',
  FAILED: 'FAILED',
} satisfies Record<RestoreJobStatus, RestoreStatus>;

const validationStatus = {
  VALIDATING: 'VALIDATING',
  SUCCESSFUL: 'SUCCESSFUL',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
} satisfies Record<RestoreValidationStatus, ValidationStatus>;

const deletionStatus = {
  DELETING: 'DELETING',
  SUCCESSFUL: 'SUCCESSFUL',
  FAILED: 'FAILED',
} satisfies Record<RestoreDeletionStatus, DeletionStatus>;

/**
 * Maps a row of ListRestoreJobs, or the answer of DescribeRestoreJob: they have the same 23 members.
 * @throws InvalidResponse where a member that a job cannot be told without is missing or unreadable
 */
export function mapRestoreJob(row: RestoreJobsListMember): RestoreJob {
  const id = text(row.RestoreJobId);
  if (id === undefined) throw new InvalidResponse('a restore job has no RestoreJobId');
  const createdAt = date(row.CreationDate, id, 'CreationDate');
  if (createdAt === undefined) throw new InvalidResponse(`restore job ${id} has no CreationDate`);
  return {
    id,
    createdAt,
    accountId: text(row.AccountId),
    status: known(restoreStatus, row.Status) ?? 'unknown',
    statusMessage: text(row.StatusMessage),
    completedAt: date(row.CompletionDate, id, 'CompletionDate'),
    resourceType: text(row.ResourceType) ?? 'unknown',
    plan: mapPlan(text(row.CreatedBy?.RestoreTestingPlanArn)),
    validation: known(validationStatus, row.ValidationStatus) ?? 'NONE',
    validationMessage: text(row.ValidationStatusMessage),
    deletion: known(deletionStatus, row.DeletionStatus) ?? 'NONE',
    deletionMessage: text(row.DeletionStatusMessage),
    isParent: row.IsParent === true,
    parentJobId: text(row.ParentJobId),
    sourceResourceArn: text(row.SourceResourceArn),
    createdResourceArn: text(row.CreatedResourceArn),
    recoveryPointArn: text(row.RecoveryPointArn),
    recoveryPointCreatedAt: date(row.RecoveryPointCreationDate, id, 'RecoveryPointCreationDate'),
    backupVaultArn: text(row.BackupVaultArn),
    iamRoleArn: text(row.IamRoleArn),
    sizeBytes: number(row.BackupSizeInBytes),
    percentDone: text(row.PercentDone),
    expectedCompletionMinutes: number(row.ExpectedCompletionTimeMinutes),
  };
}

function known<Status extends string>(
  statuses: Readonly<Record<string, Status>>,
  value: string | undefined,
): Status | 'unknown' | undefined {
  if (!value) return undefined;
  return Object.hasOwn(statuses, value) ? statuses[value] : 'unknown';
}

/** The ARN ends in `restore-testing-plan:<name>-<id>`, and a name has no hyphen. */
function mapPlan(arn: string | undefined): RestoreTestingPlanRef | undefined {
  if (arn === undefined) return undefined;
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return { arn, name: resource.split('-', 1)[0] || resource };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function date(value: unknown, id: string, member: string): Date | undefined {
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new InvalidResponse(`restore job ${id} has an unreadable ${member}`);
  }
  return value;
}
