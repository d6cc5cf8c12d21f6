import {
  type Account,
  type AccountStatus,
  type AccountState as AwsAccountState,
  ListAccountsCommand,
  ListAccountsForParentCommand,
} from '@aws-sdk/client-organizations';
import type { MemberAccount, MemberState } from '../../targets/select-accounts.js';
import type { OrganizationsApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import { textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

const noAccount = 'AWS Organizations listed no account';

/** AWS Organizations ListAccounts: every account of the organization, also those that are suspended. */
export function listAccounts(
  { client, call }: OrganizationsApi,
  deadline: Deadline,
): Promise<ListResult<MemberAccount>> {
  return readPages(
    call,
    'ListAccounts',
    async (nextToken, abortSignal) => {
      const page = await client.send(new ListAccountsCommand({ NextToken: nextToken }), { abortSignal });
      const { Accounts: rows = [] } = page;
      if (rows.length === 0 && !page.NextToken && nextToken === undefined) {
        // The management account is always there; to believe it would be to forget every target.
        throw new InvalidResponse(noAccount);
      }
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    { map: mapAccount, identify: idOf, idOf: ({ id }) => id, withoutRows: noAccount },
  );
}

/** AWS Organizations ListAccountsForParent: the ids of the accounts right below a root or an organizational unit. */
export function listAccountsForParent(
  { client, call }: OrganizationsApi,
  parentId: string,
  deadline: Deadline,
): Promise<ListResult<string>> {
  return readPages(
    call,
    'ListAccountsForParent',
    async (nextToken, abortSignal) => {
      const command = new ListAccountsForParentCommand({ ParentId: parentId, NextToken: nextToken });
      const page = await client.send(command, { abortSignal });
      return { rows: page.Accounts, nextToken: page.NextToken };
    },
    deadline,
    { map: (row) => mapAccount(row).id, identify: idOf },
  );
}

/** `State` is the newer member; AWS announced the end of `Status` for September 2026. */
const states = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  PENDING_ACTIVATION: 'PENDING_ACTIVATION',
  CLOSED: 'CLOSED',
} satisfies Record<AwsAccountState | AccountStatus, MemberState>;

function mapAccount(row: Account): MemberAccount {
  const id = idOf(row);
  if (id === undefined) {
    throw new InvalidResponse(`AWS Organizations listed the account id ${JSON.stringify(row.Id)}`);
  }
  const state = textField(row.State) ?? textField(row.Status) ?? '';
  return { id, name: textField(row.Name) ?? id, state: isState(state) ? states[state] : 'unknown' };
}

function idOf(row: Account): string | undefined {
  const id = textField(row.Id);
  return id !== undefined && /^\d{12}$/.test(id) ? id : undefined;
}

function isState(state: string): state is keyof typeof states {
  return Object.hasOwn(states, state);
}
