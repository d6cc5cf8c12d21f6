import type { Deadline } from '../aws/deadline.js';
import { listAccounts } from '../aws/list-accounts.js';
import { listAccountsBelow } from '../aws/list-organizational-units.js';
import type { ListResult } from '../aws/read-pages.js';
import type { OrganizationsSession } from '../aws/session.js';
import type { OrganizationConfig } from '../config/config.js';
import { keepRefused } from '../targets/refused-row.js';
import { type MemberAccount, selectAccounts, unitsOf } from '../targets/select-accounts.js';
import type { Target } from '../targets/target.js';

/**
 * The accounts of the organization that are to be watched now. If rows of the list cannot be used, the accounts of
 * `known` targets that they may stand for are among them.
 */
export async function findMembers(
  session: OrganizationsSession,
  { include, exclude }: OrganizationConfig,
  known: readonly Target[],
  deadline: Deadline,
): Promise<ListResult<MemberAccount>> {
  const members = await listAccounts(session, deadline);
  if (!members.ok) return members;
  const unitAccounts = new Map<string, ReadonlySet<string>>();
  for (const unit of unitsOf([include, exclude])) {
    const accounts = await listAccountsBelow(session, unit, deadline);
    if (!accounts.ok) return accounts;
    unitAccounts.set(unit, new Set(accounts.value));
  }
  const listed = keepRefused(members.value, known.map(memberOf), members.refused, ({ id }) => id);
  const value = selectAccounts(listed, { include, exclude }, unitAccounts);
  return { ...members, value };
}

function memberOf({ accountId, accountName }: Target): MemberAccount {
  return { id: accountId, name: accountName, state: 'unknown' };
}
