import type { DiscoveryState } from '../targets/discovery-state.js';
import { hasBeenTried } from '../targets/target-state.js';
import { describeTarget } from './poll-target.js';
import type { TargetStates } from './target-states.js';

/** What is missing until every target has been tried once; nothing ever after, whatever joins or fails. */
export interface Readiness {
  /** Why it is not known which targets there are, where it is not. */
  undiscovered(): string | undefined;
  /** The targets that have not been tried yet, as people call them. */
  untriedTargets(): readonly string[];
}

/** `discovery` has no state where the configuration names all targets. */
export function createReadiness(
  states: TargetStates,
  discovery: () => DiscoveryState | undefined,
): Readiness {
  let wasReady = false;

  function undiscovered(): string | undefined {
    const state = discovery();
    if (wasReady || state === undefined || state.targets !== undefined) return undefined;
    const { failure } = state;
    if (failure === undefined) return 'the targets are not known yet';
    return `the targets are not known yet: ${failure.operation}: ${failure.reason}: ${failure.message}`;
  }

  return {
    undiscovered,
    untriedTargets() {
      if (wasReady) return [];
      const untried = states.all().filter((state) => !hasBeenTried(state));
      wasReady = untried.length === 0 && undiscovered() === undefined;
      return untried.map((state) => describeTarget(state.target));
    },
  };
}
