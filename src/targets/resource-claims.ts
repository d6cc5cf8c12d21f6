import { isTestable, resourcesToTest, type Success, successesOf } from '../restores/coverage.js';
import type { LatestTest } from '../restores/latest-test.js';
import type { ObjectiveLookup } from '../restores/objective-lookup.js';
import type { ProtectedResource } from '../restores/restore-testing-plan.js';
import type { TargetState } from './target-state.js';

/** The claims of one target about resources, by their ARNs. */
export interface ResourceClaims {
  readonly state: TargetState;
  /** The listed resources of types that restore testing supports. */
  readonly listed: ReadonlyMap<string, ProtectedResource>;
  readonly tests: ReadonlyMap<string, TestedResource>;
}

export interface TestedResource {
  readonly tests: readonly LatestTest[];
  readonly successes: readonly Success[];
}

/** The claims of the state; what has not changed since `before` is the same object. */
export function claimsOf(
  state: TargetState,
  before: ResourceClaims | undefined,
  objectives: ObjectiveLookup,
): ResourceClaims {
  const isPlaced = before?.state.target === state.target;
  return {
    state,
    listed: before && listsTheSame(before.state, state) ? before.listed : listedBy(state),
    tests: testsOf(state, isPlaced ? before : undefined, objectives),
  };
}

function listsTheSame(before: TargetState, after: TargetState): boolean {
  return (
    before.resources === after.resources &&
    before.plans === after.plans &&
    isListed(before) === isListed(after)
  );
}

function isListed({ knownAt }: TargetState): boolean {
  return knownAt.resources !== undefined;
}

function listedBy(state: TargetState): ReadonlyMap<string, ProtectedResource> {
  // Before the protected resources are read, those that selections name would pass for all there are.
  const toTest = isListed(state) ? resourcesToTest(state.resources, state.plans) : state.resources;
  return new Map(toTest.filter(isTestable).map((resource) => [resource.arn, resource]));
}

/** Takes over what is known of the tests that have not changed. */
function testsOf(
  { target, restores }: TargetState,
  before: ResourceClaims | undefined,
  objectives: ObjectiveLookup,
): ReadonlyMap<string, TestedResource> {
  const { accountId, accountName, region } = target;
  return new Map(
    [...testsByArn(restores.latestTests.values())].map(([arn, tests]): [string, TestedResource] => {
      const known = before?.tests.get(arn);
      if (known !== undefined && proveTheSame(known.tests, tests)) return [arn, known];
      return [arn, { tests, successes: successesOf(tests, { accountId, accountName, region }, objectives) }];
    }),
  );
}

function testsByArn(tests: Iterable<LatestTest>): Map<string, LatestTest[]> {
  const byArn = new Map<string, LatestTest[]>();
  for (const test of tests) {
    const known = byArn.get(test.resourceArn);
    if (known === undefined) byArn.set(test.resourceArn, [test]);
    else known.push(test);
  }
  return byArn;
}

function proveTheSame(before: readonly LatestTest[], after: readonly LatestTest[]): boolean {
  return (
    before.length === after.length &&
    after.every(({ plan, resourceType, proofs, unprotectedAt }, index) => {
      const known = before[index];
      return (
        known?.plan === plan &&
        known.resourceType === resourceType &&
        known.proofs === proofs &&
        known.unprotectedAt === unprotectedAt
      );
    })
  );
}

/** The ARNs that are listed or proven differently; all of them where either side is not there. */
export function* changedArns(
  before: ResourceClaims | undefined,
  after: ResourceClaims | undefined,
): Iterable<string> {
  if (before?.listed !== after?.listed) {
    for (const arn of allKeys(before?.listed, after?.listed)) {
      if (before?.listed.has(arn) !== after?.listed.has(arn)) yield arn;
    }
  }
  for (const arn of allKeys(before?.tests, after?.tests)) {
    if (before?.tests.get(arn) !== after?.tests.get(arn)) yield arn;
  }
}

function allKeys(...maps: readonly (ReadonlyMap<string, unknown> | undefined)[]): Set<string> {
  return new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]));
}
