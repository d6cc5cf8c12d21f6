import type { ArnPlace } from './arn-place.js';
import type { LatestTest } from '../latest-tests/latest-test.js';
import { type Objective, successes } from './objective.js';
import type { ResourceObjective } from './objective-lookup.js';
import { type CopyKind, copyKind, isProvenIn, type ProofPlace, type ProvenIn } from './proven-in.js';
import {
  type ProtectedResource,
  type RestoreTestingPlan,
  testableResourceTypes,
} from '../plans/restore-testing-plan.js';

/** A successful test of a resource, and where it was. */
export interface ResourceProof extends ProofPlace {
  readonly at: Date;
  readonly copy: CopyKind;
  /** True if the objective of the test counts proofs of this place and copy. */
  readonly isCounted: boolean;
}

/** The proofs of one protected resource, by whatever plan and in whatever target. */
export interface ResourceCoverage {
  readonly arn: string;
  /** ResourceName. */
  readonly name: string | undefined;
  readonly resourceType: string;
  /** The latest successful test that counts; undefined where none was ever seen. */
  readonly lastTestAt: Date | undefined;
  /** True if that test is recent enough for the objectives of the resource. */
  readonly isTested: boolean;
  readonly asked: ResourceObjective;
  /** Newest first. */
  readonly proofs: readonly ResourceProof[];
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
 * Returns the resources that should be tested: the protected ones, and those that a selection names though AWS protects
 * none of that ARN. AWS Backup has no recovery point of the latter, and says nothing when it leaves them out.
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

/** A successful test, and which proofs its objective counts. */
export interface Success {
  readonly place: ProofPlace;
  readonly at: Date;
  readonly provenIn: ProvenIn;
}

/** The successful ones among the tests that one account and region knows of one resource. */
export function successesOf(
  tests: readonly LatestTest[],
  place: Omit<ProofPlace, 'vaultArn'>,
  objectiveOf: (test: LatestTest) => Objective | undefined,
): Success[] {
  return tests.flatMap((test) => {
    const objective = objectiveOf(test);
    return successes(test, objective).map(({ endedAt, vaultArn }) => ({
      place: { ...place, vaultArn },
      at: endedAt,
      provenIn: objective?.provenIn ?? 'any',
    }));
  });
}

/**
 * The latest proofs of one resource, one for each place and vault, newest first. `home` is where the resource belongs,
 * as far as that is known.
 */
export function proofsOf(found: readonly Success[], home: ArnPlace): ResourceProof[] {
  const latest = new Map<string, ResourceProof>();
  for (const { place, at, provenIn } of found) {
    const copy = copyKind(home, place);
    const isCounted = isProvenIn(provenIn, place, copy);
    const key = `${place.accountId}/${place.region}/${place.vaultArn ?? ''}/${isCounted}`;
    const known = latest.get(key);
    if (known === undefined || at > known.at) latest.set(key, { ...place, at, copy, isCounted });
  }
  return [...latest.values()].toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

/** Returns the coverage of the resource by these proofs at the moment. */
export function coverageOf(
  { arn, name, resourceType }: ProtectedResource,
  proofs: readonly ResourceProof[],
  asked: ResourceObjective,
  now: Date,
): ResourceCoverage {
  const lastTestAt = proofs.find(({ isCounted }) => isCounted)?.at;
  const intervalMs = asked.intervalMs ?? Number.POSITIVE_INFINITY;
  const isTested = lastTestAt !== undefined && now.getTime() - lastTestAt.getTime() <= intervalMs;
  return { arn, name, resourceType, lastTestAt, isTested, proofs, asked };
}
