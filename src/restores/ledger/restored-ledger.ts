import type { Result } from '../../result.js';
import { durationBoundsSeconds, groupKey, type JobGroup } from '../jobs/job-group.js';
import { type KnownJob, withoutDetails } from '../jobs/known-job.js';
import { deletionStatuses, hasEnded, restoreStatuses, validationStatuses } from '../jobs/restore-job.js';
import { hasFacts, type LatestTest, latestTestKey } from '../latest-tests/latest-test.js';
import { emptyLedger, type RestoreLedger } from './ledger.js';
import { wrongValues } from './wrong-values.js';

/** The values of a ledger, as lists. A moment that is left out is not known. */
export interface KnownRestores
  extends Partial<Omit<RestoreLedger, 'jobs' | 'tombstones' | 'groups' | 'latestTests'>> {
  /**
   * The jobs created within the look-back, and older ones that are not settled; settled ones with or without their
   * details.
   */
  readonly jobs: readonly KnownJob[];
  /** Within the look-back, the jobs that AWS no longer has, and the parts of composite restores that their parents stand for. */
  readonly tombstones: readonly KnownJob[];
  readonly groups: readonly JobGroup[];
  readonly latestTests: readonly LatestTest[];
}

/** Returns the ledger that goes on from these facts, or everything that is wrong with them. */
export function restoredLedger(facts: KnownRestores): Result<RestoreLedger, readonly string[]> {
  const { jobs, tombstones, groups, latestTests, ...others } = facts;
  const problems = [
    ...wrongValues(facts),
    ...repeated([...jobs, ...tombstones, ...(facts.composites?.waiting.values() ?? [])].map(nameOf)),
    ...repeated(groups.map(groupName)),
    ...repeated(latestTests.map(testName)),
    ...[...jobs, ...tombstones].flatMap((job) =>
      problemsOf(job).map((problem) => `${nameOf(job)}: ${problem}`),
    ),
    ...jobs.filter(isSettledEarly).map((job) => `${nameOf(job)}: settled without an end or a verdict`),
    ...groups.filter((group) => !hasEveryBucket(group)).map((group) => `${groupName(group)}: other buckets`),
    ...latestTests.filter((test) => !hasFacts(test)).map((test) => `${testName(test)}: no facts`),
    ...(facts.listedAt && !facts.countedFrom ? ['listedAt without countedFrom'] : []),
  ];
  if (problems.length > 0) return { ok: false, failure: problems };
  return {
    ok: true,
    value: {
      ...emptyLedger,
      ...others,
      jobs: new Map(jobs.map((job) => [job.id, job.isSettled ? withoutDetails(job) : job])),
      tombstones: new Map(tombstones.map((job) => [job.id, withoutDetails(job)])),
      groups: new Map(groups.map((group) => [groupKey(group.plan, group.resourceType), group])),
      latestTests: new Map(latestTests.map((test) => [latestTestKey(test), test])),
    },
  };
}

const nameOf = ({ id }: KnownJob) => `job ${id}`;
const groupName = ({ plan, resourceType }: JobGroup) => `group ${groupKey(plan, resourceType)}`;
const testName = (test: LatestTest) => `test ${latestTestKey(test)}`;

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = names.filter((name) => seen.size === seen.add(name).size);
  return [...new Set(again)].map((name) => `${name}: more than once`);
}

function problemsOf({ status, validation, deletion }: KnownJob): string[] {
  return [
    ...(restoreStatuses.includes(status) ? [] : [`status ${status}`]),
    ...(validationStatuses.includes(validation) ? [] : [`validation ${validation}`]),
    ...(deletionStatuses.includes(deletion) ? [] : [`deletion ${deletion}`]),
  ];
}

function isSettledEarly({ isSettled, status, verdict }: KnownJob): boolean {
  return isSettled === true && !(hasEnded(status) && verdict !== undefined);
}

function hasEveryBucket({ durations }: JobGroup): boolean {
  return durations.counts.length === durationBoundsSeconds.length + 1;
}
