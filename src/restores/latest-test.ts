import { type TestFailureReason, testFailureReason } from './failure-reason.js';
import { restoreSeconds } from './job-group.js';
import type { RestoreJob } from './restore-job.js';
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
  readonly lastPassedAt?: Date;
  /** The latest test that restored and that nobody validated. */
  readonly lastRestoredAt?: Date;
}

export interface EndedTest extends JobMoment {
  readonly verdict: Exclude<Verdict, 'pending'>;
  readonly failureReason: TestFailureReason | undefined;
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

/** What is known before the job is; undefined for one that is no test of a resource. */
export function untestedBy({ plan, resourceType, sourceResourceArn }: RestoreJob): LatestTest | undefined {
  if (plan === undefined || sourceResourceArn === undefined) return undefined;
  return { plan: plan.name, resourceType, resourceArn: sourceResourceArn };
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
  const verdict = verdictOf(job, now, validationWindowMs);
  const moment = { jobId: job.id, createdAt: job.createdAt };
  const next: { -readonly [Field in keyof LatestTest]: LatestTest[Field] } = { ...known };
  if (job.status === 'COMPLETED' && isLatest(moment, known.completed)) {
    next.completed = {
      ...moment,
      completedAt: job.completedAt ?? job.createdAt,
      durationSeconds: restoreSeconds(job),
      recoveryPointCreatedAt: job.recoveryPointCreatedAt,
      sizeBytes: job.sizeBytes,
    };
  }
  if (verdict === 'pending') return next;
  const endedAt = job.completedAt ?? job.createdAt;
  if (isLatest(moment, known.ended)) {
    next.ended = { ...moment, verdict, failureReason: testFailureReason(job, verdict), endedAt };
  }
  if (verdict === 'passed') next.lastPassedAt = laterDate(known.lastPassedAt, endedAt);
  if (verdict === 'restored') next.lastRestoredAt = laterDate(known.lastRestoredAt, endedAt);
  return next;
}

function isLatest(moment: JobMoment, known: JobMoment | undefined): boolean {
  if (known === undefined || moment.jobId === known.jobId) return true;
  const difference = moment.createdAt.getTime() - known.createdAt.getTime();
  return difference > 0 || (difference === 0 && moment.jobId > known.jobId);
}

function laterDate(known: Date | undefined, date: Date): Date {
  return known !== undefined && known > date ? known : date;
}
