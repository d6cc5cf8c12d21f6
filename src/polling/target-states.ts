import type { Emit, EventMap, TargetChanges } from '../events.js';
import { hasNews } from '../targets/has-news.js';
import { type Target, targetKey } from '../targets/target.js';
import {
  hasBeenTried,
  newTargetState,
  type RecordedState,
  type TargetState,
} from '../targets/target-state.js';

/** The state of every target: the one thing in the daemon that changes. */
export interface TargetStates {
  all(): readonly TargetState[];
  of(target: Target): TargetState;
  /** Returns true if this very target is still watched: not one of the same name that left and joined again. */
  has(target: Target): boolean;
  /** Updates what is known of the target; without effect on a target that is not watched. */
  update(target: Target, next: (state: TargetState) => RecordedState): void;
  /** Gives a target whose account was not known its account, before anything was learned of it. */
  identify(target: Target, accountId: string): Target;
  /** The target as `identify` has made it; itself where its account was known from the start. */
  current(target: Target): Target;
  /** Watches these targets from now on; what is known of those that stay is kept. */
  replace(targets: readonly Target[], by: EventMap['targetsChanged']['by']): TargetChanges;
}

export function createTargetStates(
  targets: readonly Target[],
  emit: Emit<'factsChanged' | 'targetsChanged'>,
): TargetStates {
  let states = new Map(targets.map((target) => [targetKey(target), newTargetState(target)]));
  const identifiedAs = new WeakMap<Target, Target>();
  const of = (target: Target) => states.get(targetKey(target)) ?? newTargetState(target);
  return {
    all: () => [...states.values()],
    of,
    has: (target) => states.get(targetKey(target))?.target === target,
    update(target, next) {
      const state = states.get(targetKey(target));
      if (state === undefined) return;
      const { state: after, changes } = next(state);
      states.set(targetKey(target), after);
      const isUrgent =
        hasNews(state, after) || (isFirstTry(state, after) && [...states.values()].every(hasBeenTried));
      emit('factsChanged', { target: after.target, changes, isUrgent });
    },
    identify(target, accountId) {
      const known = identified(target, accountId);
      const entries = [...states].map(([key, state]): [string, TargetState] =>
        key === targetKey(target) ? [targetKey(known), newTargetState(known)] : [key, state],
      );
      states = new Map(entries);
      identifiedAs.set(target, of(known).target);
      return of(known).target;
    },
    current: (target) => identifiedAs.get(target) ?? target,
    replace(next, by) {
      const before = states;
      const ownAccount = ownAccountOf([...before.values()]);
      const wanted = next.map((target) => identified(target, ownAccount));
      states = new Map(
        wanted.map((target) => [targetKey(target), kept(before.get(targetKey(target)), target)]),
      );
      const watched = [...states].map(([key, { target }]) => ({ target, was: before.get(key)?.target }));
      const changes = {
        joined: watched.flatMap(({ target, was }) => (was === undefined ? [target] : [])),
        altered: watched.flatMap(({ target, was }) => (was === undefined || was === target ? [] : [target])),
        left: [...before].filter(([key]) => !states.has(key)).map(([, { target }]) => target),
      };
      if (Object.values(changes).some((each) => each.length > 0)) {
        emit('targetsChanged', { by, ...changes, targets: states.size });
      }
      return changes;
    },
  };
}

/** The account of the daemon's own credentials, once a target that is read with them has returned it. */
function ownAccountOf(states: readonly TargetState[]): string | undefined {
  const read = states.filter((state) => state.sources.jobs?.lastSuccessAt !== undefined);
  return read.map(({ target }) => target).find(({ role }) => role === undefined)?.accountId;
}

function identified(target: Target, ownAccount: string | undefined): Target {
  if (target.accountId !== '' || ownAccount === undefined) return target;
  return { ...target, accountId: ownAccount, accountName: ownAccount };
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

function isFirstTry(before: TargetState, after: TargetState): boolean {
  return !hasBeenTried(before) && hasBeenTried(after);
}
