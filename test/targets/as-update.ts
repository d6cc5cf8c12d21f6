import { noStateChanges } from '../../src/targets/state-changes.js';
import type { RecordedState, TargetState } from '../../src/targets/target-state.js';

/** Makes an update of a state out of what is to hold after it, of which no changes are told. */
export function asUpdate(next: (state: TargetState) => TargetState): (state: TargetState) => RecordedState {
  return (state) => ({ state: next(state), changes: noStateChanges });
}
