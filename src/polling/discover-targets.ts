import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import { askedUnits } from '../config/asked-units.js';
import type { Config } from '../config/config.js';
import type { Regions } from '../config/options/regions-option.js';
import type { OmissionRule } from '../restores/omissions.js';
import { omissionRule } from '../sources/omission-rule.js';
import type { CallFailure, CallResult } from '../targets/call-failure.js';
import type { Discovered, DiscoveryState } from '../targets/discovery-state.js';
import { type AccountEntry, expandTargets } from '../targets/expand-targets.js';
import { type KnownLists, noLists, type UnitsByAccount } from '../targets/known-lists.js';
import type { Reading } from '../targets/reading.js';
import type { RefusedRow } from '../targets/refused-row.js';
import type { Target } from '../targets/target.js';
import { findMembers } from './find-members.js';
import { resolveRegions } from './resolve-regions.js';

export type DiscoverySettings = Pick<
  Config,
  | 'accounts'
  | 'organization'
  | 'regions'
  | 'exclude'
  | 'partition'
  | 'homeRegion'
  | 'globalRegion'
  | 'poll'
  | 'omissions'
  | 'objectives'
  | 'exceptions'
  | 'applications'
>;

/** Returns true if AWS has to be asked for the targets. */
export function needsDiscovery({ accounts, organization, regions }: DiscoverySettings): boolean {
  if (organization !== undefined) return true;
  return accounts.length === 0 ? regions === 'all' : accounts.some((account) => account.regions === 'all');
}

/** The targets that the configuration names by itself. */
export function namedTargets({ accounts, organization, regions, exclude }: DiscoverySettings): Target[] {
  if (accounts.length === 0 && (organization !== undefined || regions === 'all')) return [];
  const listed = accounts.flatMap((account): AccountEntry[] =>
    account.regions === 'all' ? [] : [{ ...entryOf(account, exclude), regions: account.regions }],
  );
  if (accounts.length > 0 && listed.length === 0) return [];
  return expandTargets(listed, regions === 'all' ? [] : regions, exclude?.regions);
}

/**
 * The targets of the configuration, of the organization and of the enabled regions together. Where only the
 * regions of some accounts cannot be listed, these keep the regions that are `known`, and all others their own; likewise where the
 * accounts below some units cannot be listed. What AWS left out is kept until further looks confirm it; `at` is when this
 * one was begun.
 */
export async function discoverTargets(
  apis: AwsApis,
  settings: DiscoverySettings,
  known: DiscoveryState,
  at: Date,
  deadline: Deadline,
): Promise<Reading<Discovered>> {
  const confirming = { at, rule: omissionRule(settings) };
  const found = await findAccounts(apis, settings, known.lists ?? noLists, confirming, deadline);
  if (!found.ok) return found;
  const { accounts, lists, organizationalUnits } = found.value;
  const resolved = await resolveRegions(apis, settings, accounts, known, confirming, deadline);
  const facts = {
    targets: expandTargets(resolved.entries, []),
    lists: { ...lists, regions: resolved.lists },
    organizationalUnits,
  };
  const failure = found.value.failure ?? resolved.failures.find(isOfDiscovery);
  const refused = [...(found.value.refused ?? []), ...resolved.refused];
  return failure ? { ok: false, failure, partial: facts, refused } : { ok: true, value: facts, refused };
}

/** A role that cannot be assumed is the account's own failure, which its targets show. */
function isOfDiscovery({ operation }: CallFailure): boolean {
  return operation !== 'AssumeRole';
}

interface FoundAccounts {
  readonly accounts: readonly AccountEntry<Regions>[];
  readonly lists: KnownLists;
  readonly refused?: readonly RefusedRow[] | undefined;
  readonly organizationalUnits?: UnitsByAccount | undefined;
  readonly failure?: CallFailure | undefined;
}

async function findAccounts(
  apis: AwsApis,
  settings: DiscoverySettings,
  known: KnownLists,
  confirming: { readonly at: Date; readonly rule: OmissionRule },
  deadline: Deadline,
): Promise<CallResult<FoundAccounts>> {
  const { accounts, organization, regions, exclude, partition, homeRegion, globalRegion } = settings;
  const lists = { ...noLists, regions: known.regions };
  const named = accounts.map((account) => entryOf(account, exclude));
  if (named.length > 0 && organization === undefined) return { ok: true, value: { accounts: named, lists } };
  const own = await apis.ownAccountId(homeRegion, deadline);
  if (!own.ok) return own;
  if (organization === undefined) {
    return { ok: true, value: { accounts: [entryOf({ id: own.value, regions }, exclude)], lists } };
  }

  const api = apis.forOrganization(globalRegion);
  const found = await findMembers(api, organization, askedUnits(settings), known, confirming, deadline);
  if (!found.ok) return found;
  const configured = new Set(accounts.map(({ id }) => id));
  const discovered = found.value.members
    .filter(({ id }) => !configured.has(id))
    .map(({ id, name }): AccountEntry<Regions> => {
      const entry = entryOf(
        { id, name, regions: organization.regions, exclude: organization.exclude },
        exclude,
      );
      if (id === own.value) return entry;
      const { roleName, externalId } = organization;
      return { ...entry, roleArn: `arn:${partition}:iam::${id}:role/${roleName}`, externalId };
    });
  return { ok: true, value: { ...found.value, accounts: [...named, ...discovered] } };
}

type Exclude = { readonly regions?: readonly string[] | undefined } | undefined;

/** Returns the account with the regions that are left out of it and of every account. */
function entryOf(
  { exclude: own, ...account }: AccountEntry<Regions> & { readonly exclude?: Exclude },
  everywhere: Exclude,
): AccountEntry<Regions> {
  return { ...account, excludedRegions: [...(everywhere?.regions ?? []), ...(own?.regions ?? [])] };
}
