import {
  type Account,
  type AccountStatus,
  type AccountState as AwsAccountState,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import type { MemberAccount, MemberState } from '../../targets/select-accounts.js';
import type { OrganizationsApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listAccountsOperation = {
  name: 'ListAccounts',
  actions: ['organizations:ListAccounts'],
  statement: 'ListAccountsOfOrganization',
  resource: 'any',
  caller: 'daemon',
  feature: 'organization',
  answersRows: true,
} as const satisfies Operation;

const noAccount = 'AWS Organizations listed no account';

/** AWS Organizations ListAccounts: every account of the organization, also those that are suspended. */
export function listAccounts(
  { client, call }: OrganizationsApi,
  deadline: Deadline,
): Promise<ListResult<MemberAccount>> {
  return readPages(
    call,
    listAccountsOperation,
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

/** `State` is the newer member; AWS announced the end of `Status` for September 2026. */
const states = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  PENDING_ACTIVATION: 'PENDING_ACTIVATION',
  CLOSED: 'CLOSED',
} satisfies Record<AwsAccountState | AccountStatus, MemberState>;

export function mapAccount(row: Account): MemberAccount {
  const id = idOf(row);
  if (id === undefined) {
    throw new InvalidResponse(`AWS Organizations listed the account id ${JSON.stringify(row.Id)}`);
  }
  const state = textField(row.State) ?? textField(row.Status) ?? '';
  const units = unitsIn(row.Paths);
  return {
    id,
    name: textField(row.Name) ?? id,
    state: isState(state) ? states[state] : 'unknown',
    ...(units.length > 0 && { units }),
  };
}

/** The ids of roots and organizational units in paths such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
function unitsIn(paths: unknown): string[] {
  const ids = (Array.isArray(paths) ? paths : []).flatMap((path) => textField(path)?.split('/') ?? []);
  return [...new Set(ids.filter((id) => /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/.test(id)))];
}

export function idOf(row: Account): string | undefined {
  const id = textField(row.Id);
  return id !== undefined && /^\d{12}$/.test(id) ? id : undefined;
}

function isState(state: string): state is keyof typeof states {
  return Object.hasOwn(states, state);
}
