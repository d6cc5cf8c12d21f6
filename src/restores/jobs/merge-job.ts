import { restoreIssueOf } from './restore-issue.js';
import {
  type DeletionStatus,
  hasEnded,
  isDeletionOver,
  isValidationOver,
  type RestoreJob,
  type RestoreStatus,
  type ValidationStatus,
} from './restore-job.js';

/** Of two ends the worse one ranks higher: a success that is not earned is worse than a failure that is not. */
const restoreRank = {
  PENDING: 0,
  RUNNING: 1,
  unknown: 2,
  COMPLETED: 3,
  ABORTED: 4,
  FAILED: 5,
} satisfies Record<RestoreStatus, number>;

const validationRank = {
  NONE: 0,
  VALIDATING: 1,
  unknown: 2,
  SUCCESSFUL: 3,
  TIMED_OUT: 4,
  FAILED: 5,
} satisfies Record<ValidationStatus, number>;

const deletionRank = {
  NONE: 0,
  DELETING: 1,
  unknown: 2,
  SUCCESSFUL: 3,
  FAILED: 4,
} satisfies Record<DeletionStatus, number>;

/**
 * Joins two views of one job. AWS may answer from a copy that lags behind, and the pages of one list are not
 * read at one moment: each status only moves forward, whatever the order in which the views arrive. What one view
 * leaves out is taken from the other. With `takesBetterEnd`, an end that is better than the known one counts, too.
 */
export function mergeJob(
  known: RestoreJob | undefined,
  read: RestoreJob,
  { takesBetterEnd = false } = {},
): RestoreJob {
  if (known === undefined) return read;
  const restore = latest(known, read, restoreProgress, takesBetterEnd);
  const validation = latest(known, read, validationProgress, takesBetterEnd);
  const deletion = latest(known, read, deletionProgress, takesBetterEnd);
  const first = takesBetterEnd || progress(read) >= progress(known) ? read : known;
  const second = first === read ? known : read;
  return {
    ...everyField(first, second),
    status: restore.status,
    statusMessage: messageOf(restore, known, read, 'status', 'statusMessage'),
    issue: restoreIssueOf(restore) ?? restoreIssueOf(known) ?? restoreIssueOf(read),
    completedAt: restore.completedAt ?? known.completedAt ?? read.completedAt,
    validation: validation.validation,
    validationMessage: messageOf(validation, known, read, 'validation', 'validationMessage'),
    deletion: deletion.deletion,
    deletionMessage: messageOf(deletion, known, read, 'deletion', 'deletionMessage'),
  };
}

/** Returns true if a view shows an end that is better than the known one. It may be of a copy that lags behind. */
export function showsBetterEnd(known: RestoreJob, read: RestoreJob): boolean {
  return [restoreProgress, validationProgress, deletionProgress].some(
    ({ rank, isOver }) => isOver(known) && isOver(read) && rank(read) < rank(known),
  );
}

interface Progress {
  readonly rank: (job: RestoreJob) => number;
  readonly isOver: (job: RestoreJob) => boolean;
}

const restoreProgress: Progress = {
  rank: ({ status }) => restoreRank[status],
  isOver: ({ status }) => hasEnded(status),
};

const validationProgress: Progress = {
  rank: ({ validation }) => validationRank[validation],
  isOver: ({ validation }) => isValidationOver(validation),
};

const deletionProgress: Progress = {
  rank: ({ deletion }) => deletionRank[deletion],
  isOver: ({ deletion }) => isDeletionOver(deletion),
};

function latest(
  known: RestoreJob,
  read: RestoreJob,
  { rank, isOver }: Progress,
  takesBetterEnd: boolean,
): RestoreJob {
  if (takesBetterEnd && isOver(known) && isOver(read)) return read;
  return rank(read) >= rank(known) ? read : known;
}

function progress(job: RestoreJob): number {
  return restoreRank[job.status] + validationRank[job.validation] + deletionRank[job.deletion];
}

/** The message of the view that counts, or of the other one if it shows the same status. */
function messageOf(
  counts: RestoreJob,
  known: RestoreJob,
  read: RestoreJob,
  status: 'status' | 'validation' | 'deletion',
  message: 'statusMessage' | 'validationMessage' | 'deletionMessage',
): string | undefined {
  const other = counts === read ? known : read;
  return counts[message] ?? (other[status] === counts[status] ? other[message] : undefined);
}

/** Returns the fields of the job itself, from both views; they do not change. Its progress is that of the first. */
function everyField(first: RestoreJob, second: RestoreJob): RestoreJob {
  return {
    ...first,
    accountId: first.accountId ?? second.accountId,
    resourceType: first.resourceType === 'unknown' ? second.resourceType : first.resourceType,
    plan: first.plan ?? second.plan,
    isParent: first.isParent || second.isParent,
    parentJobId: first.parentJobId ?? second.parentJobId,
    sourceResourceArn: first.sourceResourceArn ?? second.sourceResourceArn,
    createdResourceArn: first.createdResourceArn ?? second.createdResourceArn,
    recoveryPointArn: first.recoveryPointArn ?? second.recoveryPointArn,
    recoveryPointCreatedAt: first.recoveryPointCreatedAt ?? second.recoveryPointCreatedAt,
    backupVaultArn: first.backupVaultArn ?? second.backupVaultArn,
    iamRoleArn: first.iamRoleArn ?? second.iamRoleArn,
    sizeBytes: first.sizeBytes ?? second.sizeBytes,
  };
}
