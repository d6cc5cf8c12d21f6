import { restoreIssueOf } from './restore-issue.js';
import type { RestoreJob } from './restore-job.js';

/**
 * The verdicts of a restore test. Restore, validation and deletion are separate outcomes; a verdict joins the first
 * two.
 */
export const verdicts = [
  'pending',
  'passed',
  'restored',
  'failed',
  'validation_failed',
  'validation_timed_out',
  'partial',
  'empty',
] as const;

export type Verdict = (typeof verdicts)[number];
export type FinalVerdict = Exclude<Verdict, 'pending'>;

/** The longest validation window that AWS Backup allows. */
export const longestValidationWindowMs = 168 * 3_600_000;

export type JudgedFields = Pick<
  RestoreJob,
  'status' | 'statusMessage' | 'issue' | 'validation' | 'deletion' | 'plan' | 'completedAt' | 'createdAt'
>;

/**
 * The verdict of a test. AWS reports some incomplete restores as COMPLETED with a message; whatever their validation
 * says, such a restore is `partial` or `empty` and never `passed`.
 */
export function verdictOf(job: JudgedFields, now: Date, validationWindowMs?: number): Verdict {
  const issue = restoreIssueOf(job);
  if (issue === 'objects_not_restored') return 'partial';
  if (issue === 'nothing_to_restore') return 'empty';
  return verdictByStatus(job, now, validationWindowMs);
}

/**
 * The verdict by Status and ValidationStatus alone. A completed test without a validation result is `restored` only when no result can come any more: when its
 * validation window is over, which is taken to be the longest possible where it is not known.
 */
export function verdictByStatus(
  job: JudgedFields,
  now: Date,
  validationWindowMs = longestValidationWindowMs,
): Verdict {
  if (job.status === 'FAILED' || job.status === 'ABORTED') return 'failed';
  if (job.status !== 'COMPLETED') return 'pending';
  if (job.validation === 'SUCCESSFUL') return 'passed';
  if (job.validation === 'FAILED') return 'validation_failed';
  if (job.validation === 'TIMED_OUT') return 'validation_timed_out';
  if (job.validation === 'VALIDATING') return 'pending';
  return isValidationWindowOver(job, now, validationWindowMs) ? 'restored' : 'pending';
}

/** AWS begins to delete what a test restored when its validation has ended or its validation window is over. */
function isValidationWindowOver(job: JudgedFields, now: Date, validationWindowMs: number): boolean {
  if (job.plan === undefined || job.deletion !== 'NONE') return true;
  return now.getTime() >= (job.completedAt ?? job.createdAt).getTime() + validationWindowMs;
}
