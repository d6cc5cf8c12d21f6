import { emptyGroup, groupKey } from './job-group.js';
import { type LatestTest, newestTestAt } from './latest-test.js';
import type { RestoreLedger } from './ledger.js';
import { clockSlackMs } from './plan-execution.js';
import type { ProtectedResource, RestoreTestingPlan } from './restore-testing-plan.js';

/** Counts from zero what the plans select, before its first job, and forgets the counts of deleted plans without jobs. */
export function reconcilePlans(
  ledger: RestoreLedger,
  plans: readonly RestoreTestingPlan[],
  readAt: Date,
): RestoreLedger {
  const existing = new Set(plans.map((plan) => plan.name));
  const groups = new Map(ledger.groups);
  for (const { name, selections } of plans) {
    for (const { resourceType } of selections) {
      const key = groupKey(name, resourceType);
      if (!groups.has(key)) groups.set(key, emptyGroup({ plan: name, resourceType, createdAt: readAt }));
    }
  }
  const withJobs = new Set([...ledger.jobs.values()].map((job) => job.plan?.name ?? ''));
  for (const [key, { plan }] of groups) {
    if (plan !== '' && !existing.has(plan) && !withJobs.has(plan)) groups.delete(key);
  }
  return forgetUntested({ ...ledger, groups }, { plans: { facts: plans, readAt } });
}

/** What AWS said when it was last asked. */
interface Told<Fact> {
  readonly facts: readonly Fact[];
  readonly readAt: Date;
}

/** What is tested; absent where it has not been read. */
export interface Tested {
  readonly plans?: Told<RestoreTestingPlan> | undefined;
  readonly resources?: Told<ProtectedResource> | undefined;
}

/**
 * Forgets what deleted plans last said, and what a plan last said of a resource that it does not select any more or
 * that is not protected any more, once it has run without it. Tests that are newer than what was read of plans and
 * resources stay, and so do the jobs, as long as AWS lists them: they may leave resources behind. Where none of what a plan
 * has tested is protected, as with copies of another account's backups, the list of protected resources says nothing.
 */
export function forgetUntested(ledger: RestoreLedger, { plans, resources }: Tested): RestoreLedger {
  if (plans === undefined) return ledger;
  const planOf = new Map(plans.facts.map((plan) => [plan.name, plan]));
  const isProtected = protectionAt(resources, [...ledger.latestTests.values()]);
  const isTested = (test: LatestTest) => {
    const testedAt = newestTestAt(test);
    const plan = planOf.get(test.plan);
    if (testedAt > plans.readAt) return true;
    if (plan === undefined) return false;
    if (!hasRunSince(plan, testedAt)) return true;
    return selects(plan, test) && isProtected(test);
  };
  return { ...ledger, latestTests: testsWhere(ledger, isTested) };
}

function hasRunSince({ lastExecutedAt }: RestoreTestingPlan, testedAt: Date): boolean {
  return lastExecutedAt !== undefined && testedAt.getTime() < lastExecutedAt.getTime() - clockSlackMs;
}

function selects({ selections }: RestoreTestingPlan, { resourceType, resourceArn }: LatestTest): boolean {
  return selections
    .filter((selection) => selection.resourceType === resourceType)
    .some(({ resourceArns }) => resourceArns.length === 0 || resourceArns.includes(resourceArn));
}

function protectionAt(
  resources: Tested['resources'],
  tests: readonly LatestTest[],
): (test: LatestTest) => boolean {
  if (resources === undefined) return () => true;
  const arns = new Set(resources.facts.map(({ arn }) => arn));
  const listedPlans = new Set(
    tests.filter(({ resourceArn }) => arns.has(resourceArn)).map(({ plan }) => plan),
  );
  return (test) =>
    arns.has(test.resourceArn) || newestTestAt(test) > resources.readAt || !listedPlans.has(test.plan);
}

/** Forgets the tests of resources that AWS protected before and does not protect any more. */
export function reconcileResources(
  ledger: RestoreLedger,
  before: readonly ProtectedResource[],
  after: readonly ProtectedResource[],
): RestoreLedger {
  const still = new Set(after.map(({ arn }) => arn));
  const gone = new Set(before.map(({ arn }) => arn).filter((arn) => !still.has(arn)));
  return { ...ledger, latestTests: testsWhere(ledger, ({ resourceArn }) => !gone.has(resourceArn)) };
}

function testsWhere(ledger: RestoreLedger, isKept: (test: LatestTest) => boolean) {
  return new Map([...ledger.latestTests].filter(([, test]) => isKept(test)));
}
