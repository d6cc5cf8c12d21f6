import type { Deadline } from '../aws/deadline.js';
import { describeRestoreJob } from '../aws/describe-restore-job.js';
import { listRestoreJobs, restoreJobsPerPage } from '../aws/list-restore-jobs.js';
import type { BackupSession } from '../aws/session.js';
import { canStillChange } from '../restores/can-still-change.js';
import type { JobFacts, RestoreLedger } from '../restores/ledger.js';
import type { RestoreJob } from '../restores/restore-job.js';
import type { CallFailure } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { lastReadAt, listOverlapMs, planJobReads } from './plan-job-reads.js';
import type { Reading } from './reading.js';

/** Told of a job that AWS refused to describe, though the rest of the target could be read. */
export type JobUnreadable = (jobId: string, failure: CallFailure) => void;

/** Reads every change of a target's restore jobs with the fewest requests. */
export async function pollRestoreJobs(
  session: BackupSession,
  target: Target,
  ledger: RestoreLedger,
  now: Date,
  settings: { readonly lookbackMs: number },
  deadline: Deadline,
  jobUnreadable: JobUnreadable,
): Promise<Reading<JobFacts>> {
  const plan = planJobReads(ledger, now, { ...settings, jobsPerPage: restoreJobsPerPage });
  const list = await listRestoreJobs(session, plan.listCreatedAfter, deadline);
  if (!list.ok) return { ok: false, failure: list.failure };
  const foreign = list.value.find((job) => job.accountId !== undefined && job.accountId !== target.accountId);
  if (foreign) return { ok: false, failure: foreignAccount(foreign, target) };

  const ids = [...plan.describe, ...missingFromList(ledger, list.value, plan.listCreatedAfter, now)];
  const described = await Promise.all(
    ids.map(async (id) => ({ id, result: await describeRestoreJob(session, id, deadline) })),
  );

  const jobs = [...list.value];
  const gone: string[] = [];
  let firstFailure: CallFailure | undefined;
  for (const { id, result } of described) {
    if (!result.ok) {
      jobUnreadable(id, result.failure);
      firstFailure ??= result.failure;
    } else if (result.value === 'gone') gone.push(id);
    else jobs.push(result.value);
  }
  if (firstFailure) return { ok: false, failure: firstFailure, facts: { jobs, gone } };
  return { ok: true, facts: { jobs, gone, listedAt: now } };
}

/**
 * A job that can still change and that the list should have named has been left out, or AWS has dropped it.
 * A new one is waited for: where a list does not name it yet, a description may not know it either.
 */
function missingFromList(
  ledger: RestoreLedger,
  listed: readonly RestoreJob[],
  createdAfter: Date,
  now: Date,
): string[] {
  const ids = new Set(listed.map((job) => job.id));
  const createdBefore = new Date(now.getTime() - listOverlapMs);
  const readAt = lastReadAt(ledger, now);
  return [...ledger.jobs.values()]
    .filter((job) => job.createdAt > createdAfter && job.createdAt < createdBefore)
    .filter((job) => !ids.has(job.id) && canStillChange(job, readAt))
    .map((job) => job.id);
}

function foreignAccount(job: RestoreJob, target: Target): CallFailure {
  return {
    operation: 'ListRestoreJobs',
    reason: 'invalid_response',
    message: `the credentials for account ${target.accountId} belong to account ${job.accountId}: AWS listed that account's restore jobs`,
  };
}
