import type { CallResult } from '../../targets/call-failure.js';
import type { OrganizationsApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import { listAccountsForParent } from './list-accounts-for-parent.js';
import { listOrganizationalUnitsForParent } from './list-organizational-units-for-parent.js';
import type { ListResult } from './read-pages.js';

/**
 * Lists the ids of all accounts below a root or an organizational unit, however deep. A row that cannot be used fails
 * it: without the accounts that it stands for, an account that is excluded would be watched.
 */
export async function listAccountsBelow(
  api: OrganizationsApi,
  parentId: string,
  deadline: Deadline,
): Promise<CallResult<string[]>> {
  const accounts: string[] = [];
  const seen = new Set([parentId]);
  for (const id of seen) {
    const own = complete(await listAccountsForParent(api, id, deadline));
    if (!own.ok) return own;
    const units = complete(await listOrganizationalUnitsForParent(api, id, deadline));
    if (!units.ok) return units;
    accounts.push(...own.value);
    for (const unit of units.value) seen.add(unit);
  }
  return { ok: true, value: accounts };
}

function complete(listed: ListResult<string>): CallResult<string[]> {
  const [first] = (listed.ok && listed.refused) || [];
  if (first === undefined) return listed;
  const { operation, message } = first;
  return { ok: false, failure: { operation, reason: 'invalid_response', message } };
}
