import {
  type Account,
  type AccountStatus,
  type AccountState as AwsAccountState,
  ListAccountsCommand,
  ListAccountsForParentCommand,
} from '@aws-sdk/client-organizations';
import type { CallResult } from '../targets/call-failure.js';
import type { MemberAccount, MemberState } from '../targets/select-accounts.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { textMember } from './member.js';
import { readPages } from './read-pages.js';
import type { OrganizationsSession } from './session.js';

/** AWS Organizations ListAccounts: every account of the organization, also those that are suspended. */
export function listAccounts(
  { client, call }: OrganizationsSession,
  deadline: Deadline,
): Promise<CallResult<MemberAccount[]>> {
  return readPages(
    call,
    'ListAccounts',
    async (nextToken, abortSignal) => {
      const page = await client.send(new ListAccountsCommand({ NextToken: nextToken }), { abortSignal });
      const rows = (page.Accounts ?? []).map(mapAccount);
      if (rows.length === 0 && !page.NextToken && nextToken === undefined) {
        // The management account is always there; to believe it would be to forget every target.
        throw new InvalidResponse('AWS Organizations listed no account');
      }
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    ({ id }) => id,
  );
}

/** AWS Organizations ListAccountsForParent: the ids of the accounts right below a root or an organizational unit. */
export function listAccountsForParent(
  { client, call }: OrganizationsSession,
  parentId: string,
  deadline: Deadline,
): Promise<CallResult<string[]>> {
  return readPages(
    call,
    'ListAccountsForParent',
    async (nextToken, abortSignal) => {
      const command = new ListAccountsForParentCommand({ ParentId: parentId, NextToken: nextToken });
      const page = await client.send(command, { abortSignal });
      return { rows: (page.Accounts ?? []).map((row) => mapAccount(row).id), nextToken: page.NextToken };
    },
    deadline,
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
  const id = textMember(row.Id);
  if (id === undefined || !/^\d{12}$/.test(id)) {
    throw new InvalidResponse(`AWS Organizations listed the account id ${JSON.stringify(row.Id)}`);
  }
  const state = textMember(row.State) ?? textMember(row.Status) ?? '';
  return { id, name: textMember(row.Name) ?? id, state: isState(state) ? states[state] : 'unknown' };
}

function isState(state: string): state is keyof typeof states {
  return Object.hasOwn(states, state);
}
