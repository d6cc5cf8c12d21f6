import { restoreIssueOf } from './restore-issue.js';
import type { RestoreJob } from './restore-job.js';
import { verdictOf } from './verdict.js';

/** Returns a sentence with the reason for the verdict, and AWS's own message if there is one. */
export function explainVerdict(job: RestoreJob, now: Date, validationWindowMs?: number): string {
  const reason = explain(job, now, validationWindowMs);
  return restoreIssueOf(job) === 'other_issue' && job.statusMessage !== undefined
    ? `${reason} AWS Backup's message: ${job.statusMessage}`
    : reason;
}

function explain(job: RestoreJob, now: Date, validationWindowMs?: number): string {
  switch (verdictOf(job, now, validationWindowMs)) {
    case 'passed':
      return 'The restore completed and its validation was successful.';
    case 'restored':
      return job.plan
        ? 'The restore completed; nobody validated it, and its validation window is over.'
        : 'The restore completed; AWS Backup validates on-demand restores only where somebody reports a result.';
    case 'validation_failed':
      return `The restore completed, but its validation failed${because(job.validationMessage)}.`;
    case 'validation_timed_out':
      return `The restore completed, but no validation result was reported within the validation window${because(job.validationMessage)}.`;
    case 'partial':
      return `The restore completed without some of its objects${because(job.statusMessage)}.`;
    case 'empty':
      return `The restore completed and restored nothing${because(job.statusMessage)}.`;
    case 'failed':
      return `The restore ${job.status === 'ABORTED' ? 'was aborted' : 'failed'}${because(job.statusMessage)}.`;
    case 'pending':
      return explainPending(job);
  }
}

function explainPending(job: RestoreJob): string {
  if (job.status === 'PENDING') return 'The restore has not begun.';
  if (job.status === 'RUNNING') return 'The restore is running.';
  if (job.status === 'unknown') return 'AWS Backup gave a status that this version does not know.';
  return job.validation === 'VALIDATING'
    ? 'The restore completed; its validation is running.'
    : 'The restore completed; its validation window may still be open.';
}

function because(message: string | undefined): string {
  return message === undefined ? '' : `: ${message.replace(/\.+$/, '')}`;
}
