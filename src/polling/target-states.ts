import { type Target, targetKey } from '../targets/target.js';
import { newTargetState, type TargetState } from '../targets/target-state.js';

/** What is known of every target now: the one thing in the daemon that changes. */
export interface TargetStates {
  all(): readonly TargetState[];
  of(target: Target): TargetState;
  update(target: Target, next: (state: TargetState) => TargetState): void;
  /** Gives a target whose account was not known its account, before anything was learned of it. */
  identify(target: Target, accountId: string): Target;
}

export function createTargetStates(targets: readonly Target[], changed: () => void): TargetStates {
  let states = new Map(targets.map((target) => [targetKey(target), newTargetState(target)]));
  const of = (target: Target) => states.get(targetKey(target)) ?? newTargetState(target);
  return {
    all: () => [...states.values()],
    of,
    update(target, next) {
      states.set(targetKey(target), next(of(target)));
      changed();
    },
    identify(target, accountId) {
      const identified = { ...target, accountId, accountName: accountId };
      const entries = [...states].map(([key, state]): [string, TargetState] =>
        key === targetKey(target) ? [targetKey(identified), newTargetState(identified)] : [key, state],
      );
      states = new Map(entries);
      return identified;
    },
  };
}
