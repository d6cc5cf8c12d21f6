import { fitsPlace, type PlaceFilter } from '../restores/coverage/place-filter.js';
import { isHeard, type SourceId, type TargetState } from './target-state.js';

/** A source that is read, but for some accounts and regions. */
export interface AwaitedSource {
  readonly source: SourceId;
  readonly except: readonly PlaceFilter[];
}

/** Returns true if the source was tried or is known from before, or is not read of the target. */
export function isSettled(state: TargetState, { source, except }: AwaitedSource): boolean {
  return isHeard(state, source) || except.some((filter) => fitsPlace(filter, state.target));
}
