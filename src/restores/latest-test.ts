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

/** Whether it says anything. */
export function hasFacts({ ended, completed }: LatestTest): boolean {
  return ended !== undefined || completed !== undefined;
}

/** What is known without one job, which turned out to be none of the plan's tests of the resource. */
export function withoutJob(known: LatestTest, { id, createdAt }: RestoreJob): LatestTest {
  const { ended, completed, proofs, restoredSizes, ...rest } = known;
  return {
    ...rest,
    proofs: proofs.filter(({ jobId }) => jobId !== id),
    restoredSizes: completed?.jobId === id ? withoutSize(restoredSizes, createdAt) : restoredSizes,
    ...(ended && ended.jobId !== id && { ended }),
    ...(completed && completed.jobId !== id && { completed }),
  };
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
  const endedAt = job.completedAt ?? job.createdAt;
  if (verdict === 'pending' || !isLatest({ ...moment, endedAt }, known.ended)) return next;
  const ended = {
    ...moment,
    verdict,
    failureReason: testFailureReason(job, verdict),
    issue: restoreIssueOf(job),
    endedAt,
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
  const completedAt = job.completedAt ?? job.createdAt;
  if (
    !isLatest(
      { ...moment, endedAt: completedAt },
      completed && { ...completed, endedAt: completed.completedAt },
    )
  ) {
    return { ...known, restoredSizes: sizes };
  }
  return {
    ...known,
    restoredSizes: sizes,
    completed: {
      ...moment,
      completedAt,
      durationSeconds: restoreSeconds(job),
      recoveryPointCreatedAt: job.recoveryPointCreatedAt,
      sizeBytes: job.sizeBytes,
    },
  };
}

/** Of two tests that began in the same millisecond, the one that ended later is the later one. */
function isLatest(moment: EndMoment, known: EndMoment | undefined): boolean {
  if (known === undefined || moment.jobId === known.jobId) return true;
  const difference =
    moment.createdAt.getTime() - known.createdAt.getTime() ||
    moment.endedAt.getTime() - known.endedAt.getTime();
  return difference > 0 || (difference === 0 && moment.jobId > known.jobId);
}

interface EndMoment extends JobMoment {
  readonly endedAt: Date;
}
