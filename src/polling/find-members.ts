import type { OrganizationsApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { listAccounts } from '../aws/operations/list-accounts.js';
import { listAccountsBelow } from '../aws/operations/list-accounts-below.js';
import type { OrganizationConfig } from '../config/config.js';
import type { Kept, OmissionRule } from '../restores/omissions.js';
import type { CallResult } from '../targets/call-failure.js';
import { type KnownLists, keepAccounts, keepIds } from '../targets/known-lists.js';
import { keepRefused, type RefusedRow } from '../targets/refused-row.js';
import { type MemberAccount, selectAccounts, unitsOf } from '../targets/select-accounts.js';

export interface FoundMembers {
  /** The accounts to watch now. */
  readonly members: readonly MemberAccount[];
  readonly lists: KnownLists;
  readonly refused: readonly RefusedRow[] | undefined;
}

/**
 * The accounts of the organization, among them those that AWS has left out for too short a time, and those that a row
 * may be about that cannot be used.
 */
export async function findMembers(
  api: OrganizationsApi,
  { include, exclude }: OrganizationConfig,
  known: KnownLists,
  { at, rule }: { readonly at: Date; readonly rule: OmissionRule },
  deadline: Deadline,
): Promise<CallResult<FoundMembers>> {
  const listed = await listAccounts(api, deadline);
  if (!listed.ok) return listed;
  const { refused } = listed;
  const named = keepRefused(listed.value, known.accounts.rows, refused, ({ id }) => id);
  const accounts = keepAccounts(known.accounts, named, at, rule);
  const units = new Map<string, Kept<string>>();
  for (const unit of unitsOf([include, exclude])) {
    const below = await listAccountsBelow(api, unit, deadline);
    if (!below.ok) return below;
    units.set(unit, keepIds(known.units.get(unit), below.value, at, rule));
  }
  const unitAccounts = new Map([...units].map(([unit, { rows }]) => [unit, new Set(rows)]));
  const members = selectAccounts(accounts.rows, { include, exclude }, unitAccounts);
  return { ok: true, value: { members, lists: { ...known, accounts, units }, refused } };
}
