import { type ArnPlace, arnPlace } from '../restores/coverage/arn-place.js';
import {
  coverageOf,
  proofsOf,
  type ResourceCoverage,
  type ResourceProof,
  successesOf,
} from '../restores/coverage/coverage.js';
import type { Objective } from '../restores/coverage/objective.js';
import { createObjectiveLookup, type ResourceObjective } from '../restores/coverage/objective-lookup.js';
import type { ResourceFacts } from '../restores/coverage/resource-criteria.js';
import type { Tags } from '../restores/coverage/tags.js';
import { isOfGoneResource } from '../restores/latest-tests/current-tests.js';
import type { CompletedRestore, LatestTest } from '../restores/latest-tests/latest-test.js';
import type { Proof } from '../restores/latest-tests/proof.js';
import type { ProtectedResource } from '../restores/plans/restore-testing-plan.js';
import { type AwaitedSource, isSettled } from './awaited-source.js';
import { type Claimant, createClaimBook } from './claim-book.js';
import type { UnitsByAccount } from './known-lists.js';
import type { ResourceClaims } from './resource-claims.js';
import { type Target, targetKey } from './target.js';
import { isHeard, type TargetState } from './target-state.js';

/**
 * Joins the protected resources of all targets with the tests of all targets, by the ARN of the resource. A change of
 * one target costs what changed in it.
 */
export interface ProofIndex {
  /**
   * Takes over what is known of the targets, and of the units above their accounts, now; a state that it knows costs
   * nothing.
   */
  follow(states: readonly TargetState[], units?: UnitsByAccount): void;
  /** Another object whenever what other targets say of the resources of this one has changed. */
  versionOf(state: TargetState): object;
  /** The resources that the target counts. */
  coverageOf(state: TargetState): readonly ResourceCoverage[];
  /** Returns the objective of a test in the target. */
  objectiveOf(state: TargetState, test: LatestTest): Objective | undefined;
  /** Returns the demands on a resource that the target tested or lists. */
  askedOf(state: TargetState, resource: Pick<ProtectedResource, 'arn' | 'resourceType'>): ResourceObjective;
  /** Returns what a resource is matched by that the target tested, restored or lists. */
  factsOf(state: TargetState, arn: string): ResourceFacts;
  /** Returns the objective of tests by the plan of resources of which nothing else is known. */
  objectiveOfGroup(plan: string, resourceType: string): Objective | undefined;
  /** Returns the latest completed restore by a test of the resource, in whatever target. */
  latestRestoreOf(arn: string): CompletedRestore | undefined;
  /** Returns false until everything was tried or read by which objectives hold for what the target lists and has tested. */
  knowsObjectives(state: TargetState): boolean;
  /** Returns the tags of a resource; undefined where none are known. */
  tagsOf(arn: string): Tags | undefined;
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
  readonly facts: ResourceFacts;
  readonly proofs: readonly ResourceProof[];
}

/** The facts about the account of a resource that objectives ask for. */
interface Account {
  readonly name: string;
  readonly units: readonly string[];
}

const unchanged = {};
const noUnits: readonly string[] = [];
const noneKnown: UnitsByAccount = new Map();

/** `tags` are awaited, if objectives ask for some. */
export function createProofIndex(wanted: readonly Objective[], tags?: AwaitedSource): ProofIndex {
  const objectives = createObjectiveLookup(wanted);
  const book = createClaimBook();
  let accounts: ReadonlyMap<string, Account> = new Map();
  /** By ARN, as long as nothing about it changes. */
  const joined = new Map<string, Joined>();
  const versions = new Map<string, object>();
  const coverage = new Map<string, readonly ResourceCoverage[]>();
  let isEachTried = false;
  let isEachTagged = tags === undefined;

  function renew(keys: Iterable<string>): void {
    for (const key of keys) {
      versions.set(key, {});
      coverage.delete(key);
    }
  }

  /** Follows the names and units of the accounts, by which other objectives may hold for their resources. */
  function followAccounts(states: readonly TargetState[], units: UnitsByAccount): void {
    const known = accounts;
    accounts = new Map(
      states.map(({ target: { accountId, accountName } }) => [
        accountId,
        { name: accountName, units: units.get(accountId) ?? noUnits },
      ]),
    );
    const isKnown = ([id, account]: readonly [string, Account]) => isSame(known.get(id), account);
    if (known.size === accounts.size && [...accounts].every(isKnown)) return;
    joined.clear();
    renew(states.map(({ target }) => targetKey(target)));
  }

  function factsOf(
    arn: string,
    { accountId = '', region = '' }: ArnPlace,
    claimants: readonly Claimant[],
  ): ResourceFacts {
    const account = accounts.get(accountId);
    const backup = claimants.flatMap(({ listed }) => listed.get(arn)?.lastBackupVaultArn ?? []);
    return {
      arn,
      accountId,
      accountName: account?.name ?? accountId,
      organizationalUnits: account?.units ?? noUnits,
      region,
      vaultArn: backup[0] ?? newestProof(arn, claimants)?.vaultArn,
      tags: book.tagsOf(arn),
    };
  }

  function join(arn: string): Joined {
    const known = joined.get(arn);
    if (known !== undefined) return known;
    const claimants = book.about(arn);
    const listing = claimants.filter(({ listed }) => listed.has(arn));
    const counter = counterOf(arn, listing, isEachTried);
    const home = resolvePartition(arn, listing);
    const facts = factsOf(arn, { ...claimants[0]?.state.target, ...home }, claimants);
    const asked = (test: LatestTest) => objectives.of(test.plan, test.resourceType, facts);
    const successes = claimants.flatMap(({ state: { target }, tests }) =>
      successesOf(tests.get(arn) ?? [], placeOf(target), asked),
    );
    const proofs = proofsOf(successes, home);
    const next = { isListed: listing.length > 0, counter: counter?.key, facts, proofs };
    joined.set(arn, next);
    return next;
  }

  /** Where nothing was taken over of the state, its target is all that is known. */
  function factsIn({ target }: TargetState, arn: string): ResourceFacts {
    return book.about(arn).length === 0 ? factsOf(arn, target, []) : join(arn).facts;
  }

  return {
    follow(states, units = noneKnown) {
      const { arns, targets } = book.follow(states);
      for (const arn of arns) joined.delete(arn);
      renew(targets);
      followAccounts(states, units);
      if ((isEachTried && isEachTagged) || states.length === 0) return;
      const before = [isEachTried, isEachTagged];
      isEachTried ||= states.every((state) => isHeard(state, 'resources'));
      isEachTagged ||= tags === undefined || states.every((state) => isSettled(state, tags));
      if (isEachTried === before[0] && isEachTagged === before[1]) return;
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
        const { counter, facts, proofs } = join(resource.arn);
        if (counter !== key) return [];
        const asked = objectives.ofResource(resource.resourceType, facts);
        return [coverageOf(resource, proofs, asked, claims.state.asOf)];
      });
      coverage.set(key, found);
      return found;
    },
    objectiveOf: (state, { plan, resourceType, resourceArn }) =>
      objectives.of(plan, resourceType, factsIn(state, resourceArn)),
    askedOf: (state, { arn, resourceType }) => objectives.ofResource(resourceType, factsIn(state, arn)),
    factsOf: factsIn,
    objectiveOfGroup: objectives.ofGroup,
    latestRestoreOf(arn) {
      const tests = book.about(arn).flatMap((claimant) => claimant.tests.get(arn) ?? []);
      return newestRestore(tests.flatMap(({ completed }) => completed ?? []));
    },
    knowsObjectives(state) {
      if (tags === undefined) return true;
      if (!isSettled(state, tags)) return false;
      const claims = book.of(state);
      return isEachTagged || claims === undefined || !hasForeign(claims);
    },
    tagsOf: book.tagsOf,
    strayProofs(state) {
      return [...(book.of(state)?.tests ?? [])].flatMap(([arn, tests]) => {
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

/** Returns true if the target lists or has tested what another one may know the tags of. */
function hasForeign({ state, listed, tests }: ResourceClaims): boolean {
  return [...listed.keys(), ...tests.keys()].some((arn) => {
    const home = arnPlace(arn);
    return home.accountId === undefined ? !listed.has(arn) : !isIn(state.target, home);
  });
}

function newestProof(arn: string, claimants: readonly Claimant[]): Proof | undefined {
  const tested = claimants.flatMap(({ tests }) => (tests.get(arn) ?? []).flatMap(({ proofs }) => proofs));
  return tested.reduce<Proof | undefined>(
    (known, proof) => (known === undefined || proof.endedAt > known.endedAt ? proof : known),
    undefined,
  );
}

function newestRestore(restores: readonly CompletedRestore[]): CompletedRestore | undefined {
  return restores.reduce<CompletedRestore | undefined>(
    (known, each) => (known === undefined || each.completedAt > known.completedAt ? each : known),
    undefined,
  );
}

function placeOf({ accountId, accountName, region }: Target) {
  return { accountId, accountName, region };
}

function isSame(before: Account | undefined, after: Account): boolean {
  return (
    before?.name === after.name &&
    (before.units === after.units || before.units.join() === after.units.join())
  );
}
