import { hasEnded, isDeletionOver, type RestoreJob } from './restore-job.js';
import { longestValidationWindowMs } from './verdict.js';

/** The time after the longest validation window in which AWS may begin with the deletion. */
const deletionSlackMs = 24 * 3_600_000;

/**
 * Returns true if AWS may still change the job's status, validation or deletion. A test goes on changing long after its
 * restore has ended: its validation may take a week, and its deletion begins only then.
 */
export function canStillChange(
  job: Pick<RestoreJob, 'status' | 'validation' | 'deletion' | 'plan' | 'completedAt' | 'createdAt'>,
  now: Date,
): boolean {
  if (!hasEnded(job.status)) return true;
  if (job.validation === 'VALIDATING' || job.validation === 'unknown') return true;
  if (job.deletion === 'DELETING' || job.deletion === 'unknown') return true;
  if (isDeletionOver(job.deletion) || job.plan === undefined) return false;
  const endedAt = (job.completedAt ?? job.createdAt).getTime();
  return now.getTime() < endedAt + longestValidationWindowMs + deletionSlackMs;
}
