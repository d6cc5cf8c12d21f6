import * as z from 'zod';
import { durationOption } from '../values/duration.js';
import { unknownResourceType } from '../values/resource-type-advice.js';
import { textOption } from './plain-option.js';
import { provenInOption } from './proven-in-option.js';

const longest = '3650d';

/** What is asked of restore tests. */
export const objectiveOptions = z.strictObject({
  plan: textOption(
    /^[\w*?]{1,50}$/,
    'the name of a restore testing plan in which * and ? stand for other text',
    (plan) => {
      if (!plan.includes('-')) return undefined;
      return `plan names have no hyphens; did you mean ${plan.replaceAll('-', '_')}?`;
    },
  )
    .prefault('*')
    .meta({
      asWritten: true,
      description:
        'The restore testing plans that it holds for, by name: `*` stands for any text, `?` for one character.',
    }),
  resourceType: textOption(
    /^[A-Za-z0-9\-_. *?]{1,50}$/,
    'a resource type of AWS Backup such as EC2, in which * and ? stand for other text',
    unknownResourceType,
  )
    .prefault('*')
    .meta({ description: 'The resource types that it holds for, with `*` and `?` likewise.' }),
  maxDuration: durationOption({ min: '1s', max: longest })
    .exactOptional()
    .meta({ description: 'The longest time that a restore may take (RTO).' }),
  successInterval: durationOption({ min: '1m', max: longest })
    .exactOptional()
    .meta({ description: 'The longest time between two successful tests of a resource.' }),
  maxRecoveryPointAge: durationOption({ min: '1m', max: longest })
    .exactOptional()
    .meta({ description: 'The greatest age of the recovery point when it is restored (RPO).' }),
  validation: z
    .enum(['required', 'optional'])
    .prefault('optional')
    .meta({ description: 'Whether only a test whose validation was successful counts as a success.' }),
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
