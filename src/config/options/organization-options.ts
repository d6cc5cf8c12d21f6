import * as z from 'zod';
import { scheduleOption } from '../values/schedule.js';
import { accountIdOption, externalIdOption } from './accounts-options.js';
import { excludedRegionsOption, regionsOption } from './regions-option.js';
import { textOption } from './text-option.js';

const nameGlob = textOption(/^\S(?:.{0,126}\S)?$/, 'an account name in which * and ? stand for other text');

function filter(verb: string) {
  return z.strictObject({
    accounts: z
      .array(accountIdOption())
      .min(1, { error: 'expected at least one entry' })
      .exactOptional()
      .meta({ description: `Account ids to ${verb}.` }),
    names: z
      .array(nameGlob.meta({ asWritten: true }))
      .min(1, { error: 'expected at least one entry' })
      .exactOptional()
      .meta({
        description: `Account names to ${verb}, in which \`*\` stands for any text and \`?\` for one character.`,
      }),
    organizationalUnits: z
      .array(organizationalUnitOption())
      .min(1, { error: 'expected at least one entry' })
      .exactOptional()
      .meta({ description: `Organizational units to ${verb}, each with everything below it.` }),
  });
}

/** The accounts of AWS Organizations, and how they are entered. */
export const organizationOptions = z
  .strictObject({
    roleName: roleNameOption().meta({
      description:
        "The role to assume in every member account, by its name or its path and name. The account of the daemon's own credentials is read without it.",
    }),
    externalId: externalIdOption()
      .exactOptional()
      .meta({ secret: true, description: "The external id that the roles' trust policies ask for." }),
    include: filter('watch')
      .exactOptional()
      .meta({ description: 'Which accounts to watch: those that any entry fits. Without any entry, all.' }),
    exclude: filter('leave out')
      .extend({
        regions: excludedRegionsOption(
          'Regions to leave out of every account, such as those that a service control policy denies. `*` stands for any text and `?` for one character.',
        ),
      })
      .exactOptional()
      .meta({ description: 'Which accounts and regions to leave out, also of those that `include` names.' }),
    regions: regionsOption().exactOptional().meta({
      description:
        'The regions to watch in these accounts, instead of the top-level `regions`; `all` of those enabled for each.',
    }),
    schedule: scheduleOption().prefault('1h').meta({
      description:
        'When to look for accounts that joined or left, and for regions that were enabled: an interval, or a cron expression.',
    }),
  })
  .exactOptional()
  .meta({
    description:
      'Watches the accounts of an organization as AWS Organizations lists them; see [organization.md](organization.md). An account of `accounts` is watched as it is written there.',
  });

/** `name`, or `path/to/name`. */
function roleNameOption() {
  const expected = 'the name of an IAM role, or its path and name, such as restore-test-monitor';
  return textOption(/^(?:[\x21-\x2e\x30-\x39\x3b-\x7e]{1,64}\/){0,8}[\w+=,.@-]{1,64}$/, expected);
}

export function organizationalUnitOption() {
  const expected = 'the id of an organizational unit or a root such as ou-ab12-11111111 or r-ab12';
  return textOption(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, expected);
}
