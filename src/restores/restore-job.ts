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
/** What AWS Backup's message on a COMPLETED restore says: the closed set that the free text is mapped to. */
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
  readonly id: string;
  readonly createdAt: Date;
  readonly status: RestoreStatus;
  readonly resourceType: string;
  readonly validation: ValidationStatus;
  readonly deletion: DeletionStatus;
  readonly isParent: boolean;
  readonly accountId?: string | undefined;
  readonly completedAt?: Date | undefined;
  readonly statusMessage?: string | undefined;
  /** The class of StatusMessage, kept where the message itself was dropped: ask `restoreIssueOf`. */
  readonly issue?: RestoreIssue | undefined;
  readonly validationMessage?: string | undefined;
  readonly deletionMessage?: string | undefined;
  /** The restore testing plan that started the job; absent for an on-demand restore. */
  readonly plan?: RestoreTestingPlanRef | undefined;
  /** The composite job that this one is a part of. */
  readonly parentJobId?: string | undefined;
  /** The resource that was backed up. */
  readonly sourceResourceArn?: string | undefined;
  readonly createdResourceArn?: string | undefined;
  readonly recoveryPointArn?: string | undefined;
  readonly recoveryPointCreatedAt?: Date | undefined;
  readonly backupVaultArn?: string | undefined;
  readonly iamRoleArn?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly percentDone?: string | undefined;
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
