import { groupKey } from '../jobs/job-group.js';
import type { RestoreJob } from '../jobs/restore-job.js';
import { type Verdict, verdictOf } from '../jobs/verdict.js';
import { clockSlackMs } from '../plans/plan-history.js';
import type { RestoreTestingPlan } from '../plans/restore-testing-plan.js';

/** An ended test of which AWS does not name the resource (SourceResourceArn). */
export interface UnnamedTest {
  readonly jobId: string;
  readonly plan: string;
  readonly resourceType: string;
  readonly verdict: Exclude<Verdict, 'pending'>;
}

/**
 * The ended tests without a resource that say something of now: until their plan has run again, and a test of the
 * type that began since has ended, or until the plan is gone. Without `plans`, nothing is known of later runs.
 */
export function unnamedTests(
  jobs: Iterable<RestoreJob>,
  plans: readonly RestoreTestingPlan[] | undefined,
  lookbackStart: Date,
  now: Date,
): UnnamedTest[] {
  const all = [...jobs];
  const unnamed = all.filter(
    ({ plan, sourceResourceArn, createdAt }) =>
      plan !== undefined && sourceResourceArn === undefined && createdAt >= lookbackStart,
  );
  if (unnamed.length === 0) return [];
  const latestRuns = new Map(
    plans?.map(({ name, lastExecutedAt }) => [name, (lastExecutedAt?.getTime() ?? 0) - clockSlackMs]),
  );
  const isOfLatestRun = ({ plan, createdAt }: RestoreJob) =>
    createdAt.getTime() >= (latestRuns.get(plan?.name ?? '') ?? 0);
  const tested = new Set(
    all.filter((job) => isOfLatestRun(job) && verdictOf(job, now) !== 'pending').map(groupOf),
  );
  const isCurrent = (job: RestoreJob, plan: string) =>
    plans === undefined || (latestRuns.has(plan) && (isOfLatestRun(job) || !tested.has(groupOf(job))));
  return unnamed.flatMap((job) => {
    const verdict = verdictOf(job, now);
    const plan = job.plan?.name ?? '';
    if (verdict === 'pending' || !isCurrent(job, plan)) return [];
    return [{ jobId: job.id, plan, resourceType: job.resourceType, verdict }];
  });
}

function groupOf({ plan, resourceType }: RestoreJob): string {
  return groupKey(plan?.name ?? '', resourceType);
}
