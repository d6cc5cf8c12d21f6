import { type ArnPlace, arnPlace } from '../restores/arn-place.js';
import {
  coverageOf,
  isTestable,
  proofsOf,
  type ResourceCoverage,
  type ResourceProof,
  resourcesToTest,
  type Success,
  successesOf,
} from '../restores/coverage.js';
import { isOfGoneResource } from '../restores/current-tests.js';
import type { LatestTest } from '../restores/latest-test.js';
import type { Objective } from '../restores/objective.js';
import { createObjectiveLookup, type ObjectiveLookup } from '../restores/objective-lookup.js';
import type { ProtectedResource } from '../restores/restore-testing-plan.js';
import { type Target, targetKey } from './target.js';
import type { TargetState } from './target-state.js';

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

/** What is known of one target, by the ARN of the resource. */
interface Facts {
  readonly listed: ReadonlyMap<string, ProtectedResource>;
  readonly tests: ReadonlyMap<string, TestedResource>;
}

interface TestedResource {
  readonly tests: readonly LatestTest[];
  readonly successes: readonly Success[];
}

interface Entry extends Facts {
  readonly state: TargetState;
  version: object;
  coverage?: readonly ResourceCoverage[] | undefined;
}

/** Which target counts a resource, and where it was proven. */
interface Joined {
  readonly counter: string | undefined;
  readonly proofs: readonly ResourceProof[];
}

const noPlace: ArnPlace = {};

export function createProofIndex(wanted: readonly Objective[]): ProofIndex {
  const objectives = createObjectiveLookup(wanted);
  const entries = new Map<string, Entry>();
  /** By target: the state that could not be taken over; what was known before it still holds. */
  const failures = new Map<string, { readonly state: TargetState; readonly error: unknown }>();
  /** By ARN: the targets that list or have tested it. */
  const mentions = new Map<string, Set<string>>();
  /** By ARN, as long as nothing about it changes. */
  const joined = new Map<string, Joined>();
  let isEachTried = false;

  function update(key: string, state: TargetState): void {
    const before = entries.get(key);
    const listed = before && listsTheSame(before.state, state) ? before.listed : listedBy(state);
    const isPlaced = before !== undefined && before.state.target === state.target;
    const tests = testsOf(state, isPlaced ? before : undefined, objectives);
    entries.set(key, { state, listed, tests, version: {} });
    tell(changedArns(before, { listed, tests }), key, (arn) => listed.has(arn) || tests.has(arn));
  }

  function tryUpdate(key: string, state: TargetState): void {
    failures.delete(key);
    try {
      update(key, state);
    } catch (error) {
      failures.set(key, { state, error });
    }
  }

  function remove(key: string): void {
    const entry = entries.get(key);
    entries.delete(key);
    failures.delete(key);
    if (entry !== undefined) tell(changedArns(entry, undefined), key, () => false);
  }

  /** The others that mention a changed ARN have to be looked at anew. */
  function tell(changed: Iterable<string>, key: string, isMentioned: (arn: string) => boolean): void {
    for (const arn of changed) {
      joined.delete(arn);
      const keys = mentions.get(arn) ?? new Set();
      if (isMentioned(arn)) keys.add(key);
      else keys.delete(key);
      if (keys.size === 0) mentions.delete(arn);
      else mentions.set(arn, keys);
      for (const other of keys) if (other !== key) renew(other);
    }
  }

  function renew(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entry.version = {};
    entry.coverage = undefined;
  }

  function mentioning(arn: string): [string, Entry][] {
    return [...(mentions.get(arn) ?? [])].toSorted().flatMap((key): [string, Entry][] => {
      const entry = entries.get(key);
      return entry === undefined ? [] : [[key, entry]];
    });
  }

  /**
   * The one target that counts the resource: the one where it belongs, if that lists it, or else the first that does.
   * Before each target was tried once, the one where it belongs may still be read.
   */
  function counterOf(arn: string): { readonly key: string; readonly isAlone: boolean } | undefined {
    const listing = mentioning(arn).filter(([, { listed }]) => listed.has(arn));
    const home = arnPlace(arn);
    const atHome = listing.filter(
      ([, { state }]) => home.accountId !== undefined && isIn(state.target, home),
    );
    const [counter] = atHome.length > 0 ? atHome : isEachTried || home.accountId === undefined ? listing : [];
    return counter && { key: counter[0], isAlone: listing.length === 1 };
  }

  /** Where the ARN names no account, the resource belongs to the target that lists it, if that is the only one. */
  function homeOf(arn: string, counter: ReturnType<typeof counterOf>): ArnPlace {
    const home = arnPlace(arn);
    if (home.accountId !== undefined) return home;
    return (counter?.isAlone && entries.get(counter.key)?.state.target) || noPlace;
  }

  function join(arn: string): Joined {
    const known = joined.get(arn);
    if (known !== undefined) return known;
    const counter = counterOf(arn);
    const found = mentioning(arn).flatMap(([, { tests }]) => tests.get(arn)?.successes ?? []);
    const next = { counter: counter?.key, proofs: proofsOf(found, homeOf(arn, counter)) };
    joined.set(arn, next);
    return next;
  }

  function entryOf(state: TargetState): Entry | undefined {
    const key = targetKey(state.target);
    const failure = failures.get(key);
    if (failure?.state === state) throw failure.error;
    return entries.get(key);
  }

  return {
    follow(states) {
      const keys = new Set<string>();
      for (const state of states) {
        const key = targetKey(state.target);
        keys.add(key);
        if (entries.get(key)?.state !== state && failures.get(key)?.state !== state) tryUpdate(key, state);
      }
      for (const key of entries.keys()) if (!keys.has(key)) remove(key);
      if (isEachTried || keys.size === 0) return;
      isEachTried = states.every(({ sources }) => sources.resources !== undefined);
      if (!isEachTried) return;
      joined.clear();
      for (const key of keys) renew(key);
    },
    versionOf: ({ target }) => entries.get(targetKey(target))?.version ?? noPlace,
    coverageOf(state) {
      const entry = entryOf(state);
      if (entry === undefined) return [];
      const key = targetKey(state.target);
      entry.coverage ??= [...entry.listed.values()].flatMap((resource) => {
        const { counter, proofs } = join(resource.arn);
        return counter === key ? [coverageOf(resource, proofs, objectives, entry.state.asOf)] : [];
      });
      return entry.coverage;
    },
    strayProofs(state) {
      return [...(entryOf(state)?.tests ?? [])].flatMap(([arn, { tests, successes }]) => {
        const [current] = tests.filter((test) => !isOfGoneResource(test));
        const isKnown = mentioning(arn).some(([, { listed }]) => listed.has(arn));
        if (isKnown || current === undefined || successes.length === 0) return [];
        return [{ arn, resourceType: current.resourceType, proofs: proofsOf(successes, arnPlace(arn)) }];
      });
    },
  };
}

function isIn(target: Target, { accountId, region }: ArnPlace): boolean {
  return target.accountId === accountId && (region === undefined || target.region === region);
}

function listsTheSame(before: TargetState, after: TargetState): boolean {
  return (
    before.resources === after.resources &&
    before.plans === after.plans &&
    isListed(before) === isListed(after)
  );
}

function isListed({ sources }: TargetState): boolean {
  return sources.resources?.lastSuccessAt !== undefined;
}

function listedBy(state: TargetState): ReadonlyMap<string, ProtectedResource> {
  // Before the protected resources are read, those that selections name would pass for all there are.
  const toTest = isListed(state) ? resourcesToTest(state.resources, state.plans) : state.resources;
  return new Map(toTest.filter(isTestable).map((resource) => [resource.arn, resource]));
}

/** Takes over what is known of the tests that have not changed. */
function testsOf(
  { target, restores }: TargetState,
  before: Facts | undefined,
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
function* changedArns(before: Facts | undefined, after: Facts | undefined): Iterable<string> {
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
