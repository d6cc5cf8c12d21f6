import type { KnownJob } from '../jobs/known-job.js';
import { hasEnded, type RestoreJob } from '../jobs/restore-job.js';
import {
  emptyLatestTest,
  hasFacts,
  latestTestKey,
  recordTest,
  withoutJob,
} from '../latest-tests/latest-test.js';
import { isSame } from './change.js';
import type { LedgerDraft } from './ledger-draft.js';

/** Takes one view of a job into what is known of the latest test of its resource. */
export function draftTest(
  { latestTests, now }: LedgerDraft,
  job: RestoreJob,
  validationWindowMs?: number,
): void {
  const empty = emptyLatestTest(job);
  if (empty === undefined) return;
  const key = latestTestKey(empty);
  const known = latestTests.get(key);
  const test = recordTest(known ?? empty, job, now, validationWindowMs);
  if (hasFacts(test) && !isSame(known, test)) latestTests.set(key, test);
}

/** Takes back what a job said of the latest test of its resource: the other jobs that are known speak for it again. */
export function withdrawTest(draft: LedgerDraft, job: KnownJob): void {
  const { jobs, latestTests, windowOf } = draft;
  const key = testKeyOf(job);
  const test = key === undefined ? undefined : latestTests.get(key);
  if (key === undefined || test === undefined) return;
  const rest = withoutJob(test, job);
  if (hasFacts(rest)) latestTests.set(key, rest);
  else latestTests.delete(key);
  for (const other of jobs.which((each) => each.id !== job.id && testKeyOf(each) === key)) {
    draftTest(draft, other, windowOf(other));
  }
}

/** Returns true if what a job said of its resource's latest test does not hold any more. */
export function isTestRestated(before: RestoreJob, after: RestoreJob): boolean {
  if (testKeyOf(before) !== testKeyOf(after)) return true;
  return hasEnded(before.status) && before.status !== after.status;
}

function testKeyOf(job: RestoreJob): string | undefined {
  const empty = emptyLatestTest(job);
  return empty && latestTestKey(empty);
}
