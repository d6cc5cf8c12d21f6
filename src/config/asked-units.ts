import type { Config } from './config.js';

/** Returns the organizational units by which entries choose resources. */
export function askedUnits({
  objectives,
  exceptions,
  applications,
}: Pick<Config, 'objectives' | 'exceptions' | 'applications'>): string[] {
  const entries = [...objectives, ...exceptions, ...applications];
  return [...new Set(entries.flatMap(({ organizationalUnits = [] }) => organizationalUnits))];
}
