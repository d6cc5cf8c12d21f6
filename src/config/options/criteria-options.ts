import { unknownResourceType } from '../values/unknown-resource-type.js';
import { accountGlobOption, regionGlobOption } from './exclude-option.js';
import { organizationalUnitOption } from './organization-options.js';
import { listOption, textOption } from './text-option.js';

const vault = textOption(
  /^(?:arn:[\w*?-]+:backup:[\w*?-]*:[\d*?]*:backup-vault:[\w.*?-]+|(?!arn:)[\w.*?-]{2,50})$/,
  'the name or the ARN of a backup vault, in which * and ? stand for other text',
);
/** The key of a tag, and a glob of its value behind `=`. */
export const tagPattern = /^[^\s=*?][^=*?]{0,127}(?:=.{0,256})?$/;
const tag = textOption(
  tagPattern,
  'the key of a tag, or key=value, where * and ? stand for other text in the value',
);

/** The ARN of a resource, as a glob. */
export function resourceOption() {
  return textOption(
    /^(?:arn|\*)[^\s]{0,2048}$/,
    'the ARN of a resource such as arn:aws:s3:::documents, in which * and ? stand for other text',
  );
}

/** Which plans, resource types and resources something holds for. */
export const criteriaOptions = {
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
  accounts: listOption(accountGlobOption()).meta({
    description: 'The accounts that the resources belong to, by id or by name, with `*` and `?` likewise.',
  }),
  organizationalUnits: listOption(organizationalUnitOption()).meta({
    description: 'The organizational units of those accounts, by id, each with everything below it.',
  }),
  regions: listOption(regionGlobOption()).meta({
    description: 'The regions of the resources, with `*` and `?` likewise.',
  }),
  resources: listOption(resourceOption()).meta({
    description: 'The ARNs of the resources, with `*` and `?` likewise.',
  }),
  vaults: listOption(vault).meta({
    description:
      'The vaults with the latest backups of the resources, by name or by ARN, with `*` and `?` likewise.',
  }),
  tags: listOption(tag).meta({
    description:
      'Tags of the resources, `key` or `key=value`, with `*` and `?` in the value; every entry has to fit.',
  }),
};

/** The options that ask for more of a resource than its type and the plan that tests it. */
export const resourceCriteria = [
  'accounts',
  'organizationalUnits',
  'regions',
  'resources',
  'vaults',
  'tags',
] as const satisfies readonly (keyof typeof criteriaOptions)[];
