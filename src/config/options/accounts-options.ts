import * as z from 'zod';
import { roleArnPattern } from '../values/partition.js';
import { excludeRegionsOption, regionsOption } from './regions-option.js';
import { textOption } from './text-option.js';

const account = z.strictObject({
  id: accountIdOption().meta({
    description: 'The 12 digits of the account, with or without quotes; leading zeros are kept.',
  }),
  name: textOption(/^\S(?:.{0,126}\S)?$/, 'a name of 1 to 128 characters')
    .exactOptional()
    .meta({ asWritten: true, description: 'The name shown beside the id. Without one, the id.' }),
  roleArn: roleArnOption().exactOptional().meta({
    description:
      "The role to assume in the account. Leave it out for the account of the daemon's own credentials, and only there.",
  }),
  externalId: externalIdOption()
    .exactOptional()
    .meta({ secret: true, description: "The external id that the role's trust policy asks for." }),
  regions: regionsOption().exactOptional().meta({
    description:
      'The regions to watch in this account, instead of the top-level `regions`; `all` of those enabled for it.',
  }),
  exclude: excludeRegionsOption(
    'this account',
    'Regions to leave out of this account, besides those of the top-level `exclude`.',
  ),
});

export const accountsOptions = z.array(account).prefault([]).meta({
  description:
    "The accounts to watch; each in each of its regions is one target. Without any, and without `organization`, the account of the daemon's own credentials.",
});

export function accountIdOption() {
  return textOption(/^\d{12}$/, 'the 12 digits of an AWS account id').meta({ asWritten: true });
}

export function externalIdOption() {
  const expected = 'an external id: 2 to 1224 letters, digits and any of + = , . @ : / _ -';
  return textOption(/^[\w+=,.@:/-]{2,1224}$/, expected).meta({ asWritten: true });
}

function roleArnOption() {
  const example = 'arn:aws:iam::111122223333:role/restore-test-monitor';
  return textOption(roleArnPattern, `an IAM role ARN such as ${example}`);
}
