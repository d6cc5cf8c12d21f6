import type { Deadline } from '../aws/deadline.js';
import { listAccounts } from '../aws/list-accounts.js';
import { listAccountsBelow } from '../aws/list-organizational-units.js';
import type { OrganizationsSession } from '../aws/session.js';
import type { OrganizationConfig } from '../config/config.js';
import type { CallResult } from '../targets/call-failure.js';
import { type MemberAccount, selectAccounts, unitsOf } from '../targets/select-accounts.js';

/** The accounts of the organization that are to be watched now. */
export async function findMembers(
  session: OrganizationsSession,
  { include, exclude }: OrganizationConfig,
  deadline: Deadline,
): Promise<CallResult<MemberAccount[]>> {
  const members = await listAccounts(session, deadline);
  if (!members.ok) return members;
  const unitAccounts = new Map<string, ReadonlySet<string>>();
  for (const unit of unitsOf([include, exclude])) {
    const accounts = await listAccountsBelow(session, unit, deadline);
    if (!accounts.ok) return accounts;
    unitAccounts.set(unit, new Set(accounts.value));
  }
  return { ok: true, value: selectAccounts(members.value, { include, exclude }, unitAccounts) };
}
