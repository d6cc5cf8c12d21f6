import type { Emit } from '../events.js';
import { noStateChanges, type StateChanges } from '../targets/state-changes.js';
import { type Target, targetKey } from '../targets/target.js';
import {
  hasBeenTried,
  hasNews,
  newTargetState,
  type RecordedState,
  type TargetState,
} from '../targets/target-state.js';

/** How the targets that are watched changed. */
export interface TargetChanges {
  readonly joined: readonly Target[];
  /** Those that stay, and are called or entered differently now. */
  readonly altered: readonly Target[];
  readonly left: readonly Target[];
}

/** What is known of every target now: the one thing in the daemon that changes. */
export interface TargetStates {
  all(): readonly TargetState[];
  of(target: Target): TargetState;
  /** Whether this very target is still watched: not one of the same name that left and joined again since. */
  has(target: Target): boolean;
  /** Updates what is known of the target and returns what changed; without effect on a target that is not watched. */
  update(target: Target, next: (state: TargetState) => RecordedState): StateChanges;
  /** Gives a target whose account was not known its account, before anything was learned of it. */
  identify(target: Target, accountId: string): Target;
  /** The target as `identify` has made it; itself where its account was known from the start. */
  current(target: Target): Target;
  /** Watches these targets from now on; what is known of those that stay is kept. */
  replace(targets: readonly Target[]): TargetChanges;
}

/** `changed` is told whether somebody waits for the change: the page should show it soon. */
export function createTargetStates(
  targets: readonly Target[],
  changed: (isUrgent: boolean) => void,
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
      if (state === undefined) return noStateChanges;
      const { state: after, changes } = next(state);
      states.set(targetKey(target), after);
      changed(
        hasNews(state, after) || (isFirstTry(state, after) && [...states.values()].every(hasBeenTried)),
      );
      return changes;
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
    replace(next) {
      const before = states;
      const ownAccount = ownAccountOf([...before.values()]);
      const wanted = next.map((target) => identified(target, ownAccount));
      states = new Map(
        wanted.map((target) => [targetKey(target), kept(before.get(targetKey(target)), target)]),
      );
      changed(false);
      const watched = [...states].map(([key, { target }]) => ({ target, was: before.get(key)?.target }));
      return {
        joined: watched.flatMap(({ target, was }) => (was === undefined ? [target] : [])),
        altered: watched.flatMap(({ target, was }) => (was === undefined || was === target ? [] : [target])),
        left: [...before].filter(([key]) => !states.has(key)).map(([, { target }]) => target),
      };
    },
  };
}

/** The account of the daemon's own credentials, where a target that is read with them has told it. */
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

/** Tells how the targets changed, if they did. */
export function tellChanges(
  emit: Emit<'targetsChanged'>,
  by: 'configuration' | 'discovery',
  changes: TargetChanges,
  states: TargetStates,
): void {
  const { joined, altered, left } = changes;
  if (joined.length + altered.length + left.length === 0) return;
  emit('targetsChanged', { by, ...changes, targets: states.all().length });
}
