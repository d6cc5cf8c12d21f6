import { type Target, targetKey } from '../targets/target.js';
import { newTargetState, type TargetState } from '../targets/target-state.js';

/** What is known of every target now: the one thing in the daemon that changes. */
export interface TargetStates {
  all(): readonly TargetState[];
  of(target: Target): TargetState;
  /** Whether this very target is still watched: not one of the same name that left and joined again since. */
  has(target: Target): boolean;
  /** Without effect on a target that is not watched. */
  update(target: Target, next: (state: TargetState) => TargetState): void;
  /** Gives a target whose account was not known its account, before anything was learned of it. */
  identify(target: Target, accountId: string): Target;
  /** Watches these targets from now on; what is known of those that stay is kept. */
  replace(targets: readonly Target[]): { readonly joined: Target[]; readonly left: Target[] };
}

export function createTargetStates(targets: readonly Target[], changed: () => void): TargetStates {
  let states = new Map(targets.map((target) => [targetKey(target), newTargetState(target)]));
  const of = (target: Target) => states.get(targetKey(target)) ?? newTargetState(target);
  return {
    all: () => [...states.values()],
    of,
    has: (target) => states.get(targetKey(target))?.target === target,
    update(target, next) {
      const state = states.get(targetKey(target));
      if (state === undefined) return;
      states.set(targetKey(target), next(state));
      changed();
    },
    identify(target, accountId) {
      const identified = { ...target, accountId, accountName: accountId };
      const entries = [...states].map(([key, state]): [string, TargetState] =>
        key === targetKey(target) ? [targetKey(identified), newTargetState(identified)] : [key, state],
      );
      states = new Map(entries);
      return of(identified).target;
    },
    replace(next) {
      const before = states;
      states = new Map(
        next.map((target) => [targetKey(target), kept(before.get(targetKey(target)), target)]),
      );
      changed();
      return {
        joined: next.filter((target) => !before.has(targetKey(target))),
        left: [...before].filter(([key]) => !states.has(key)).map(([, { target }]) => target),
      };
    },
  };
}

function kept(state: TargetState | undefined, target: Target): TargetState {
  if (state === undefined) return newTargetState(target);
  return isSame(state.target, target) ? state : { ...state, target };
}

function isSame(one: Target, other: Target): boolean {
  return (
    one.accountName === other.accountName &&
    one.role?.arn === other.role?.arn &&
    one.role?.externalId === other.role?.externalId &&
    one.role?.stsRegion === other.role?.stsRegion
  );
}
