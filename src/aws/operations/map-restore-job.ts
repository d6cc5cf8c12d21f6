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
} from '../../restores/jobs/restore-job.js';
import { InvalidResponse } from '../classify-error.js';
import { dateField, numberField, required, resourceTypeField, textField } from './field.js';

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

/** AWS's are UUIDs. One that no URL can hold could never be asked for again. */
const longestId = 256;

/**
 * Maps a row of ListRestoreJobs, or the answer of DescribeRestoreJob: they have the same 23 members.
 * @throws InvalidResponse if RestoreJobId or CreationDate is missing, or a date is unreadable
 */
export function mapRestoreJob(row: RestoreJobsListMember): RestoreJob {
  const id = required(textField(row.RestoreJobId), 'a restore job', 'RestoreJobId');
  if (id.length > longestId) {
    throw new InvalidResponse(`a restore job has a RestoreJobId of ${id.length} characters`);
  }
  const owner = `restore job ${id}`;
  const date = (value: unknown, name: string) => dateField(value, owner, name);
  const createdAt = required(date(row.CreationDate, 'CreationDate'), owner, 'CreationDate');
  return {
    id,
    createdAt,
    accountId: textField(row.AccountId),
    status: known(restoreStatus, row.Status) ?? 'unknown',
    statusMessage: textField(row.StatusMessage),
    completedAt: date(row.CompletionDate, 'CompletionDate'),
    resourceType: resourceTypeField(row.ResourceType) ?? 'unknown',
    plan: mapPlan(textField(row.CreatedBy?.RestoreTestingPlanArn)),
    validation: known(validationStatus, row.ValidationStatus) ?? 'NONE',
    validationMessage: textField(row.ValidationStatusMessage),
    deletion: known(deletionStatus, row.DeletionStatus) ?? 'NONE',
    deletionMessage: textField(row.DeletionStatusMessage),
    isParent: row.IsParent === true,
    parentJobId: textField(row.ParentJobId),
    sourceResourceArn: textField(row.SourceResourceArn),
    createdResourceArn: textField(row.CreatedResourceArn),
    recoveryPointArn: textField(row.RecoveryPointArn),
    recoveryPointCreatedAt: date(row.RecoveryPointCreationDate, 'RecoveryPointCreationDate'),
    backupVaultArn: textField(row.BackupVaultArn),
    iamRoleArn: textField(row.IamRoleArn),
    sizeBytes: numberField(row.BackupSizeInBytes),
    percentDone: textField(row.PercentDone),
    expectedCompletionMinutes: numberField(row.ExpectedCompletionTimeMinutes),
  };
}

function known<Status extends string>(
  statuses: Readonly<Record<string, Status>>,
  value: string | undefined,
): Status | 'unknown' | undefined {
  if (!value) return undefined;
  return Object.hasOwn(statuses, value) ? statuses[value] : 'unknown';
}

/** The form of a RestoreTestingPlanArn that contains the name of its plan. */
const planArn = /^arn:[^:]*:backup:[^:]*:[^:]*:restore-testing-plan:([a-z0-9_]+)-[^:/]+$/i;

function mapPlan(arn: string | undefined): RestoreTestingPlanRef | undefined {
  if (arn === undefined) return undefined;
  return { arn, name: planArn.exec(arn)?.[1] ?? arn.slice(arn.lastIndexOf(':') + 1) };
}
