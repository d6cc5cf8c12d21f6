import * as z from 'zod';
import type { KnownJob } from '../restores/jobs/known-job.js';
import type { RestoreLedger } from '../restores/ledger/ledger.js';
import { validationWindows } from '../restores/plans/restore-testing-plan.js';
import type { TargetState } from '../targets/target-state.js';
import { place, placeOf } from './place.js';
import { restoreJobView, restoreJobViewOf } from './restore-job-view.js';

/**
 * A restore job that a restore testing plan started. Of a test that is over and settled, only the fields that are counted and
 * the failure reason of the latest test of a resource are known.
 */
export const testView = z.object({
  ...restoreJobView.omit({ childJobs: true }).shape,
  ...place.shape,
  restoreTestingPlan: z.string(),
  restoreTestingPlanArn: z.string(),
});

export type TestView = z.infer<typeof testView>;

/** Yields the known tests of a target, as of its latest reading. */
export function* testViewsOf({ target, plans, restores, asOf }: TargetState): Generator<TestView> {
  const windowOf = validationWindows(plans);
  const reasons = latestFailureReasons(restores);
  for (const job of restores.jobs.values()) {
    if (job.plan === undefined) continue;
    const view = restoreJobViewOf(job, asOf, { validationWindowMs: windowOf(job) });
    yield {
      ...view,
      ...placeOf(target),
      restoreTestingPlan: job.plan.name,
      restoreTestingPlanArn: job.plan.arn,
      failureReason: isReasonLost(job, view.verdict) ? reasons.get(job.id) : view.failureReason,
    };
  }
}

/** The reason of a failed restore follows from StatusMessage, which a settled job has lost. */
function isReasonLost({ isSettled }: KnownJob, verdict: TestView['verdict']): boolean {
  return isSettled === true && verdict === 'failed';
}

/** The failure reasons of the latest tests, by the ids of their jobs. */
function latestFailureReasons({ latestTests }: RestoreLedger): Map<string, TestView['failureReason']> {
  return new Map(
    [...latestTests.values()].flatMap(({ ended }) => (ended ? [[ended.jobId, ended.failureReason]] : [])),
  );
}
