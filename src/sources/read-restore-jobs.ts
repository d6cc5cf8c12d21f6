import type { BackupApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { describeRestoreJob } from '../aws/operations/describe-restore-job.js';
import { listRestoreJobs, restoreJobsPerPage } from '../aws/operations/list-restore-jobs.js';
import type { RestoreJob } from '../restores/jobs/restore-job.js';
import type { JobFacts, RestoreLedger } from '../restores/ledger/ledger.js';
import type { Reading, UndescribedJob } from '../targets/reading.js';
import { areIdentified, type RefusedRow } from '../targets/refused-row.js';
import { turnOf } from '../targets/sharding.js';
import { type Target, targetKey } from '../targets/target.js';
import { wrongAccount } from '../targets/wrong-account.js';
import {
  hasToBeRead,
  jobsToLookAtAgain,
  lastReadAt,
  listOverlapMs,
  parentsToLookFor,
  planJobReads,
  readableJobs,
} from './plan-job-reads.js';

export interface JobPollSettings {
  readonly lookbackMs: number;
  /** The time between two lists of the whole look-back. */
  readonly relistIntervalMs: number;
}

/** Reads every change of a target's restore jobs with the fewest requests. */
export async function readRestoreJobs(
  api: BackupApi,
  target: Target,
  ledger: RestoreLedger,
  now: Date,
  { lookbackMs, relistIntervalMs }: JobPollSettings,
  deadline: Deadline,
): Promise<Reading<JobFacts>> {
  const relisting = { intervalMs: relistIntervalMs, turn: turnOf(targetKey(target)) };
  const plan = planJobReads(ledger, now, { lookbackMs, jobsPerPage: restoreJobsPerPage, relisting });
  const list = await listRestoreJobs(api, plan.listCreatedAfter, deadline);
  if (!list.ok) return { ok: false, failure: list.failure };
  const { own, foreign } = byAccount(list.value, target);
  const stranger = own.length === 0 ? foreign[0]?.accountId : undefined;
  if (stranger !== undefined) {
    const shownBy = "AWS listed that account's restore jobs";
    return { ok: false, failure: wrongAccount(target, stranger, 'ListRestoreJobs', shownBy) };
  }

  const refused = [...(list.refused ?? []), ...foreign.map((job) => refusedForeign(job, target))];
  const ids = [...plan.describe, ...missingFromList(ledger, own, refused, plan.listCreatedAfter, now)];
  const described = await describeJobs(api, ids, deadline);
  refused.push(...described.refused);
  const again = await describeJobs(api, jobsToLookAtAgain(ledger, own), deadline);
  const parents = await describeJobs(
    api,
    parentsToLookFor(ledger, [...own, ...described.jobs, ...again.jobs]),
    deadline,
  );

  const areAllTold = areIdentified(refused);
  const facts = {
    jobs: [...own, ...described.jobs, ...again.jobs, ...parents.jobs],
    // A row without an id may be any job: none is gone until every row has one.
    gone: areAllTold ? described.gone : [],
    goneParents: areAllTold ? parents.gone : [],
    ...(plan.isRelisting && { relistedAt: now }),
  };
  const [failed] = described.failures;
  if (failed) {
    const undescribedJobs = described.failures;
    return { ok: false, failure: failed.failure, partial: facts, refused, undescribedJobs };
  }
  return { ok: true, value: { ...facts, listedAt: now }, refused };
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
  return readableJobs(ledger)
    .filter((job) => job.createdAt > createdAfter && job.createdAt < createdBefore)
    .filter((job) => !ids.has(job.id) && hasToBeRead(ledger, job, readAt))
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

/** The outcome of DescribeRestoreJob for some jobs, by their ids. */
interface DescribedJobs {
  readonly jobs: readonly RestoreJob[];
  /** The ids that AWS does not find. */
  readonly gone: readonly string[];
  readonly refused: readonly RefusedRow[];
  readonly failures: readonly UndescribedJob[];
}

/** Calls DescribeRestoreJob for each id. */
async function describeJobs(
  api: BackupApi,
  ids: readonly string[],
  deadline: Deadline,
): Promise<DescribedJobs> {
  const results = await Promise.all(
    ids.map(async (id) => ({ id, result: await describeRestoreJob(api, id, deadline) })),
  );
  const jobs: RestoreJob[] = [];
  const gone: string[] = [];
  const refused: RefusedRow[] = [];
  const failures: UndescribedJob[] = [];
  for (const { id, result } of results) {
    if (!result.ok) failures.push({ jobId: id, failure: result.failure });
    else if (result.value === 'gone') gone.push(id);
    else if ('refused' in result.value) refused.push(result.value.refused);
    else jobs.push(result.value.read);
  }
  return { jobs, gone, refused, failures };
}
