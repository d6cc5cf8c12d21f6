import { type TestFailureReason, testFailureReason } from '../jobs/failure-reason.js';
import { restoreSeconds } from '../jobs/job-group.js';
import { restoreIssueOf } from '../jobs/restore-issue.js';
import { hasEnded, type RestoreIssue, type RestoreJob } from '../jobs/restore-job.js';
import { type FinalVerdict, verdictOf } from '../jobs/verdict.js';
import { type Proof, recordProof } from './proof.js';
import { type RestoredSizes, recordSize, withoutSize } from './restored-sizes.js';

/** The latest tests of one resource by one plan; outlives the jobs that it comes from. */
export interface LatestTest {
  readonly plan: string;
  readonly resourceType: string;
  readonly resourceArn: string;
  /** The latest test that has ended, the only one whose verdict is final. */
  readonly ended?: EndedTest | undefined;
  /** The latest test whose restore has completed, whatever its validation said. */
  readonly completed?: CompletedRestore | undefined;
  /** The newest tests that may count as successes, newest first. */
  readonly proofs: readonly Proof[];
  readonly restoredSizes: RestoredSizes;
  /** When it was last confirmed that AWS no longer protects the resource. */
  readonly unprotectedAt?: Date;
}

export interface EndedTest extends JobMoment {
  readonly verdict: FinalVerdict;
  readonly failureReason: TestFailureReason | undefined;
  /** The issue that StatusMessage describes, if the restore completed with one. */
  readonly issue: RestoreIssue | undefined;
  readonly endedAt: Date;
}

export interface CompletedRestore extends JobMoment {
  readonly completedAt: Date;
  readonly durationSeconds: number | undefined;
  readonly recoveryPointCreatedAt: Date | undefined;
  readonly sizeBytes: number | undefined;
}

interface JobMoment {
  readonly jobId: string;
  readonly createdAt: Date;
}

const none: readonly never[] = [];

/** Returns an empty record of the resource's tests; undefined for a job that is no test of a resource. */
export function emptyLatestTest({
  plan,
  resourceType,
  sourceResourceArn,
}: RestoreJob): LatestTest | undefined {
  if (plan === undefined || sourceResourceArn === undefined) return undefined;
  return {
    plan: plan.name,
    resourceType,
    resourceArn: sourceResourceArn,
    proofs: none,
    restoredSizes: none,
  };
}

export function latestTestKey({ plan, resourceType, resourceArn }: LatestTest): string {
  return `${plan}/${resourceType}/${resourceArn}`;
}

/** Returns when the newest of its tests was created. */
export function newestTestAt({ ended, completed }: LatestTest): Date {
  const times = [ended, completed].map((test) => test?.createdAt.getTime() ?? 0);
  return new Date(Math.max(...times));
}

/** Returns true if it has any test. */
export function hasFacts({ ended, completed }: LatestTest): boolean {
  return ended !== undefined || completed !== undefined;
}

/** Returns the record without one job, which turned out to be none of the plan's tests of the resource. */
export function withoutJob(known: LatestTest, { id, createdAt }: RestoreJob): LatestTest {
  const isOther = (test: Pick<JobMoment, 'jobId'> | undefined) => test !== undefined && test.jobId !== id;
  return {
    ...known,
    ended: isOther(known.ended) ? known.ended : undefined,
    completed: isOther(known.completed) ? known.completed : undefined,
    proofs: known.proofs.filter(isOther),
    restoredSizes: withoutSize(known.restoredSizes, createdAt),
  };
}

/** Takes one view of a test into what is known of its resource, in any order of the tests. */
export function recordTest(
  known: LatestTest,
  job: RestoreJob,
  now: Date,
  validationWindowMs?: number,
): LatestTest {
  const verdict = verdictOf(job, now, validationWindowMs);
  return {
    ...known,
    ended: verdict === 'pending' ? known.ended : latestEnded(known.ended, job, verdict),
    completed: latestRestore(known.completed, job),
    proofs: recordProof(known.proofs, job, now, validationWindowMs),
    restoredSizes: sizesWith(known.restoredSizes, job),
  };
}

function latestEnded(
  known: EndedTest | undefined,
  job: RestoreJob,
  verdict: FinalVerdict,
): EndedTest | undefined {
  return isLatest(job, known, known?.endedAt) ? endedTestOf(job, verdict) : known;
}

export function endedTestOf(job: RestoreJob, verdict: FinalVerdict): EndedTest {
  return {
    jobId: job.id,
    createdAt: job.createdAt,
    verdict,
    failureReason: testFailureReason(job, verdict),
    issue: restoreIssueOf(job),
    endedAt: endOf(job),
  };
}

/**
 * Returns the duration, recovery point and size of the latest restore; nothing of one that turned out to have failed.
 */
function latestRestore(known: CompletedRestore | undefined, job: RestoreJob): CompletedRestore | undefined {
  if (job.status !== 'COMPLETED') return hasEnded(job.status) && known?.jobId === job.id ? undefined : known;
  if (!isLatest(job, known, known?.completedAt)) return known;
  return {
    jobId: job.id,
    createdAt: job.createdAt,
    completedAt: endOf(job),
    durationSeconds: restoreSeconds(job),
    recoveryPointCreatedAt: job.recoveryPointCreatedAt,
    sizeBytes: job.sizeBytes,
  };
}

function sizesWith(known: RestoredSizes, job: RestoreJob): RestoredSizes {
  if (job.status === 'COMPLETED') return recordSize(known, job.createdAt, job.sizeBytes);
  return hasEnded(job.status) ? withoutSize(known, job.createdAt) : known;
}

/** Of two tests that began in the same millisecond, the one that ended later is the later one. */
function isLatest(job: RestoreJob, known: JobMoment | undefined, knownEnd = new Date(0)): boolean {
  if (known === undefined || job.id === known.jobId) return true;
  const difference =
    job.createdAt.getTime() - known.createdAt.getTime() || endOf(job).getTime() - knownEnd.getTime();
  return difference > 0 || (difference === 0 && job.id > known.jobId);
}

function endOf({ completedAt, createdAt }: RestoreJob): Date {
  return completedAt ?? createdAt;
}
