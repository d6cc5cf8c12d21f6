import { type ArnPlace, arnPlace } from '../restores/arn-place.js';
import { coverageOf, proofsOf, type ResourceCoverage, type ResourceProof } from '../restores/coverage.js';
import { isOfGoneResource } from '../restores/current-tests.js';
import type { Objective } from '../restores/objective.js';
import { createObjectiveLookup } from '../restores/objective-lookup.js';
import { type Claimant, createClaimBook } from './claim-book.js';
import { type Target, targetKey } from './target.js';
import { isHeard, type TargetState } from './target-state.js';

/**
 * Joins the protected resources of all targets with the tests of all targets, by the ARN of the resource. A change of
 * one target costs what changed in it.
 */
export interface ProofIndex {
  /** Takes over what is known of the targets now; a state that it knows costs nothing. */
  follow(states: readonly TargetState[]): void;
  /** Another object whenever what other targets say of the resources of this one has changed. */
  versionOf(state: TargetState): object;
  /** The resources that the target counts. */
  coverageOf(state: TargetState): readonly ResourceCoverage[];
  /** The successful tests in the target of resources that no target lists. */
  strayProofs(state: TargetState): readonly StrayProof[];
}

/** A proof of a resource that no target lists, and that none has listed since. */
export interface StrayProof {
  readonly arn: string;
  readonly resourceType: string;
  readonly proofs: readonly ResourceProof[];
}

/** Which target counts a resource, if any lists it, and where it was proven. */
interface Joined {
  readonly isListed: boolean;
  readonly counter: string | undefined;
  readonly proofs: readonly ResourceProof[];
}

const unchanged = {};

export function createProofIndex(wanted: readonly Objective[]): ProofIndex {
  const objectives = createObjectiveLookup(wanted);
  const book = createClaimBook(objectives);
  /** By ARN, as long as nothing about it changes. */
  const joined = new Map<string, Joined>();
  const versions = new Map<string, object>();
  const coverage = new Map<string, readonly ResourceCoverage[]>();
  let isEachTried = false;

  function renew(keys: Iterable<string>): void {
    for (const key of keys) {
      versions.set(key, {});
      coverage.delete(key);
    }
  }

  function join(arn: string): Joined {
    const known = joined.get(arn);
    if (known !== undefined) return known;
    const claimants = book.about(arn);
    const listing = claimants.filter(({ listed }) => listed.has(arn));
    const counter = counterOf(arn, listing, isEachTried);
    const successes = claimants.flatMap(({ tests }) => tests.get(arn)?.successes ?? []);
    const proofs = proofsOf(successes, resolvePartition(arn, listing));
    const next = { isListed: listing.length > 0, counter: counter?.key, proofs };
    joined.set(arn, next);
    return next;
  }

  return {
    follow(states) {
      const { arns, targets } = book.follow(states);
      for (const arn of arns) joined.delete(arn);
      renew(targets);
      if (isEachTried || states.length === 0) return;
      isEachTried = states.every((state) => isHeard(state, 'resources'));
      if (!isEachTried) return;
      joined.clear();
      renew(states.map(({ target }) => targetKey(target)));
    },
    versionOf: ({ target }) => versions.get(targetKey(target)) ?? unchanged,
    coverageOf(state) {
      const claims = book.of(state);
      const key = targetKey(state.target);
      const known = coverage.get(key);
      if (known !== undefined || claims === undefined) return known ?? [];
      const found = [...claims.listed.values()].flatMap((resource) => {
        const { counter, proofs } = join(resource.arn);
        return counter === key ? [coverageOf(resource, proofs, objectives, claims.state.asOf)] : [];
      });
      coverage.set(key, found);
      return found;
    },
    strayProofs(state) {
      return [...(book.of(state)?.tests ?? [])].flatMap(([arn, { tests }]) => {
        const { isListed, proofs } = join(arn);
        if (isListed) return [];
        const [current] = tests.filter((test) => !isOfGoneResource(test));
        const own = proofs.filter((proof) => isIn(state.target, proof));
        if (current === undefined || own.length === 0) return [];
        return [{ arn, resourceType: current.resourceType, proofs: own }];
      });
    },
  };
}

/**
 * The one target that counts the resource: the one where it belongs, if that lists it, or else the first that does.
 * Before each target was tried once, the one where it belongs may still be read.
 */
function counterOf(arn: string, listing: readonly Claimant[], isEachTried: boolean): Claimant | undefined {
  const home = arnPlace(arn);
  if (home.accountId === undefined) return listing[0];
  const owner = listing.find(({ state }) => isIn(state.target, home));
  return owner ?? (isEachTried ? listing[0] : undefined);
}

/** Where the ARN names no account, the resource belongs to the target that lists it, if that is the only one. */
function resolvePartition(arn: string, listing: readonly Claimant[]): ArnPlace {
  const home = arnPlace(arn);
  const [only] = listing;
  return home.accountId === undefined && only !== undefined && listing.length === 1
    ? only.state.target
    : home;
}

function isIn(target: Target, { accountId, region }: ArnPlace): boolean {
  return target.accountId === accountId && (region === undefined || target.region === region);
}
