import { type TestFailureReason, testFailureReason } from './failure-reason.js';
import { restoreSeconds } from './job-group.js';
import { type Proof, recordProof } from './proof.js';
import { restoreIssueOf } from './restore-issue.js';
import { hasEnded, type RestoreIssue, type RestoreJob } from './restore-job.js';
import { type RestoredSizes, recordSize, withoutSize } from './restored-sizes.js';
import { type Verdict, verdictOf } from './verdict.js';

/** What the latest tests of one resource by one plan said; it outlives the jobs that it comes from. */
export interface LatestTest {
  readonly plan: string;
  readonly resourceType: string;
  readonly resourceArn: string;
  /** The latest test that has ended, the only one whose verdict is final. */
  readonly ended?: EndedTest;
  /** The latest test whose restore has completed, whatever its validation said. */
  readonly completed?: CompletedRestore;
  /** The newest tests that may count as successes, newest first. */
  readonly proofs: readonly Proof[];
  readonly restoredSizes: RestoredSizes;
  /** When it was last confirmed that AWS no longer protects the resource. */
  readonly unprotectedAt?: Date;
}

export interface EndedTest extends JobMoment {
  readonly verdict: Exclude<Verdict, 'pending'>;
  readonly failureReason: TestFailureReason | undefined;
  /** What AWS's message said, where the restore completed with one. */
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

/** What is known before the job is; undefined for one that is no test of a resource. */
export function untestedBy({ plan, resourceType, sourceResourceArn }: RestoreJob): LatestTest | undefined {
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

/** When the newest of the tests that it tells of was created. */
export function newestTestAt({ ended, completed }: LatestTest): Date {
  const times = [ended, completed].map((test) => test?.createdAt.getTime() ?? 0);
  return new Date(Math.max(...times));
}

/** Takes one view of a test into what is known of its resource, in any order of the tests. */
export function recordTest(
  known: LatestTest,
  job: RestoreJob,
  now: Date,
  validationWindowMs?: number,
): LatestTest {
  const proofs = recordProof(known.proofs, job, now, validationWindowMs);
  const next = { ...recordRestore(known, job), proofs };
  const verdict = verdictOf(job, now, validationWindowMs);
  const moment = { jobId: job.id, createdAt: job.createdAt };
  if (verdict === 'pending' || !isLatest(moment, known.ended)) return next;
  const ended = {
    ...moment,
    verdict,
    failureReason: testFailureReason(job, verdict),
    issue: restoreIssueOf(job),
    endedAt: job.completedAt ?? job.createdAt,
  };
  return { ...next, ended };
}

/** What the restore took and brought; nothing of one that turned out to have failed. */
function recordRestore(known: LatestTest, job: RestoreJob): LatestTest {
  const { completed, restoredSizes, ...rest } = known;
  const moment = { jobId: job.id, createdAt: job.createdAt };
  if (job.status !== 'COMPLETED') {
    if (!hasEnded(job.status) || completed === undefined) return known;
    const others = withoutSize(restoredSizes, job.createdAt);
    if (completed.jobId === job.id) return { ...rest, restoredSizes: others };
    return { ...known, restoredSizes: others };
  }
  const sizes = recordSize(restoredSizes, job.createdAt, job.sizeBytes);
  if (!isLatest(moment, completed)) return { ...known, restoredSizes: sizes };
  return {
    ...known,
    restoredSizes: sizes,
    completed: {
      ...moment,
      completedAt: job.completedAt ?? job.createdAt,
      durationSeconds: restoreSeconds(job),
      recoveryPointCreatedAt: job.recoveryPointCreatedAt,
      sizeBytes: job.sizeBytes,
    },
  };
}

function isLatest(moment: JobMoment, known: JobMoment | undefined): boolean {
  if (known === undefined || moment.jobId === known.jobId) return true;
  const difference = moment.createdAt.getTime() - known.createdAt.getTime();
  return difference > 0 || (difference === 0 && moment.jobId > known.jobId);
}
