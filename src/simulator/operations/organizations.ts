import { z } from 'zod';
import type { Caller } from '../identity/caller.js';
import { type AwsError, accessDenied, done, type Outcome, refused } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import type { Organization } from '../world/organization.js';
import type { Aws, Call, Operation } from './operation.js';
import { pageSizeParam, readParams } from './params.js';

const page = { MaxResults: pageSizeParam(20), NextToken: z.string().optional() };
const parent = z.string().regex(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/);

const notInUse: AwsError = {
  name: 'AWSOrganizationsNotInUseException',
  status: 400,
  message: 'Your account is not a member of an organization.',
};

const noSuchAccount: AwsError = {
  name: 'AccountNotFoundException',
  status: 400,
  message: "You specified an account that doesn't exist.",
};

const noSuchParent: AwsError = {
  name: 'ParentNotFoundException',
  status: 400,
  message: 'You specified a root or OU that does not exist.',
};

export const listAccounts: Operation = (call, aws) =>
  listOf('ListAccounts', 'Accounts', call, aws, (organization) => organization.accountsAt(call.nowMs));

export const listAccountsForParent: Operation = (call, aws) =>
  listOf('ListAccountsForParent', 'Accounts', call, aws, (organization, parentId) =>
    organization.accountsBelow(parentId, call.nowMs),
  );

export const listOrganizationalUnitsForParent: Operation = (call, aws) =>
  listOf('ListOrganizationalUnitsForParent', 'OrganizationalUnits', call, aws, (organization, parentId) =>
    organization.unitsBelow(parentId),
  );

export const describeAccount: Operation = ({ caller, params, nowMs }, { organization }) => {
  const refusal = refusalOf('DescribeAccount', caller, organization);
  if (refusal !== undefined) return refused(refusal);
  const account = organization?.accountsAt(nowMs).find(({ Id }) => Id === params['AccountId']);
  return account === undefined ? refused(noSuchAccount) : done({ Account: account });
};

/** AWS lets the management account and delegated administrators ask, no others. */
function refusalOf(
  operation: string,
  caller: Caller,
  organization: Organization | undefined,
): AwsError | undefined {
  if (organization === undefined) return notInUse;
  if (organization.isAdministrator(caller.accountId)) return undefined;
  return { ...accessDenied(caller.arn, `organizations:${operation}`, '*'), status: 400 };
}

function listOf(
  operation: string,
  member: string,
  { caller, params, pageFault }: Call,
  { organization }: Aws,
  rowsOf: (organization: Organization, parentId: string) => readonly { readonly Id: string }[] | undefined,
): Outcome<Readonly<Record<string, unknown>>> {
  const refusal = refusalOf(operation, caller, organization);
  if (organization === undefined || refusal !== undefined) return refused(refusal ?? notInUse);
  const schema = operation === 'ListAccounts' ? z.object(page) : z.object({ ...page, ParentId: parent });
  const read = readParams(schema, params);
  if (!read.ok) return refused({ ...read.failure, name: 'InvalidInputException' });
  const { MaxResults: limit, NextToken: token } = read.value;
  const parentId = params['ParentId'] ?? '';
  const rows = rowsOf(organization, parentId);
  if (rows === undefined) return refused(noSuchParent);
  const list = [operation, parentId];
  const found = paginate(
    keyedBy(rows, ({ Id }) => Id),
    { limit, token, list, fault: pageFault },
  );
  return found.ok ? done({ [member]: found.value.rows, NextToken: found.value.nextToken }) : found;
}
