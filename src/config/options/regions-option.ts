import * as z from 'zod';
import { regionPattern } from '../values/partition.js';
import { textOption } from './text-option.js';

/** `all` stands for the regions that are enabled for the account. */
export type Regions = readonly string[] | 'all';

const list = z.array(regionOption()).min(1, { error: 'expected at least one region' });

export function regionsOption() {
  return z
    .union([list, z.literal('all')])
    .meta({ expects: 'a list, each entry an AWS region such as eu-central-1, or `all`' });
}

export function regionOption() {
  return textOption(regionPattern, 'an AWS region such as eu-central-1');
}

/** Globs of regions that are left out. */
export function excludedRegionsOption(description: string) {
  const expected = 'an AWS region in which * and ? stand for other text, such as us-*';
  return z
    .array(textOption(/^[a-z0-9*?-]{1,32}$/, expected))
    .min(1, { error: 'expected at least one region' })
    .exactOptional()
    .meta({ description });
}

/** An option for the regions to leave out of an account, or of every account. */
export function excludeRegionsOption(whose: string, description: string) {
  const regions = `Regions to leave out of ${whose}, in which \`*\` stands for any text and \`?\` for one character.`;
  return z
    .strictObject({ regions: excludedRegionsOption(regions) })
    .exactOptional()
    .meta({ description });
}

export const defaultRegionsOption = regionsOption().exactOptional().meta({
  description:
    'The regions of every account without regions of its own; `all` of those enabled for the account. Without any, `AWS_REGION`.',
});

export const excludeEverywhereOption = excludeRegionsOption(
  'every account',
  'Regions to leave out of every account, also of `regions: all`.',
);

/** The regions that are named, none for `all`. */
export function namedRegions(regions: Regions | undefined): readonly string[] {
  return regions === undefined || regions === 'all' ? [] : regions;
}
