import type { FileConfig } from './schema.js';

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

export type AccountConfig = Frozen<FileConfig['accounts'][number]> & { readonly regions: readonly string[] };

/** What the operator wrote, validated, defaulted and frozen; durations are milliseconds. */
export type Config = Frozen<Omit<FileConfig, 'regions' | 'accounts'>> & {
  /** The regions of the account of the daemon's own credentials where `accounts` is empty. */
  readonly regions: readonly string[];
  /** Each with its own regions, or the default ones. */
  readonly accounts: readonly AccountConfig[];
};
