import { matchesGlob } from '../glob.js';

/** Returns the regions that fit none of the globs. */
export function withoutRegions(regions: readonly string[], excluded: readonly string[] = []): string[] {
  return regions.filter((region) => !excluded.some((pattern) => matchesGlob(pattern, region)));
}
