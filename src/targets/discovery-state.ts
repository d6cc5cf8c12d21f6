import type { CallFailure } from './call-failure.js';
import type { KnownLists, UnitsByAccount } from './known-lists.js';
import type { Target } from './target.js';

/** The accounts and regions to watch, and the outcome of the latest look at them. */
export interface DiscoveryState {
  /** When everything could last be found. */
  readonly lastSuccessAt?: Date;
  /** The failure of the latest look, in whole or for some accounts; absent if it succeeded. */
  readonly failure?: CallFailure;
  /** The targets of all shards; absent until some could be found. */
  readonly targets?: readonly Target[];
  /** Every row that was refused so far; absent if none was. */
  readonly refused?: ReadonlySet<string>;
  /** The lists of AWS that the targets follow from, besides the configuration. */
  readonly lists?: KnownLists;
  /** Absent if the configuration asks for nothing by organizational unit. */
  readonly organizationalUnits?: UnitsByAccount;
}

/** The outcome of a look at AWS. */
export interface Discovered {
  readonly targets: readonly Target[];
  readonly lists: KnownLists;
  readonly organizationalUnits?: UnitsByAccount | undefined;
}

export interface DiscoveryReading {
  readonly at: Date;
  readonly failure?: CallFailure | undefined;
  readonly found?: Discovered | undefined;
  readonly refused?: ReadonlySet<string> | undefined;
}

/** Returns the state after a look. What was found before stays if it cannot be found again. */
export function recordDiscovery(
  state: DiscoveryState,
  { at, failure, found, refused = state.refused }: DiscoveryReading,
): DiscoveryState {
  const { targets, lists, organizationalUnits } = found ?? state;
  const lastSuccessAt = failure ? state.lastSuccessAt : at;
  return {
    ...(lastSuccessAt && { lastSuccessAt }),
    ...(failure && { failure }),
    ...(targets && { targets }),
    ...(lists && { lists }),
    ...(organizationalUnits && { organizationalUnits }),
    ...(refused && { refused }),
  };
}
