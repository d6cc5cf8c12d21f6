import type { Deadline } from '../aws/deadline.js';
import { describeRestoreJob } from '../aws/describe-restore-job.js';
import { listRestoreJobs, restoreJobsPerPage } from '../aws/list-restore-jobs.js';
import type { BackupSession } from '../aws/session.js';
import { canStillChange } from '../restores/can-still-change.js';
import type { JobFacts, RestoreLedger } from '../restores/ledger.js';
import type { RestoreJob } from '../restores/restore-job.js';
import type { CallFailure } from '../targets/call-failure.js';
import { areIdentified, type RefusedRow } from '../targets/refused-row.js';
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
  const { own, foreign } = byAccount(list.value, target);
  if (own.length === 0 && foreign[0]) return { ok: false, failure: foreignAccount(foreign[0], target) };

  const refused = [...(list.refused ?? []), ...foreign.map((job) => refusedForeign(job, target))];
  const ids = [...plan.describe, ...missingFromList(ledger, own, refused, plan.listCreatedAfter, now)];
  const described = await describeAll(session, ids, deadline, jobUnreadable);
  refused.push(...described.refused);
  const facts = {
    jobs: [...own, ...described.jobs],
    // A row without an id may be any job: none is gone until every row can be told.
    gone: areIdentified(refused) ? described.gone : [],
  };
  const { failure } = described;
  if (failure) return { ok: false, failure, facts, refused };
  return { ok: true, facts: { ...facts, listedAt: now }, refused };
}

interface Described {
  readonly jobs: readonly RestoreJob[];
  readonly gone: readonly string[];
  readonly refused: readonly RefusedRow[];
  readonly failure: CallFailure | undefined;
}

async function describeAll(
  session: BackupSession,
  ids: readonly string[],
  deadline: Deadline,
  jobUnreadable: JobUnreadable,
): Promise<Described> {
  const results = await Promise.all(
    ids.map(async (id) => ({ id, result: await describeRestoreJob(session, id, deadline) })),
  );
  const jobs: RestoreJob[] = [];
  const gone: string[] = [];
  const refused: RefusedRow[] = [];
  let failure: CallFailure | undefined;
  for (const { id, result } of results) {
    if (!result.ok) {
      jobUnreadable(id, result.failure);
      failure ??= result.failure;
    } else if (result.value === 'gone') gone.push(id);
    else if ('refused' in result.value) refused.push(result.value.refused);
    else jobs.push(result.value.read);
  }
  return { jobs, gone, refused, failure };
}

/**
 * A job that can still change and that the list should have named has been left out, or AWS has dropped it.
 * A new one is waited for: where a list does not name it yet, a description may not know it either.
 */
function missingFromList(
  ledger: RestoreLedger,
  listed: readonly RestoreJob[],
  refused: readonly RefusedRow[],
  createdAfter: Date,
  now: Date,
): string[] {
  const ids = new Set([...listed, ...refused].map(({ id }) => id));
  const createdBefore = new Date(now.getTime() - listOverlapMs);
  const readAt = lastReadAt(ledger, now);
  return [...ledger.jobs.values()]
    .filter((job) => job.createdAt > createdAfter && job.createdAt < createdBefore)
    .filter((job) => !ids.has(job.id) && canStillChange(job, readAt))
    .map((job) => job.id);
}

function byAccount(jobs: readonly RestoreJob[], { accountId }: Target) {
  const isOwn = (job: RestoreJob) => job.accountId === undefined || job.accountId === accountId;
  return { own: jobs.filter(isOwn), foreign: jobs.filter((job) => !isOwn(job)) };
}

function refusedForeign({ id, accountId }: RestoreJob, target: Target): RefusedRow {
  const message = `restore job ${id} is of account ${accountId}, not of ${target.accountId}`;
  return { operation: 'ListRestoreJobs', reason: 'other_account', message, id };
}

function foreignAccount(job: RestoreJob, target: Target): CallFailure {
  return {
    operation: 'ListRestoreJobs',
    reason: 'wrong_account',
    message: `the credentials for account ${target.accountId} belong to account ${job.accountId}: AWS listed that account's restore jobs`,
  };
}
