import { type ArnPlace, arnPlace } from '../coverage/arn-place.js';
import { clockSlackMs } from '../plans/plan-history.js';
import type { ProtectedResource, RestoreTestingPlan } from '../plans/restore-testing-plan.js';
import { type LatestTest, newestTestAt } from './latest-test.js';

/** The facts that AWS last returned, and when. */
interface Told<Fact> {
  readonly facts: readonly Fact[];
  readonly readAt: Date;
}

/** The plans and resources that say what is tested; each is absent if it has not been read. */
export interface Tested {
  /** The account whose lists these are. */
  readonly home?: ArnPlace;
  readonly plans?: Told<RestoreTestingPlan> | undefined;
  readonly resources?: Told<ProtectedResource> | undefined;
}

/**
 * The latest tests that say something of what is tested now. The others are evidence of the past: tests by plans that
 * are deleted, and tests of a resource that its plan does not select any more or that is not protected any more, once
 * the plan has run without it or the list that named the resource has left it out for long enough. A test that is newer than what was read of plans and resources is current, since
 * these lists could not know of it. The list of protected resources need not name copies of other accounts' backups: it says
 * nothing of resources of other accounts, nor of a plan of which it names none.
 */
export function currentTests(
  latestTests: Iterable<LatestTest>,
  { home = {}, plans, resources }: Tested,
): readonly LatestTest[] {
  const arns = resources && new Set(resources.facts.map(({ arn }) => arn));
  const tests = [...latestTests].filter((test) => !isOfGoneResource(test, arns));
  if (plans === undefined) return tests;
  const planOf = new Map(plans.facts.map((plan) => [plan.name, plan]));
  const isProtected = protectionAt(arns, resources?.readAt, tests, home);
  return tests.filter((test) => {
    const testedAt = newestTestAt(test);
    const plan = planOf.get(test.plan);
    if (testedAt > plans.readAt) return true;
    if (plan === undefined) return false;
    if (!hasRunSince(plan, testedAt)) return true;
    return selects(plan, test) && isProtected(test);
  });
}

/** Returns true if AWS protected the resource before, and no longer does since the test. */
export function isOfGoneResource(test: LatestTest, arns?: ReadonlySet<string>): boolean {
  const { unprotectedAt, resourceArn } = test;
  if (unprotectedAt === undefined || arns?.has(resourceArn)) return false;
  return newestTestAt(test) <= unprotectedAt;
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
  arns: ReadonlySet<string> | undefined,
  readAt: Date | undefined,
  tests: readonly LatestTest[],
  home: ArnPlace,
): (test: LatestTest) => boolean {
  if (arns === undefined || readAt === undefined) return () => true;
  const listedPlans = new Set(
    tests.filter(({ resourceArn }) => arns.has(resourceArn)).map(({ plan }) => plan),
  );
  return (test) =>
    arns.has(test.resourceArn) ||
    newestTestAt(test) > readAt ||
    !listedPlans.has(test.plan) ||
    isForeign(arnPlace(test.resourceArn), home);
}

function isForeign(resource: ArnPlace, { accountId }: ArnPlace): boolean {
  return resource.accountId !== undefined && accountId !== undefined && resource.accountId !== accountId;
}
