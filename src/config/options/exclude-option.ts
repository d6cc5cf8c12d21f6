import * as z from 'zod';
import { textOption } from './text-option.js';

const account = textOption(
  /^(?:\d{12}|(?!\d+$)\S(?:.{0,126}\S)?)$/,
  'the id or the name of an account, in which * and ? stand for other text',
);
const region = textOption(/^[a-z0-9*?-]{1,30}$/, 'an AWS region, in which * and ? stand for other text');
const neither = 'expected accounts, regions or both';

/** Where a source is not read. */
export function excludeOption(source: string) {
  const entry = z
    .strictObject({
      accounts: z
        .array(account.meta({ asWritten: true }))
        .min(1, { error: 'expected at least one entry' })
        .exactOptional()
        .meta({
          description:
            'The accounts, by id or by name, with `*` for any text and `?` for one character. Without it, every account.',
        }),
      regions: z
        .array(region)
        .min(1, { error: 'expected at least one entry' })
        .exactOptional()
        .meta({ description: 'The regions, with `*` and `?` likewise. Without it, every region.' }),
    })
    .refine(({ accounts, regions }) => accounts !== undefined || regions !== undefined, { error: neither });
  return z
    .array(entry)
    .prefault([])
    .meta({
      description: `Where not to read ${source}: in every account and region that all of an entry fits.`,
    });
}
