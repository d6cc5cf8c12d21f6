import type { CallFailure } from './call-failure.js';
import type { KnownLists } from './known-lists.js';
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
  /** What the targets follow from besides the configuration. */
  readonly lists?: KnownLists;
}

/** What a look at AWS found. */
export interface Discovered {
  readonly targets: readonly Target[];
  readonly lists: KnownLists;
}

export interface DiscoveryReading {
  readonly at: Date;
  readonly failure?: CallFailure | undefined;
  readonly found?: Discovered | undefined;
  readonly refused?: ReadonlySet<string> | undefined;
}

/** What was found stays known when it cannot be found again. */
export function recordDiscovery(
  state: DiscoveryState,
  { at, failure, found, refused = state.refused }: DiscoveryReading,
): DiscoveryState {
  const { targets, lists } = found ?? state;
  const lastSuccessAt = failure ? state.lastSuccessAt : at;
  return {
    ...(lastSuccessAt && { lastSuccessAt }),
    ...(failure && { failure }),
    ...(targets && { targets }),
    ...(lists && { lists }),
    ...(refused && { refused }),
  };
}
