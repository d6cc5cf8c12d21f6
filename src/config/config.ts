import type { Sharding } from '../targets/sharding.js';
import type { Regions } from './options/regions-option.js';
import type { FileConfig } from './schema.js';

export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

export type AccountConfig = Frozen<FileConfig['accounts'][number]> & { readonly regions: Regions };

export type OrganizationConfig = Frozen<NonNullable<FileConfig['organization']>> & {
  readonly regions: Regions;
};

/** The operator's configuration: validated, defaulted and frozen. Durations are milliseconds. */
export type Config = Frozen<Omit<FileConfig, 'regions' | 'accounts' | 'organization' | 'sharding'>> & {
  /** The regions of the account of the daemon's own credentials where nothing else names an account. */
  readonly regions: Regions;
  /** Each with its own regions, or the default ones. */
  readonly accounts: readonly AccountConfig[];
  /** With its own regions, or the default ones. */
  readonly organization?: OrganizationConfig;
  readonly sharding: Sharding;
  /** The partition of all accounts, as in `arn:aws-cn:...`. */
  readonly partition: string;
  /** The region that the daemon most likely runs in. */
  readonly homeRegion: string;
  /** The region that serves AWS Organizations and Account Management in the partition. */
  readonly globalRegion: string;
};
