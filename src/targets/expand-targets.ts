import type { Target } from './target.js';

/** `all` stands for the regions that are enabled for the account. */
export type Regions = readonly string[] | 'all';

export interface AccountEntry {
  readonly id: string;
  readonly name?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly regions: Regions;
}

/**
 * Every account in every region of it. Without accounts it is the one of the daemon's own credentials, whose
 * id only STS can tell: it is empty until then.
 */
export function expandTargets(accounts: readonly AccountEntry[], defaultRegions: Regions): Target[] {
  if (accounts.length === 0) {
    return listed(defaultRegions).map((region) => ({ accountId: '', accountName: '', region }));
  }
  return accounts.flatMap(({ id, name = id, roleArn, externalId, regions }) =>
    listed(regions).map((region) => ({
      accountId: id,
      accountName: name,
      region,
      ...(roleArn !== undefined && {
        role: { arn: roleArn, ...(externalId !== undefined && { externalId }) },
      }),
    })),
  );
}

function listed(regions: Regions): readonly string[] {
  return regions === 'all' ? [] : regions;
}
