import * as z from 'zod';
import { formatPath } from '../../yaml/config-problem.js';
import type { Regions } from '../options/regions-option.js';
import { isRegion, partitionOf } from '../values/partition.js';
import type { CrossIssue } from './cross-issue.js';

/** Reads what can be read of regions that may be wrong. */
export const regionsDraft = z
  .union([z.array(z.string()), z.literal('all')])
  .optional()
  .catch([]);

export function listOf(regions: Regions | undefined): readonly string[] {
  return regions === undefined || regions === 'all' ? [] : regions;
}

export function partitionIssues(
  regions: Regions | undefined,
  path: readonly (string | number)[],
): CrossIssue[] {
  const [first, ...others] = listOf(regions);
  return others.flatMap((region, index) => {
    if (first === undefined || !isRegion(region) || !isRegion(first)) return [];
    if (partitionOf(region) === partitionOf(first)) return [];
    const message = `${region} is in partition ${partitionOf(region)}, but ${first} in ${partitionOf(first)}; an account has regions of one partition only`;
    return [{ path: [...path, index + 1], message }];
  });
}

export function repeatedRegions(
  regions: Regions | undefined,
  path: readonly (string | number)[],
): CrossIssue[] {
  const list = listOf(regions);
  return list.flatMap((region, index) => {
    const first = list.indexOf(region);
    if (first === index) return [];
    const message = `${region} is listed twice, first as ${formatPath([...path, first])}`;
    return [{ path: [...path, index], message }];
  });
}
