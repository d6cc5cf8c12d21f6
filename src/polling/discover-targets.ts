import type { AwsSessions } from '../aws/create-sessions.js';
import type { Deadline } from '../aws/deadline.js';
import type { ListResult } from '../aws/read-pages.js';
import type { Config } from '../config/config.js';
import type { Regions } from '../config/regions-option.js';
import type { CallFailure } from '../targets/call-failure.js';
import { type AccountEntry, expandTargets } from '../targets/expand-targets.js';
import type { Target } from '../targets/target.js';
import { findMembers } from './find-members.js';
import type { Reading } from './reading.js';
import { resolveRegions } from './resolve-regions.js';

export type DiscoverySettings = Pick<
  Config,
  'accounts' | 'organization' | 'regions' | 'partition' | 'homeRegion' | 'globalRegion' | 'poll'
>;

/** Whether AWS has to be asked which targets there are. */
export function needsDiscovery({ accounts, organization, regions }: DiscoverySettings): boolean {
  if (organization !== undefined) return true;
  return accounts.length === 0 ? regions === 'all' : accounts.some((account) => account.regions === 'all');
}

/** The targets that the configuration names by itself. */
export function namedTargets({ accounts, organization, regions }: DiscoverySettings): Target[] {
  if (accounts.length === 0 && (organization !== undefined || regions === 'all')) return [];
  const listed = accounts.flatMap((account): AccountEntry[] =>
    account.regions === 'all' ? [] : [{ ...account, regions: account.regions }],
  );
  if (accounts.length > 0 && listed.length === 0) return [];
  return expandTargets(listed, regions === 'all' ? [] : regions);
}

/**
 * The targets of the configuration, of the organization and of the enabled regions together. Where only the
 * regions of some accounts cannot be listed, these keep the regions that are `known`, and all others their own.
 */
export async function discoverTargets(
  sessions: AwsSessions,
  settings: DiscoverySettings,
  known: readonly Target[],
  deadline: Deadline,
): Promise<Reading<Target[]>> {
  const accounts = await findAccounts(sessions, settings, known, deadline);
  if (!accounts.ok) return accounts;
  const {
    entries,
    failures,
    refused: ofRegions,
  } = await resolveRegions(sessions, settings, accounts.value, known, deadline);
  const targets = expandTargets(entries, []);
  const failure = failures.find(isOfDiscovery);
  const refused = [...(accounts.refused ?? []), ...ofRegions];
  return failure ? { ok: false, failure, facts: targets, refused } : { ok: true, facts: targets, refused };
}

/** A role that cannot be assumed is the account's own failure, which its targets show. */
function isOfDiscovery({ operation }: CallFailure): boolean {
  return operation !== 'AssumeRole';
}

async function findAccounts(
  sessions: AwsSessions,
  { accounts, organization, regions, partition, homeRegion, globalRegion }: DiscoverySettings,
  known: readonly Target[],
  deadline: Deadline,
): Promise<ListResult<AccountEntry<Regions>>> {
  if (accounts.length > 0 && organization === undefined) return { ok: true, value: [...accounts] };
  const own = await sessions.ownAccountId(homeRegion, deadline);
  if (!own.ok) return own;
  if (organization === undefined) return { ok: true, value: [{ id: own.value, regions }] };

  const session = sessions.forOrganization(globalRegion);
  const members = await findMembers(session, organization, known, deadline);
  if (!members.ok) return members;
  const configured = new Set(accounts.map(({ id }) => id));
  const discovered = members.value
    .filter(({ id }) => !configured.has(id))
    .map(({ id, name }): AccountEntry<Regions> => {
      const entry = { id, name, regions: organization.regions };
      if (id === own.value) return entry;
      const { roleName, externalId } = organization;
      return { ...entry, roleArn: `arn:${partition}:iam::${id}:role/${roleName}`, externalId };
    });
  return { ...members, value: [...accounts, ...discovered] };
}
