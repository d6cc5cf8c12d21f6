import type { LatestTest } from './latest-test.js';
import { lastSuccessAt, type Objective, objectiveOf, testIntervalMs } from './objective.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  testableResourceTypes,
} from './restore-testing-plan.js';

/** How well one protected resource is tested, by whatever plan. */
export interface ResourceCoverage {
  readonly arn: string;
  readonly resourceType: string;
  /** The latest successful test; undefined where none was ever seen. */
  readonly lastTestAt: Date | undefined;
  /** Whether that test is recent enough for the objectives of the resource type. */
  readonly isTested: boolean;
}

/**
 * The latest completed restore of each resource that AWS was asked about, by ARN. It is no proof: AWS does not say
 * whether it was a test, nor whether a validation followed.
 */
export type LastRestores = ReadonlyMap<string, Date | undefined>;

const testable = new Set<string>(testableResourceTypes);

export function isTestable({ resourceType }: Pick<ProtectedResource, 'resourceType'>): boolean {
  return testable.has(resourceType);
}

/**
 * What ought to be tested: the protected resources, and those that a selection names though AWS protects none of
 * that ARN, of which AWS Backup has no recovery point and says nothing when it leaves them out.
 */
export function resourcesToTest(
  resources: readonly ProtectedResource[],
  plans: readonly RestoreTestingPlan[],
): ProtectedResource[] {
  const known = new Map(resources.map((resource) => [resource.arn, resource]));
  for (const { resourceType, resourceArns } of plans.flatMap((plan) => plan.selections)) {
    for (const arn of resourceArns) if (!known.has(arn)) known.set(arn, { arn, resourceType });
  }
  return [...known.values()];
}

/** Joins the protected resources of the types that restore testing supports with their latest tests. */
export function coverageOf(
  resources: readonly ProtectedResource[],
  latestTests: Iterable<LatestTest>,
  objectives: readonly Objective[],
  now: Date,
): ResourceCoverage[] {
  const successes = new Map<string, Date>();
  for (const test of latestTests) {
    const at = lastSuccessAt(test, objectiveOf(objectives, test.plan, test.resourceType));
    const known = successes.get(test.resourceArn);
    if (at !== undefined && (known === undefined || at > known)) successes.set(test.resourceArn, at);
  }
  return resources.filter(isTestable).map(({ arn, resourceType }) => {
    const lastTestAt = successes.get(arn);
    const intervalMs = testIntervalMs(objectives, resourceType) ?? Number.POSITIVE_INFINITY;
    const isTested = lastTestAt !== undefined && now.getTime() - lastTestAt.getTime() <= intervalMs;
    return { arn, resourceType, lastTestAt, isTested };
  });
}
