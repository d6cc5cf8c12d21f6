import type { CallFailure } from './call-failure.js';
import type { Target } from './target.js';

/** What is known of the accounts and regions to watch, and how the latest look at them went. */
export interface DiscoveryState {
  /** When everything could last be found. */
  readonly lastSuccessAt?: Date;
  /** Why the latest look failed, in whole or for some accounts; absent where it did not. */
  readonly failure?: CallFailure;
  /** The targets of all shards; absent until some could be found. */
  readonly targets?: readonly Target[];
  /** Every row that was refused so far; absent if none was. */
  readonly refused?: ReadonlySet<string>;
}

export interface DiscoveryReading {
  readonly at: Date;
  readonly failure?: CallFailure | undefined;
  readonly targets?: readonly Target[] | undefined;
  readonly refused?: ReadonlySet<string> | undefined;
}

/** What was found stays known when it cannot be found again. */
export function recordDiscovery(
  state: DiscoveryState,
  { at, failure, targets = state.targets, refused = state.refused }: DiscoveryReading,
): DiscoveryState {
  const lastSuccessAt = failure ? state.lastSuccessAt : at;
  return {
    ...(lastSuccessAt && { lastSuccessAt }),
    ...(failure && { failure }),
    ...(targets && { targets }),
    ...(refused && { refused }),
  };
}
