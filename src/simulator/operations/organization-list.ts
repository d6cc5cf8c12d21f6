import { z } from 'zod';
import type { Caller } from '../identity/caller.js';
import { type AwsError, accessDenied, done, type Outcome, refused } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import type { Organization } from '../world/organization.js';
import { pageSizeParam, readParams } from './params.js';
import type { Aws, SimulatedCall } from './simulated-operation.js';

const page = { MaxResults: pageSizeParam(20), NextToken: z.string().optional() };
const parent = z.string().regex(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/);

const notInUse: AwsError = {
  name: 'AWSOrganizationsNotInUseException',
  status: 400,
  message: 'Your account is not a member of an organization.',
};

const noSuchParent: AwsError = {
  name: 'ParentNotFoundException',
  status: 400,
  message: 'You specified a root or OU that does not exist.',
};

/** AWS lets the management account and delegated administrators ask, no others. */
export function refusalOf(
  operation: string,
  caller: Caller,
  organization: Organization | undefined,
): AwsError | undefined {
  if (organization === undefined) return notInUse;
  if (organization.isAdministrator(caller.accountId)) return undefined;
  return { ...accessDenied(caller.arn, `organizations:${operation}`, '*'), status: 400 };
}

export function organizationList(
  operation: string,
  rowsName: string,
  { caller, params, pageFault }: SimulatedCall,
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
  return found.ok ? done({ [rowsName]: found.value.rows, NextToken: found.value.nextToken }) : found;
}
