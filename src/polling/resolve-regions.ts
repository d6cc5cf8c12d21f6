import PQueue from 'p-queue';
import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import { listRegions } from '../aws/operations/list-regions.js';
import type { Config } from '../config/config.js';
import type { Regions } from '../config/options/regions-option.js';
import type { Kept, OmissionRule } from '../restores/omissions.js';
import type { CallFailure } from '../targets/call-failure.js';
import type { DiscoveryState } from '../targets/discovery-state.js';
import { type AccountEntry, roleOf } from '../targets/expand-targets.js';
import { type KnownLists, keepRegions } from '../targets/known-lists.js';
import { keepRefused, type RefusedRow } from '../targets/refused-row.js';
import { stsRegionOf } from '../targets/sts-region.js';

export interface ResolvedRegions {
  readonly entries: readonly AccountEntry[];
  /** By account, where the enabled ones were asked for. */
  readonly lists: KnownLists['regions'];
  /** The failures of ListRegions, in no particular order. */
  readonly failures: readonly CallFailure[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Puts the enabled regions in the place of `all`. An account whose regions cannot be listed keeps those that are
 * known; one of which none are known gets the default regions, so that it is seen to fail rather than not at all.
 */
export async function resolveRegions(
  apis: AwsApis,
  settings: Pick<Config, 'regions' | 'homeRegion' | 'globalRegion' | 'poll'>,
  accounts: readonly AccountEntry<Regions>[],
  known: DiscoveryState,
  { at, rule }: { readonly at: Date; readonly rule: OmissionRule },
  deadline: Deadline,
): Promise<ResolvedRegions> {
  const lists = new Map<string, Kept<string>>();
  const queue = new PQueue({ concurrency: settings.poll.concurrency });
  const failures: CallFailure[] = [];
  const refused: RefusedRow[] = [];
  const { homeRegion, globalRegion, regions: defaults } = settings;
  const stsRegion = stsRegionOf([homeRegion, globalRegion]);

  const resolve = async (account: AccountEntry): Promise<AccountEntry> => {
    const role = roleOf(account);
    const api = apis.forAccount(role ? { role } : {}, globalRegion);
    const listed = await listRegions(api, deadline);
    const before = known.lists?.regions.get(account.id);
    if (listed.ok) {
      refused.push(...(listed.refused ?? []));
      const enabled = (before?.rows ?? []).map((name) => ({ name, isEnabled: true }));
      const named = keepRefused(listed.value, enabled, listed.refused, ({ name }) => name);
      const kept = keepRegions(before, named, at, rule);
      lists.set(account.id, kept);
      return { ...account, regions: kept.rows };
    }
    if (before !== undefined) lists.set(account.id, before);
    failures.push({ ...listed.failure, message: `account ${account.id}: ${listed.failure.message}` });
    const watched = (known.targets ?? []).filter(({ accountId }) => accountId === account.id);
    const regions = watched.length > 0 || defaults === 'all' ? watched.map(({ region }) => region) : defaults;
    return { ...account, regions: regions.length > 0 ? regions : [homeRegion] };
  };

  const entries = accounts.map(async (account): Promise<AccountEntry> => {
    const { regions } = account;
    if (regions !== 'all') return { ...account, regions };
    return queue.add(() => resolve({ ...account, regions: [], stsRegion }));
  });
  return { entries: await Promise.all(entries), lists, failures, refused };
}
