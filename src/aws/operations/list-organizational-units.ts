import { ListOrganizationalUnitsForParentCommand } from '@aws-sdk/client-organizations';
import type { CallResult } from '../../targets/call-failure.js';
import type { OrganizationsApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import { required, textField } from './field.js';
import { listAccountsForParent } from './list-accounts.js';
import { type ListResult, readPages } from './read-pages.js';

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

/** AWS Organizations ListOrganizationalUnitsForParent: the ids of the units right below. */
function listOrganizationalUnitsForParent(
  { client, call }: OrganizationsApi,
  parentId: string,
  deadline: Deadline,
): Promise<ListResult<string>> {
  return readPages(
    call,
    'ListOrganizationalUnitsForParent',
    async (nextToken, abortSignal) => {
      const command = new ListOrganizationalUnitsForParentCommand({
        ParentId: parentId,
        NextToken: nextToken,
      });
      const page = await client.send(command, { abortSignal });
      return { rows: page.OrganizationalUnits, nextToken: page.NextToken };
    },
    deadline,
    {
      map: (row) => required(textField(row.Id), 'an organizational unit', 'Id'),
      identify: (row) => textField(row.Id),
    },
  );
}
