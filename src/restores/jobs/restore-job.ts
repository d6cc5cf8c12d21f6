/** AWS Backup's RestoreJobStatus; `unknown` stands for a value that this version does not know. */
export const restoreStatuses = ['PENDING', 'RUNNING', 'COMPLETED', 'ABORTED', 'FAILED', 'unknown'] as const;
/** AWS Backup's RestoreValidationStatus; `NONE` where the job has none. */
export const validationStatuses = [
  'NONE',
  'VALIDATING',
  'SUCCESSFUL',
  'FAILED',
  'TIMED_OUT',
  'unknown',
] as const;
/** AWS Backup's RestoreDeletionStatus; `NONE` where the job has none. */
export const deletionStatuses = ['NONE', 'DELETING', 'SUCCESSFUL', 'FAILED', 'unknown'] as const;
/** The issues of a COMPLETED restore: the closed set that StatusMessage is mapped to. */
export const restoreIssues = ['objects_not_restored', 'nothing_to_restore', 'other_issue'] as const;

export type RestoreStatus = (typeof restoreStatuses)[number];
export type ValidationStatus = (typeof validationStatuses)[number];
export type DeletionStatus = (typeof deletionStatuses)[number];
export type RestoreIssue = (typeof restoreIssues)[number];

/**
 * A restore job as AWS last described it, by RestoreJobsListMember, of which AWS requires no member. A row without RestoreJobId or
 * CreationDate is refused; `status` and `resourceType` are `unknown`, `validation` and `deletion` `NONE` where AWS does not say.
 */
export interface RestoreJob {
  /** RestoreJobId. */
  readonly id: string;
  /** CreationDate. */
  readonly createdAt: Date;
  /** Status. */
  readonly status: RestoreStatus;
  /** ResourceType. */
  readonly resourceType: string;
  /** ValidationStatus. */
  readonly validation: ValidationStatus;
  /** DeletionStatus. */
  readonly deletion: DeletionStatus;
  /** IsParent. */
  readonly isParent: boolean;
  /** AccountId. */
  readonly accountId?: string | undefined;
  /** CompletionDate. */
  readonly completedAt?: Date | undefined;
  /** StatusMessage. */
  readonly statusMessage?: string | undefined;
  /** The class of StatusMessage, kept where the message itself was dropped: ask `restoreIssueOf`. */
  readonly issue?: RestoreIssue | undefined;
  /** ValidationStatusMessage. */
  readonly validationMessage?: string | undefined;
  /** DeletionStatusMessage. */
  readonly deletionMessage?: string | undefined;
  /** The plan of CreatedBy.RestoreTestingPlanArn, which started the job; absent for an on-demand restore. */
  readonly plan?: RestoreTestingPlanRef | undefined;
  /** ParentJobId: the composite job that this one is a part of. */
  readonly parentJobId?: string | undefined;
  /** SourceResourceArn: the resource that was backed up. */
  readonly sourceResourceArn?: string | undefined;
  /** CreatedResourceArn. */
  readonly createdResourceArn?: string | undefined;
  /** RecoveryPointArn. */
  readonly recoveryPointArn?: string | undefined;
  /** RecoveryPointCreationDate. */
  readonly recoveryPointCreatedAt?: Date | undefined;
  /** BackupVaultArn. */
  readonly backupVaultArn?: string | undefined;
  /** IamRoleArn. */
  readonly iamRoleArn?: string | undefined;
  /** BackupSizeInBytes. */
  readonly sizeBytes?: number | undefined;
  /** PercentDone, a text such as `50.00%`. */
  readonly percentDone?: string | undefined;
  /** ExpectedCompletionTimeMinutes. */
  readonly expectedCompletionMinutes?: number | undefined;
}

export interface RestoreTestingPlanRef {
  readonly arn: string;
  readonly name: string;
}

export function hasEnded(status: RestoreStatus): boolean {
  return status === 'COMPLETED' || status === 'ABORTED' || status === 'FAILED';
}

export function isValidationOver(validation: ValidationStatus): boolean {
  return validation === 'SUCCESSFUL' || validation === 'FAILED' || validation === 'TIMED_OUT';
}

export function isDeletionOver(deletion: DeletionStatus): boolean {
  return deletion === 'SUCCESSFUL' || deletion === 'FAILED';
}
