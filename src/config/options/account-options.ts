import * as z from 'zod';
import { accountIdOption, externalIdOption, roleArnOption } from '../values/aws-names.js';
import { excludeRegionsOption } from './exclude-regions-option.js';
import { textOption } from './plain-option.js';
import { regionsOption } from './regions-option.js';

export const accountOptions = z.strictObject({
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
    'What to leave out of this account, besides the top-level `exclude`.',
  ),
});
