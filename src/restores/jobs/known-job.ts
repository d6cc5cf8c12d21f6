import { isConfirmed, type Omission, type OmissionRule } from '../omissions.js';
import { canStillChange } from './can-still-change.js';
import { mergeJob, showsBetterEnd } from './merge-job.js';
import { restoreIssueOf } from './restore-issue.js';
import type { RestoreJob } from './restore-job.js';
import { type FinalVerdict, verdictOf } from './verdict.js';

/** A restore job as the ledger keeps it. */
export interface KnownJob extends RestoreJob {
  /** Its verdict, once that is final. */
  readonly verdict?: FinalVerdict | undefined;
  /** True if nothing of it is expected to change: the ledger drops its details. */
  readonly isSettled?: boolean | undefined;
  /** Since when AWS has not found the job; absent if the latest reading that asked for it found it. */
  readonly omission?: Omission | undefined;
  /** Since when AWS shows a better end than the known one; absent if the latest view shows the known one. */
  readonly doubt?: Omission | undefined;
}

/** Returns true if the job has to be read again: AWS may change it, or what AWS said of it is not confirmed. */
export function isOpen(job: KnownJob, now: Date): boolean {
  return job.doubt !== undefined || job.omission !== undefined || canStillChange(job, now);
}

/**
 * Joins what is known of a job with one more view of it. A worse end counts at once. A better one may be of a copy
 * that lags behind, so it counts when further readings have confirmed it.
 */
export function mergeKnown(
  known: KnownJob | undefined,
  read: RestoreJob,
  now: Date,
  rule: OmissionRule,
): KnownJob {
  if (known === undefined) return read;
  const { isSettled: _, omission: __, verdict: ___, doubt: before, ...job } = known;
  if (!showsBetterEnd(job, read)) return mergeJob(job, read);
  const doubt = oneMoreReading(before, now);
  if (isConfirmed(doubt, now, rule)) return mergeJob(job, read, { takesBetterEnd: true });
  return { ...mergeJob(job, read), doubt };
}

/** Counts a further reading that confirms what one reading said. */
export function oneMoreReading(known: Omission | undefined, at: Date): Omission {
  return known === undefined ? { since: at, readings: 0 } : { ...known, readings: known.readings + 1 };
}

/** Returns the job with its verdict, if that is final now or was, and with the mark that it is settled, if it is. */
export function judged(job: KnownJob, before: KnownJob | undefined, now: Date, windowMs?: number): KnownJob {
  const current = verdictOf(job, now, windowMs);
  const verdict = current === 'pending' ? before?.verdict : current;
  return { ...job, verdict, isSettled: isOpen(job, now) ? undefined : true };
}

/** Returns true if a settled job has changed all the same, in what is counted or shown of it. */
export function hasChanged(before: RestoreJob, after: RestoreJob): boolean {
  return (
    before.status !== after.status ||
    before.validation !== after.validation ||
    before.deletion !== after.deletion ||
    before.resourceType !== after.resourceType ||
    before.plan?.arn !== after.plan?.arn ||
    before.parentJobId !== after.parentJobId ||
    testedArn(before) !== testedArn(after) ||
    restoreIssueOf(before) !== restoreIssueOf(after) ||
    before.completedAt?.getTime() !== after.completedAt?.getTime()
  );
}

/**
 * Returns the job without its messages and ARNs, which would be four fifths of the memory: most jobs are settled and
 * only counted. It keeps the class of the message for the verdict, and what describes a leftover, which still exists.
 */
export function withoutDetails(job: KnownJob): KnownJob {
  const { id, createdAt, completedAt, status, validation, deletion, resourceType, plan, isParent } = job;
  const kept = { id, createdAt, completedAt, status, validation, deletion, resourceType, plan, isParent };
  const { parentJobId, verdict, omission } = job;
  const settledJob = {
    ...kept,
    verdict,
    omission,
    isSettled: true,
    issue: restoreIssueOf(job),
    parentJobId,
    sourceResourceArn: testedArn(job),
  };
  if (deletion !== 'FAILED') return settledJob;
  const { sizeBytes, sourceResourceArn, createdResourceArn, deletionMessage } = job;
  return { ...settledJob, sizeBytes, sourceResourceArn, createdResourceArn, deletionMessage };
}

/** The resource, which only tests need once they are over. */
function testedArn({ plan, sourceResourceArn }: RestoreJob): string | undefined {
  return plan && sourceResourceArn;
}
