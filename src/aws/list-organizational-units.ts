import { ListOrganizationalUnitsForParentCommand } from '@aws-sdk/client-organizations';
import type { CallResult } from '../targets/call-failure.js';
import type { Deadline } from './deadline.js';
import { listAccountsForParent } from './list-accounts.js';
import { required, textMember } from './member.js';
import { readPages } from './read-pages.js';
import type { OrganizationsSession } from './session.js';

/** The ids of all accounts below a root or an organizational unit, however deep. */
export async function listAccountsBelow(
  session: OrganizationsSession,
  parentId: string,
  deadline: Deadline,
): Promise<CallResult<string[]>> {
  const accounts: string[] = [];
  const seen = new Set([parentId]);
  for (const id of seen) {
    const own = await listAccountsForParent(session, id, deadline);
    if (!own.ok) return own;
    const units = await listOrganizationalUnitsForParent(session, id, deadline);
    if (!units.ok) return units;
    accounts.push(...own.value);
    for (const unit of units.value) seen.add(unit);
  }
  return { ok: true, value: accounts };
}

/** AWS Organizations ListOrganizationalUnitsForParent: the ids of the units right below. */
function listOrganizationalUnitsForParent(
  { client, call }: OrganizationsSession,
  parentId: string,
  deadline: Deadline,
): Promise<CallResult<string[]>> {
  return readPages(
    call,
    'ListOrganizationalUnitsForParent',
    async (nextToken, abortSignal) => {
      const command = new ListOrganizationalUnitsForParentCommand({
        ParentId: parentId,
        NextToken: nextToken,
      });
      const page = await client.send(command, { abortSignal });
      const rows = (page.OrganizationalUnits ?? []).map((row) =>
        required(textMember(row.Id), 'an organizational unit', 'Id'),
      );
      return { rows, nextToken: page.NextToken };
    },
    deadline,
  );
}
