import { restoreIssueOf } from './restore-issue.js';
import type { DeletionStatus, RestoreJob, RestoreStatus, ValidationStatus } from './restore-job.js';

const restoreRank = {
  PENDING: 0,
  RUNNING: 1,
  unknown: 2,
  ABORTED: 3,
  FAILED: 4,
  COMPLETED: 5,
} satisfies Record<RestoreStatus, number>;

const validationRank = {
  NONE: 0,
  VALIDATING: 1,
  unknown: 2,
  TIMED_OUT: 3,
  FAILED: 4,
  SUCCESSFUL: 5,
} satisfies Record<ValidationStatus, number>;

const deletionRank = {
  NONE: 0,
  DELETING: 1,
  unknown: 2,
  FAILED: 3,
  SUCCESSFUL: 4,
} satisfies Record<DeletionStatus, number>;

/**
 * Joins two views of one job. AWS may answer from a copy that lags behind, and the pages of one list are not
 * read at one moment: each status only moves forward, whatever the order in which the views arrive.
 */
export function mergeJob(known: RestoreJob | undefined, read: RestoreJob): RestoreJob {
  if (known === undefined) return read;
  const restore = later(known, read, (job) => restoreRank[job.status]);
  const validation = later(known, read, (job) => validationRank[job.validation]);
  const deletion = later(known, read, (job) => deletionRank[job.deletion]);
  const latest = progress(read) >= progress(known) ? read : known;
  return {
    ...latest,
    status: restore.status,
    statusMessage: restore.statusMessage,
    issue: restoreIssueOf(restore) ?? restoreIssueOf(known) ?? restoreIssueOf(read),
    completedAt: restore.completedAt ?? known.completedAt ?? read.completedAt,
    validation: validation.validation,
    validationMessage: validation.validationMessage,
    deletion: deletion.deletion,
    deletionMessage: deletion.deletionMessage,
    isSettled: undefined,
  };
}

function later(known: RestoreJob, read: RestoreJob, rank: (job: RestoreJob) => number): RestoreJob {
  return rank(read) >= rank(known) ? read : known;
}

function progress(job: RestoreJob): number {
  return restoreRank[job.status] + validationRank[job.validation] + deletionRank[job.deletion];
}
