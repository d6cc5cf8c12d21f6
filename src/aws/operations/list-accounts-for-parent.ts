import { ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { idOf, mapAccount } from './list-accounts.js';
import { type ListResult, readPages } from './read-pages.js';

export const listAccountsForParentOperation = {
  name: 'ListAccountsForParent',
  actions: ['organizations:ListAccountsForParent'],
  statement: 'ReadOrganizationalUnits',
  resource: 'any',
  caller: 'daemon',
  feature: 'organizational-units',
  answersRows: true,
} as const satisfies Operation;

/** AWS Organizations ListAccountsForParent: the ids of the accounts right below a root or an organizational unit. */
export function listAccountsForParent(
  { client, call }: OrganizationsApi,
  parentId: string,
  deadline: Deadline,
): Promise<ListResult<string>> {
  return readPages(
    call,
    listAccountsForParentOperation,
    async (nextToken, abortSignal) => {
      const command = new ListAccountsForParentCommand({ ParentId: parentId, NextToken: nextToken });
      const page = await client.send(command, { abortSignal });
      return { rows: page.Accounts, nextToken: page.NextToken };
    },
    deadline,
    { map: (row) => mapAccount(row).id, identify: idOf },
  );
}
