import * as z from 'zod';
import { listOption, textOption } from './text-option.js';

const neither = 'expected accounts, regions or both';

/** Where a source is not read. */
export function excludeOption(source: string) {
  const entry = z
    .strictObject({
      accounts: listOption(accountGlobOption()).meta({
        description:
          'The accounts, by id or by name, with `*` for any text and `?` for one character. Without it, every account.',
      }),
      regions: listOption(regionGlobOption()).meta({
        description: 'The regions, with `*` and `?` likewise. Without it, every region.',
      }),
    })
    .refine(({ accounts, regions }) => accounts !== undefined || regions !== undefined, { error: neither });
  return z
    .array(entry)
    .prefault([])
    .meta({
      description: `Where not to read ${source}: in every account and region that all of an entry fits.`,
    });
}

export function accountGlobOption() {
  return textOption(
    /^(?:\d{12}|(?!\d+$)\S(?:.{0,126}\S)?)$/,
    'the id or the name of an account, in which * and ? stand for other text',
  ).meta({ asWritten: true });
}

export function regionGlobOption() {
  return textOption(/^[a-z0-9*?-]{1,30}$/, 'an AWS region, in which * and ? stand for other text');
}
