import * as z from 'zod';
import { isRegion, parseRoleArn, partitionOf } from './aws-names.js';
import { formatPath } from './config-problem.js';

export interface CrossIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const regionList = z.array(z.string()).optional().catch([]);
const accountDraft = z.object({
  id: z.string().regex(/^\d{12}$/),
  roleArn: z.string().optional().catch(''),
  externalId: z.unknown().optional(),
  regions: regionList,
});
const draft = z.object({ regions: regionList, accounts: z.array(z.unknown()).catch([undefined]) });

type AccountDraft = z.output<typeof accountDraft> & { readonly index: number };

/** What is wrong with the targets as a whole; reads what can be read of a configuration with other problems. */
export function targetIssues(
  value: unknown,
  fallbackRegion: string | undefined,
  isWrong: (path: string) => boolean,
): CrossIssue[] {
  const parsed = draft.safeParse(value);
  if (!parsed.success) return [];
  const { regions, accounts } = parsed.data;
  const defaults = regions ?? (fallbackRegion === undefined ? undefined : [fallbackRegion]);
  const known = accounts.flatMap((account, index) => {
    const { success, data } = accountDraft.safeParse(account);
    return success ? [{ ...data, index }] : [];
  });
  return [
    ...repeatedRegions(regions ?? [], ['regions']),
    ...known.flatMap((each) => repeatedRegions(each.regions ?? [], ['accounts', each.index, 'regions'])),
    ...(accounts.length === 0 ? ownAccountIssues(regions, defaults) : []),
    ...known.flatMap((each) => accountIssues(each, defaults)),
    ...severalOwnAccounts(known.filter(({ index }) => !isWrong(`accounts[${index}]`))),
    ...repeatedTargets(known, defaults ?? []),
  ];
}

function ownAccountIssues(regions: readonly string[] | undefined, defaults: readonly string[] | undefined) {
  if (defaults === undefined) {
    const message = 'no region to watch; set regions, or AWS_REGION in the environment';
    return [{ path: ['regions'], message }];
  }
  return partitionIssues(regions ?? [], ['regions']);
}

function accountIssues(account: AccountDraft, defaults: readonly string[] | undefined): CrossIssue[] {
  const path = ['accounts', account.index];
  const regions = account.regions ?? defaults;
  if (regions === undefined) {
    const message =
      'the account has no regions; set regions here, or at the top level for all accounts, or AWS_REGION in the environment';
    return [{ path, message }];
  }
  if (account.roleArn === undefined) {
    const needless = account.externalId === undefined ? [] : [needlessExternalId(path)];
    const place = account.regions === undefined ? ['regions'] : [...path, 'regions'];
    return [...needless, ...partitionIssues(regions, place)];
  }
  return roleIssues(account, account.roleArn, regions);
}

function roleIssues(account: AccountDraft, roleArn: string, regions: readonly string[]): CrossIssue[] {
  const role = parseRoleArn(roleArn);
  if (role === undefined) return [];
  const path = ['accounts', account.index, 'roleArn'];
  const stray = regions.find((region) => isRegion(region) && partitionOf(region) !== role.partition);
  const issues: CrossIssue[] = [];
  if (role.accountId !== account.id) {
    issues.push({ path, message: `the role belongs to account ${role.accountId}, but id is ${account.id}` });
  }
  if (stray !== undefined) {
    const partition = partitionOf(stray);
    const message = `the role is in partition ${role.partition}, but region ${stray} in ${partition}: expected arn:${partition}:iam::...`;
    issues.push({ path, message });
  }
  return issues;
}

function needlessExternalId(path: readonly (string | number)[]): CrossIssue {
  return { path: [...path, 'externalId'], message: 'an external id is of use only beside a roleArn' };
}

function partitionIssues(regions: readonly string[], path: readonly (string | number)[]): CrossIssue[] {
  const [first] = regions;
  return regions.flatMap((region, index) => {
    if (first === undefined || !isRegion(region) || !isRegion(first)) return [];
    if (partitionOf(region) === partitionOf(first)) return [];
    const message = `${region} is in partition ${partitionOf(region)}, but ${first} in ${partitionOf(first)}; an account has regions of one partition only`;
    return [{ path: [...path, index], message }];
  });
}

function severalOwnAccounts(accounts: readonly AccountDraft[]): CrossIssue[] {
  const own = accounts.filter((account) => account.roleArn === undefined);
  const [first] = own;
  return own
    .filter((account) => first !== undefined && account.id !== first.id)
    .map(({ index }) => ({
      path: ['accounts', index],
      message: `has no roleArn, like accounts[${first?.index}]; only the account of the daemon's own credentials goes without one`,
    }));
}

function repeatedRegions(regions: readonly string[], path: readonly (string | number)[]): CrossIssue[] {
  return regions.flatMap((region, index) => {
    const first = regions.indexOf(region);
    if (first === index) return [];
    return [
      {
        path: [...path, index],
        message: `${region} is listed twice, first as ${formatPath([...path, first])}`,
      },
    ];
  });
}

function repeatedTargets(accounts: readonly AccountDraft[], defaults: readonly string[]): CrossIssue[] {
  const seen = new Map<string, number>();
  return accounts.flatMap(({ index, id, regions }) =>
    (regions ?? defaults).flatMap((region, position) => {
      const target = `${id}/${region}`;
      const earlier = seen.get(target);
      seen.set(target, earlier ?? index);
      if (earlier === undefined || earlier === index) return [];
      const path = ['accounts', index, ...(regions === undefined ? ['id'] : ['regions', position])];
      const message = `account ${id} in ${region} is a target already, by accounts[${earlier}]`;
      return [{ path, message }];
    }),
  );
}
