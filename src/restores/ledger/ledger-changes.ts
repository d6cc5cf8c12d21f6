import type { JobEnds, JobGroup } from '../jobs/job-group.js';
import type { KnownJob } from '../jobs/known-job.js';
import type { RestoreJob } from '../jobs/restore-job.js';
import { type EndedTest, endedTestOf, type LatestTest } from '../latest-tests/latest-test.js';
import type { Change } from './change.js';
import { isSame } from './change.js';
import type { RestoreLedger } from './ledger.js';

/** The changes of a ledger by one reading, as plain values. */
export interface LedgerChanges {
  readonly jobs: readonly JobChange[];
  /** The ids of jobs that the ledger has dropped: they are older than the look-back, or were never more than announced by a child. */
  readonly forgotten: readonly string[];
  /** Each test once, when its verdict is final; those that had ended before the first reading are in `jobs` only. */
  readonly testEnds: readonly TestEnd[];
  readonly groups: readonly Change<JobGroup>[];
  readonly latestTests: readonly Change<LatestTest>[];
}

/** A change of one restore job: in AWS's fields except its progress in percent, or in what follows from them. */
export interface JobChange {
  /** As the ledger knew it, without the details that it had dropped; undefined for a job that it did not know. */
  readonly before: KnownJob | undefined;
  /** With every detail that AWS gave, also where the ledger drops them now. */
  readonly after: KnownJob;
  readonly standing: JobStanding;
  /** The ends that are in the totals now; undefined for a job that had ended before the first reading. */
  readonly counted: JobEnds | undefined;
}

/**
 * `known`: among the jobs. `waiting`: a part of a composite restore of which it is not known yet whether AWS has the parent. `told_by_parent`:
 * a part whose parent stands for it. `gone`: AWS does not find the job any more.
 */
export type JobStanding = 'known' | 'waiting' | 'told_by_parent' | 'gone';

/** The end of a test, with everything that AWS said of its job. */
export interface TestEnd extends EndedTest {
  readonly job: RestoreJob;
}

export const noLedgerChanges: LedgerChanges = {
  jobs: [],
  forgotten: [],
  testEnds: [],
  groups: [],
  latestTests: [],
};

/** The jobs of the ledger by id, so far in the reading. */
export interface JobPlaces {
  readonly jobs: { get(id: string): KnownJob | undefined };
  readonly tombstones: { get(id: string): KnownJob | undefined };
  readonly waiting: { get(id: string): KnownJob | undefined };
}

/** Compares what is known of these jobs with what was known before the reading. */
export function jobChanges(
  ids: Iterable<string>,
  before: RestoreLedger,
  places: JobPlaces,
  hasParent: (job: KnownJob) => boolean,
  counted: ReadonlyMap<string, JobEnds>,
): JobChange[] {
  const placesBefore = { ...before, waiting: before.composites.waiting };
  return [...ids].flatMap((id) => {
    const was = placeOf(id, placesBefore);
    const is = placeOf(id, places);
    if (is === undefined) return [];
    if (was?.place === is.place && isSame(factsOf(was.job), factsOf(is.job))) return [];
    const standing = is.place !== 'left' ? is.place : hasParent(is.job) ? 'told_by_parent' : 'gone';
    return [{ before: was?.job, after: is.job, standing, counted: counted.get(id) }];
  });
}

function placeOf(id: string, { jobs, tombstones, waiting }: JobPlaces) {
  const known = jobs.get(id);
  if (known !== undefined) return { job: known, place: 'known' } as const;
  const left = tombstones.get(id);
  if (left !== undefined) return { job: left, place: 'left' } as const;
  const child = waiting.get(id);
  return child && ({ job: child, place: 'waiting' } as const);
}

function factsOf(job: KnownJob): KnownJob {
  const { omission: _, doubt: __, percentDone: ___, expectedCompletionMinutes: ____, ...facts } = job;
  return facts;
}

/** The tests among the changed jobs whose verdict has become final by this reading. */
export function testEndsOf(jobs: readonly JobChange[]): TestEnd[] {
  return jobs.flatMap(({ before, after, standing, counted }) => {
    const { verdict, isSettled: _, ...job } = after;
    if (counted === undefined || standing !== 'known' || verdict === undefined || !isEndedTest(after))
      return [];
    return isEndedTest(before) ? [] : [{ ...endedTestOf(job, verdict), job }];
  });
}

function isEndedTest(job: KnownJob | undefined): boolean {
  return job?.plan !== undefined && job.verdict !== undefined;
}
