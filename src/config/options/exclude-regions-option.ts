import * as z from 'zod';
import { textOption } from './plain-option.js';

/** Globs of regions that are left out. */
export function excludedRegionsOption(description: string) {
  const expected = 'an AWS region in which * and ? stand for other text, such as us-*';
  return z
    .array(textOption(/^[a-z0-9*?-]{1,32}$/, expected))
    .min(1, { error: 'expected at least one region' })
    .exactOptional()
    .meta({ description });
}

/** What to leave out of an account, or of every account. */
export function excludeRegionsOption(whose: string, description: string) {
  const regions = `Regions to leave out of ${whose}, in which \`*\` stands for any text and \`?\` for one character.`;
  return z
    .strictObject({ regions: excludedRegionsOption(regions) })
    .exactOptional()
    .meta({ description });
}
