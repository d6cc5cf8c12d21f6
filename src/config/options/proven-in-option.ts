import * as z from 'zod';
import { textOption } from './plain-option.js';

const vault = String.raw`arn:[\w*?-]+:backup:[\w*?-]*:[\d*?]*:backup-vault:[\w.*?-]+`;
/** An account's id has 12 digits; what has only digits otherwise is a mistyped one. */
const account = String.raw`\d{12}|(?!arn:)(?!\d+$).{1,50}`;
/** An entry of a list of accounts and vaults. */
export const provenInPlace = new RegExp(`^(?:${vault}|${account})$`);

const expectedPlace =
  'the id or the name of an account, or the ARN of a backup vault, in which * and ? stand for other text';

const places = z
  .array(textOption(provenInPlace, expectedPlace).meta({ asWritten: true }))
  .min(1, { error: 'expected at least one account or vault' });

export function provenInOption() {
  return z
    .union([z.enum(['any', 'own', 'copy']), places])
    .meta({ expects: `one of any, own, copy, or a list, each entry ${expectedPlace}` });
}
