import { ListOrganizationalUnitsForParentCommand } from '@aws-sdk/client-organizations';
import type { OrganizationsApi } from '../aws-api.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { required, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listOrganizationalUnitsForParentOperation = {
  name: 'ListOrganizationalUnitsForParent',
  actions: ['organizations:ListOrganizationalUnitsForParent'],
  statement: 'ReadOrganizationalUnits',
  resource: 'any',
  caller: 'daemon',
  feature: 'organizational-units',
  answersRows: true,
} as const satisfies Operation;

/** AWS Organizations ListOrganizationalUnitsForParent: the ids of the units right below. */
export function listOrganizationalUnitsForParent(
  { client, call }: OrganizationsApi,
  parentId: string,
  deadline: Deadline,
): Promise<ListResult<string>> {
  return readPages(
    call,
    listOrganizationalUnitsForParentOperation,
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
