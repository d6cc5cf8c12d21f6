import type { Config } from './config.js';

/** Returns the organizational units by which objectives choose resources. */
export function askedUnits({ objectives }: Pick<Config, 'objectives'>): string[] {
  return [...new Set(objectives.flatMap(({ organizationalUnits = [] }) => organizationalUnits))];
}
