import * as z from 'zod';
import { durationOption } from '../values/duration-option.js';
import { criteriaOptions } from './criteria-options.js';
import { textOption } from './text-option.js';

const vaultPattern = String.raw`arn:[\w*?-]+:backup:[\w*?-]*:[\d*?]*:backup-vault:[\w.*?-]+`;
/** An account's id has 12 digits; what has only digits otherwise is a mistyped one. */
const accountPattern = String.raw`\d{12}|(?!arn:)(?!\d+$).{1,50}`;
/** An entry of a list of accounts and vaults. */
export const provenInPlace = new RegExp(`^(?:${vaultPattern}|${accountPattern})$`);

const expectedPlace =
  'the id or the name of an account, or the ARN of a backup vault, in which * and ? stand for other text';

const provenInPlaces = z
  .array(textOption(provenInPlace, expectedPlace).meta({ asWritten: true }))
  .min(1, { error: 'expected at least one account or vault' });

function provenInOption() {
  return z
    .union([z.enum(['any', 'own', 'copy']), provenInPlaces])
    .meta({ expects: `one of any, own, copy, or a list, each entry ${expectedPlace}` });
}

const longest = '3650d';

const objective = z.strictObject({
  name: textOption(/^[^\s=*?](?:.{0,62}[^\s=*?])?$/, 'a name of 1 to 64 characters such as tier-1')
    .exactOptional()
    .meta({
      asWritten: true,
      description:
        'The name of the objective, such as a tier: the label `objective` of its series. Several may have the same name. An objective with `accounts`, `organizationalUnits`, `regions`, `resources`, `vaults` or `tags` needs one.',
    }),
  ...criteriaOptions,
  maxDuration: durationOption({ min: '1s', max: longest })
    .exactOptional()
    .meta({ description: 'The longest time that a restore may take (RTO).' }),
  successInterval: durationOption({ min: '1m', max: longest })
    .exactOptional()
    .meta({ description: 'The longest time between two successful tests of a resource.' }),
  maxRecoveryPointAge: durationOption({ min: '1m', max: longest })
    .exactOptional()
    .meta({ description: 'The greatest age of the recovery point when it is restored (RPO).' }),
  validation: z.enum(['required', 'optional']).prefault('optional').meta({
    description: 'Success of a test: `required` asks for a successful validation, `optional` does not.',
  }),
  accept: z
    .array(z.enum(['partial', 'empty']))
    .exactOptional()
    .meta({
      description:
        'The incomplete restores that count as successes: `partial` (AWS Backup could not restore some objects), `empty` (it found nothing to restore). Without it, neither does.',
    }),
  provenIn: provenInOption().prefault('any').meta({
    description:
      'Which tests count for the coverage of protected resources, by where they restored: `any`; `own`: from a vault in the account and region of the resource; `copy`: from a vault in another account or region; or a list of accounts that restored and of vaults that were restored from.',
  }),
});

/** The objectives of restore tests. */
export const objectivesOptions = z.array(objective).prefault([]).meta({
  description:
    'Objectives of restore tests, by plan, by resource type and by what is known of the resource. The first entry that fits holds.',
});
