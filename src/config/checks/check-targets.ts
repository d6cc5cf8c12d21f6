import * as z from 'zod';
import type { OptionProblem } from '../../problems/problem.js';
import { formatPath } from '../../problems/problem.js';
import { namedRegions, type Regions } from '../options/regions-option.js';
import { isRegion, parseRoleArn, partitionOf } from '../values/partition.js';

/** Reads what can be read of regions that may be wrong. */
const regionsDraft = z
  .union([z.array(z.string()), z.literal('all')])
  .optional()
  .catch([]);
const accountDraft = z.object({
  id: z.string().regex(/^\d{12}$/),
  roleArn: z.string().optional().catch(''),
  externalId: z.unknown().optional(),
  regions: regionsDraft,
});
const draft = z.object({
  regions: regionsDraft,
  accounts: z.array(z.unknown()).catch([undefined]),
  organization: z.object({ regions: regionsDraft }).optional().catch({ regions: [] }),
});

type AccountDraft = z.output<typeof accountDraft> & { readonly index: number };

/** Finds problems of the targets as a whole. Reads what can be read of a configuration with other problems. */
export function checkTargets(
  value: unknown,
  fallbackRegion: string | undefined,
  isWrong: (path: string) => boolean,
): OptionProblem[] {
  const parsed = draft.safeParse(value);
  if (!parsed.success) return [];
  const { regions, accounts, organization } = parsed.data;
  const defaults = regions ?? (fallbackRegion === undefined ? undefined : [fallbackRegion]);
  const known = accounts.flatMap((account, index) => {
    const { success, data } = accountDraft.safeParse(account);
    return success ? [{ ...data, index }] : [];
  });
  return [
    ...checkRepetition(regions, ['regions']),
    ...known.flatMap((each) => checkRepetition(each.regions, ['accounts', each.index, 'regions'])),
    ...(organization === undefined ? [] : organizationProblems(organization.regions, regions, defaults)),
    ...(accounts.length === 0 && organization === undefined ? ownAccountProblems(regions, defaults) : []),
    ...known.flatMap((each) => accountProblems(each, defaults)),
    ...severalOwnAccounts(known.filter(({ index }) => !isWrong(`accounts[${index}]`))),
    ...repeatedTargets(known, defaults ?? []),
  ];
}

function ownAccountProblems(regions: Regions | undefined, defaults: Regions | undefined): OptionProblem[] {
  if (defaults === undefined) {
    const message = 'no region to watch; set regions, or AWS_REGION in the environment';
    return [{ code: 'no-region', path: ['regions'], message }];
  }
  return checkPartition(regions, ['regions']);
}

function organizationProblems(
  own: Regions | undefined,
  regions: Regions | undefined,
  defaults: Regions | undefined,
): OptionProblem[] {
  const path = ['organization', 'regions'];
  if (own !== undefined) return [...checkRepetition(own, path), ...checkPartition(own, path)];
  if (defaults !== undefined) return checkPartition(regions, ['regions']);
  const message =
    'the organization has no regions; set regions here, or at the top level for all accounts, or AWS_REGION in the environment';
  return [{ code: 'no-region', path: ['organization'], message }];
}

function accountProblems(account: AccountDraft, defaults: Regions | undefined): OptionProblem[] {
  const path = ['accounts', account.index];
  const regions = account.regions ?? defaults;
  if (regions === undefined) {
    const message =
      'the account has no regions; set regions here, or at the top level for all accounts, or AWS_REGION in the environment';
    return [{ code: 'no-region', path, message }];
  }
  if (account.roleArn === undefined) {
    const needless = account.externalId === undefined ? [] : [needlessExternalId(path)];
    const place = account.regions === undefined ? ['regions'] : [...path, 'regions'];
    return [...needless, ...checkPartition(regions, place)];
  }
  return roleProblems(account, account.roleArn, regions);
}

function roleProblems(account: AccountDraft, roleArn: string, regions: Regions): OptionProblem[] {
  const role = parseRoleArn(roleArn);
  if (role === undefined) return [];
  const path = ['accounts', account.index, 'roleArn'];
  const stray = namedRegions(regions).find(
    (region) => isRegion(region) && partitionOf(region) !== role.partition,
  );
  const problems: OptionProblem[] = [];
  if (role.accountId !== account.id) {
    problems.push({
      code: 'foreign-role',
      path,
      message: `the role belongs to account ${role.accountId}, but id is ${account.id}`,
    });
  }
  if (stray !== undefined) {
    const partition = partitionOf(stray);
    const message = `the role is in partition ${role.partition}, but region ${stray} in ${partition}: expected arn:${partition}:iam::...`;
    problems.push({ code: 'mixed-partitions', path, message });
  }
  return problems;
}

function needlessExternalId(path: readonly (string | number)[]): OptionProblem {
  return {
    code: 'needless-external-id',
    path: [...path, 'externalId'],
    message: 'an external id is of use only beside a roleArn',
  };
}

function severalOwnAccounts(accounts: readonly AccountDraft[]): OptionProblem[] {
  const own = accounts.filter((account) => account.roleArn === undefined);
  const [first] = own;
  return own
    .filter((account) => first !== undefined && account.id !== first.id)
    .map(
      ({ index }): OptionProblem => ({
        code: 'missing-role',
        path: ['accounts', index],
        message: `has no roleArn, like accounts[${first?.index}]; only the account of the daemon's own credentials goes without one`,
      }),
    );
}

function repeatedTargets(accounts: readonly AccountDraft[], defaults: Regions): OptionProblem[] {
  const seen = new Map<string, number>();
  return accounts.flatMap(({ index, id, regions: own }) => {
    const regions = own ?? defaults;
    const wanted = regions === 'all' ? ['all'] : regions;
    const problems = wanted.flatMap((region, position): OptionProblem[] => {
      const earlier = firstOf(seen, id, region);
      if (earlier === undefined) return [];
      const place = own === undefined || own === 'all' ? ['id'] : ['regions', position];
      const where = region === 'all' ? 'is listed' : `in ${region} is a target`;
      const message = `account ${id} ${where} already, by accounts[${earlier}]`;
      return [{ code: 'repeated-target', path: ['accounts', index, ...place], message }];
    });
    for (const region of [...wanted, 'any'])
      seen.set(`${id}/${region}`, seen.get(`${id}/${region}`) ?? index);
    return problems;
  });
}

/** The first account entry that covers the region, by itself or with all others. */
function firstOf(seen: ReadonlyMap<string, number>, id: string, region: string): number | undefined {
  return seen.get(`${id}/${region === 'all' ? 'any' : region}`) ?? seen.get(`${id}/all`);
}

function checkPartition(regions: Regions | undefined, path: readonly (string | number)[]): OptionProblem[] {
  const [first, ...others] = namedRegions(regions);
  return others.flatMap((region, index) => {
    if (first === undefined || !isRegion(region) || !isRegion(first)) return [];
    if (partitionOf(region) === partitionOf(first)) return [];
    const message = `${region} is in partition ${partitionOf(region)}, but ${first} in ${partitionOf(first)}; an account has regions of one partition only`;
    return [{ code: 'mixed-partitions', path: [...path, index + 1], message }];
  });
}

function checkRepetition(regions: Regions | undefined, path: readonly (string | number)[]): OptionProblem[] {
  const list = namedRegions(regions);
  return list.flatMap((region, index) => {
    const first = list.indexOf(region);
    if (first === index) return [];
    const message = `${region} is listed twice, first as ${formatPath([...path, first])}`;
    return [{ code: 'repeated-region', path: [...path, index], message }];
  });
}
