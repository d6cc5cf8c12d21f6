import type { DiscoveryState } from '../targets/discovery-state.js';
import { hasBeenTried, type TargetState } from '../targets/target-state.js';
import { describeTarget } from './poll-target.js';
import type { TargetStates } from './target-states.js';

/** The reasons to answer not ready: until every target has been tried once and is published, and never after that. */
export interface Readiness {
  /** Returns why the targets are not known yet; undefined if they are. */
  undiscovered(): string | undefined;
  /** The targets that have not been tried yet, as people call them. */
  untriedTargets(): readonly string[];
  /** Returns true if all targets have been tried and the snapshot does not contain all of that yet. */
  isUnpublished(): boolean;
}

/** Counts the changes of the states, and those that are published. */
export interface Publication {
  changes(): number;
  published(): number;
}

/** `discovery` has no state where the configuration names all targets. */
export function createReadiness(
  states: TargetStates,
  discovery: () => DiscoveryState | undefined,
  publication: Publication,
): Readiness {
  let wasReady = false;
  /** The changes until every target had been tried. */
  let awaited: number | undefined;

  function undiscovered(): string | undefined {
    const state = discovery();
    if (wasReady || state === undefined || state.targets !== undefined) return undefined;
    const { failure } = state;
    if (failure === undefined) return 'the targets are not known yet';
    return `the targets are not known yet: ${failure.operation}: ${failure.reason}: ${failure.message}`;
  }

  function untriedStates(): readonly TargetState[] {
    return wasReady ? [] : states.all().filter((state) => !hasBeenTried(state));
  }

  return {
    undiscovered,
    untriedTargets: () => untriedStates().map((state) => describeTarget(state.target)),
    isUnpublished() {
      if (wasReady || untriedStates().length > 0 || undiscovered() !== undefined) return false;
      awaited ??= publication.changes();
      wasReady = publication.published() >= awaited;
      return !wasReady;
    },
  };
}
