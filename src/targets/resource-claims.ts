import { isTestable, resourcesToTest } from '../restores/coverage/coverage.js';
import type { CompletedRestore, LatestTest } from '../restores/latest-tests/latest-test.js';
import type { ProtectedResource } from '../restores/plans/restore-testing-plan.js';
import type { TargetState } from './target-state.js';

/** The claims of one target about resources, by their ARNs. */
export interface ResourceClaims {
  readonly state: TargetState;
  /** The listed resources of types that restore testing supports. */
  readonly listed: ReadonlyMap<string, ProtectedResource>;
  readonly tests: ReadonlyMap<string, readonly LatestTest[]>;
}

/** The claims of the state; what has not changed since `before` is the same object. */
export function claimsOf(state: TargetState, before: ResourceClaims | undefined): ResourceClaims {
  const isPlaced = before?.state.target === state.target;
  return {
    state,
    listed: before && listsTheSame(before.state, state) ? before.listed : listedBy(state),
    tests: testsOf(state, isPlaced ? before : undefined),
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
  { restores }: TargetState,
  before: ResourceClaims | undefined,
): ReadonlyMap<string, readonly LatestTest[]> {
  return new Map(
    [...testsByArn(restores.latestTests.values())].map(([arn, tests]): [string, readonly LatestTest[]] => {
      const known = before?.tests.get(arn);
      return [arn, known !== undefined && proveTheSame(known, tests) ? known : tests];
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
    after.every(({ plan, resourceType, proofs, completed, unprotectedAt }, index) => {
      const known = before[index];
      return (
        known?.plan === plan &&
        known.resourceType === resourceType &&
        known.proofs === proofs &&
        isSameRestore(known.completed, completed) &&
        known.unprotectedAt === unprotectedAt
      );
    })
  );
}

function isSameRestore(before: CompletedRestore | undefined, after: CompletedRestore | undefined): boolean {
  return (
    before?.jobId === after?.jobId &&
    before?.durationSeconds === after?.durationSeconds &&
    before?.recoveryPointCreatedAt?.getTime() === after?.recoveryPointCreatedAt?.getTime()
  );
}

/** The ARNs that are listed, proven or tagged differently; all of them where either side is not there. */
export function* changedArns(
  before: ResourceClaims | undefined,
  after: ResourceClaims | undefined,
): Iterable<string> {
  if (before?.listed !== after?.listed) {
    for (const arn of allKeys(before?.listed, after?.listed)) {
      const [known, listed] = [before?.listed.get(arn), after?.listed.get(arn)];
      const isKnown = known?.arn === listed?.arn && known?.name === listed?.name;
      if (!isKnown || known?.lastBackupVaultArn !== listed?.lastBackupVaultArn) yield arn;
    }
  }
  for (const arn of allKeys(before?.tests, after?.tests)) {
    if (before?.tests.get(arn) !== after?.tests.get(arn)) yield arn;
  }
  const [known, tagged] = [before?.state.tags, after?.state.tags];
  if (known === tagged) return;
  for (const arn of allKeys(known, tagged)) {
    if (known?.get(arn) !== tagged?.get(arn)) yield arn;
  }
}

function allKeys(...maps: readonly (ReadonlyMap<string, unknown> | undefined)[]): Set<string> {
  return new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]));
}
