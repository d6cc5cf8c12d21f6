import { arnPlace } from '../restores/coverage/arn-place.js';
import type { Tags } from '../restores/coverage/tags.js';
import { changedArns, claimsOf, type ResourceClaims } from './resource-claims.js';
import { targetKey } from './target.js';
import type { TargetState } from './target-state.js';

/** The claims of every target about resources, by the key of the target and by the ARN of the resource. */
export interface ClaimBook {
  /** Takes over what is known of the targets now; a state that it knows costs nothing. */
  follow(states: readonly TargetState[]): ClaimChanges;
  /** Throws what reading this very state has thrown; until there is another one, the claims before it hold. */
  of(state: TargetState): ResourceClaims | undefined;
  /** Returns the targets that list or have tested the resource, in the order of their keys. */
  about(arn: string): readonly Claimant[];
  /** Returns the tags of the resource where it belongs; if its ARN does not say where, those that the targets above know. */
  tagsOf(arn: string): Tags | undefined;
}

export interface ClaimChanges {
  readonly arns: ReadonlySet<string>;
  /** The targets that changed, and those that have something to do with a changed resource. */
  readonly targets: ReadonlySet<string>;
}

export interface Claimant extends ResourceClaims {
  readonly key: string;
}

export function createClaimBook(): ClaimBook {
  const claims = new Map<string, Claimant>();
  const failures = new Map<string, { readonly state: TargetState; readonly error: unknown }>();
  /** By ARN: the keys of the targets. */
  const claimants = new Map<string, Set<string>>();

  /** The ARNs that changed. */
  function enter(key: string, next: Claimant | undefined): string[] {
    const changed = [...changedArns(claims.get(key), next)];
    if (next === undefined) claims.delete(key);
    else claims.set(key, next);
    for (const arn of changed) {
      const keys = claimants.get(arn) ?? new Set();
      if (next?.listed.has(arn) || next?.tests.has(arn)) keys.add(key);
      else keys.delete(key);
      if (keys.size === 0) claimants.delete(arn);
      else claimants.set(arn, keys);
    }
    return changed;
  }

  function read(key: string, state: TargetState): string[] {
    failures.delete(key);
    try {
      return enter(key, { ...claimsOf(state, claims.get(key)), key });
    } catch (error) {
      failures.set(key, { state, error });
      return [];
    }
  }

  function about(arn: string): readonly Claimant[] {
    const keys = [...(claimants.get(arn) ?? [])].toSorted();
    return keys.flatMap((key) => claims.get(key) ?? []);
  }

  return {
    follow(states) {
      const current = new Map(states.map((state) => [targetKey(state.target), state]));
      const isKnown = (key: string, state: TargetState) =>
        claims.get(key)?.state === state || failures.get(key)?.state === state;
      const news = [...current].filter(([key, state]) => !isKnown(key, state));
      const left = [...claims.keys()].filter((key) => !current.has(key));
      for (const key of left) failures.delete(key);
      const arns = new Set([
        ...left.flatMap((key) => enter(key, undefined)),
        ...news.flatMap(([key, state]) => read(key, state)),
      ]);
      const others = [...arns].flatMap((arn) => [...(claimants.get(arn) ?? [])]);
      return { arns, targets: new Set([...left, ...news.map(([key]) => key), ...others]) };
    },
    of(state) {
      const key = targetKey(state.target);
      const failure = failures.get(key);
      if (failure?.state === state) throw failure.error;
      return claims.get(key);
    },
    about,
    tagsOf(arn) {
      const { accountId, region } = arnPlace(arn);
      const isPlaced = accountId !== undefined && region !== undefined;
      const owner = isPlaced ? claims.get(targetKey({ accountId, region })) : undefined;
      return [...(owner ? [owner] : []), ...about(arn)]
        .map(({ state }) => state.tags.get(arn))
        .find((tags) => tags !== undefined);
    },
  };
}
