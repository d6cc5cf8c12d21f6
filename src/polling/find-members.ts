import type { OrganizationsApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { listAccounts } from '../aws/operations/list-accounts.js';
import { listAccountsBelow } from '../aws/operations/list-accounts-below.js';
import type { OrganizationConfig } from '../config/config.js';
import type { Kept, OmissionRule } from '../restores/omissions.js';
import type { CallFailure, CallResult } from '../targets/call-failure.js';
import {
  type KnownLists,
  keepAccounts,
  keepIds,
  type UnitsByAccount,
  unitsByAccount,
} from '../targets/known-lists.js';
import { keepRefused, type RefusedRow } from '../targets/refused-row.js';
import { type MemberAccount, selectAccounts, unitsOf } from '../targets/select-accounts.js';

export interface FoundMembers {
  /** The accounts to watch now. */
  readonly members: readonly MemberAccount[];
  readonly lists: KnownLists;
  readonly refused: readonly RefusedRow[] | undefined;
  /** Absent if nothing asks for them. */
  readonly organizationalUnits?: UnitsByAccount | undefined;
  /** The failure of listing the accounts below a unit that only `asked` names. */
  readonly failure?: CallFailure | undefined;
}

/**
 * The accounts of the organization, among them those that AWS has left out for too short a time, and those that a row
 * may be about that cannot be used. `asked` are the units by which something else than the filters asks.
 */
export async function findMembers(
  api: OrganizationsApi,
  { include, exclude }: OrganizationConfig,
  asked: readonly string[],
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
  const walk = async (unit: string) => {
    const before = known.units.get(unit);
    const below = await listAccountsBelow(api, unit, deadline);
    if (below.ok) units.set(unit, keepIds(before, below.value, at, rule));
    else if (before !== undefined) units.set(unit, before);
    return below;
  };
  for (const unit of unitsOf([include, exclude])) {
    const below = await walk(unit);
    if (!below.ok) return below;
  }
  const unitAccounts = new Map([...units].map(([unit, { rows }]) => [unit, new Set(rows)]));
  const members = selectAccounts(accounts.rows, { include, exclude }, unitAccounts);
  let failure: CallFailure | undefined;
  for (const unit of hasEveryPath(accounts.rows) ? [] : asked.filter((id) => !units.has(id))) {
    const below = await walk(unit);
    if (!below.ok) failure ??= below.failure;
  }
  const rows = failure === undefined ? accounts.rows : withKnownPaths(accounts.rows, known);
  const lists = { ...known, accounts: { ...accounts, rows }, units };
  const organizationalUnits = asked.length === 0 ? undefined : unitsByAccount(lists);
  return { ok: true, value: { members, lists, refused, organizationalUnits, failure } };
}

/** Returns the accounts, those without a path with the one that AWS has sent before. */
function withKnownPaths(
  accounts: readonly MemberAccount[],
  { accounts: known }: KnownLists,
): readonly MemberAccount[] {
  const before = new Map(known.rows.map(({ id, units }) => [id, units]));
  return accounts.map((account) => {
    const units = account.units ?? before.get(account.id);
    return units === undefined ? account : { ...account, units };
  });
}

/** Returns true if AWS sends the units above each account with it, so that they need not be walked. */
function hasEveryPath(accounts: readonly MemberAccount[]): boolean {
  return accounts.every(({ units }) => units !== undefined);
}
