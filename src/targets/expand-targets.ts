import { stsRegionOf } from './sts-region.js';
import type { Target } from './target.js';
import { withoutRegions } from './without-regions.js';

export interface AccountEntry<Regions = readonly string[]> {
  readonly id: string;
  readonly name?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly regions: Regions;
  /** Globs of the regions that are left out. */
  readonly excludedRegions?: readonly string[] | undefined;
  /** Where it is not to be chosen among the regions. */
  readonly stsRegion?: string | undefined;
}

/**
 * Returns every account in every region of it that is not excluded. Without accounts, it is the account of the daemon's
 * own credentials, whose id only STS knows: it is empty until then.
 */
export function expandTargets(
  accounts: readonly AccountEntry[],
  defaultRegions: readonly string[],
  excludedRegions: readonly string[] = [],
): Target[] {
  if (accounts.length === 0) {
    return withoutRegions(defaultRegions, excludedRegions).map((region) => ({
      accountId: '',
      accountName: '',
      region,
    }));
  }
  return accounts.flatMap((account) => {
    const { id, name = id } = account;
    const regions = withoutRegions(account.regions, account.excludedRegions);
    const role = roleOf({ ...account, regions });
    return regions.map((region) => ({ accountId: id, accountName: name, region, ...(role && { role }) }));
  });
}

/** The way into the account; undefined where it is that of the daemon's own credentials. */
export function roleOf({ roleArn, externalId, regions, stsRegion }: AccountEntry): Target['role'] {
  if (roleArn === undefined) return undefined;
  const sts = stsRegion ?? stsRegionOf(regions);
  return {
    arn: roleArn,
    ...(externalId !== undefined && { externalId }),
    ...(sts !== undefined && { stsRegion: sts }),
  };
}
