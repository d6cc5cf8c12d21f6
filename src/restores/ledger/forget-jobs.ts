import { isOpen, type KnownJob } from '../jobs/known-job.js';
import { newestTestAt } from '../latest-tests/latest-test.js';
import type { DraftMap } from './draft-map.js';
import type { LedgerDraft } from './ledger-draft.js';

export interface ForgottenJobs {
  readonly ids: readonly string[];
  /** The creation of the newest job that was dropped so far: what is as old was counted before. */
  readonly until: Date;
}

/** Forgets the settled jobs that lists do not reach any more. */
export function forgetJobs(
  { before, jobs, tombstones, now }: LedgerDraft,
  lookbackStart: Date,
): ForgottenJobs {
  const ids: string[] = [];
  let until = before.forgottenUntil;
  const forget = (from: DraftMap<KnownJob>, { id, createdAt }: KnownJob) => {
    from.delete(id);
    ids.push(id);
    if (createdAt > until) until = createdAt;
  };
  const isOld = ({ createdAt }: KnownJob) => createdAt < lookbackStart;
  for (const job of jobs.which((each) => isOld(each) && !isOpen(each, now))) forget(jobs, job);
  for (const job of tombstones.which(isOld)) forget(tombstones, job);
  return { ids, until };
}

/** Forgets the totals and latest tests without any job since a moment. */
export function forgetJobResults({ groups, latestTests }: LedgerDraft, before: Date): void {
  for (const [key, group] of groups.entries()) if (group.newestJobAt < before) groups.delete(key);
  for (const [key, test] of latestTests.entries()) if (newestTestAt(test) < before) latestTests.delete(key);
}
