import { type AccountPlace, fitsPlace } from '../restores/place-filter.js';
import type { Config } from './config.js';

/** A source that may be turned off. */
export type OptionalSource = 'plans' | 'resources' | 'summaries';

export type SourceOptions = Pick<Config, OptionalSource>;

/** Whether the source is read in the account and region. */
export function readsSource(config: SourceOptions, source: OptionalSource, place: AccountPlace): boolean {
  const { enabled, exclude } = config[source];
  return enabled && !exclude.some((filter) => fitsPlace(filter, place));
}
