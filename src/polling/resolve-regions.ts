import PQueue from 'p-queue';
import type { AwsSessions } from '../aws/create-sessions.js';
import type { Deadline } from '../aws/deadline.js';
import { listRegions } from '../aws/list-regions.js';
import type { Config } from '../config/config.js';
import type { Regions } from '../config/regions-option.js';
import type { CallFailure } from '../targets/call-failure.js';
import { type AccountEntry, roleOf } from '../targets/expand-targets.js';
import { keepRefused, type RefusedRow } from '../targets/refused-row.js';
import { stsRegionOf } from '../targets/sts-region.js';
import type { Target } from '../targets/target.js';

export interface ResolvedRegions {
  readonly entries: readonly AccountEntry[];
  /** Why the regions of some accounts could not be listed, in no particular order. */
  readonly failures: readonly CallFailure[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Puts the enabled regions in the place of `all`. An account whose regions cannot be listed keeps those that are
 * known; one of which none are known gets the default regions, so that it is seen to fail rather than not at all.
 */
export async function resolveRegions(
  sessions: AwsSessions,
  settings: Pick<Config, 'regions' | 'homeRegion' | 'globalRegion' | 'poll'>,
  accounts: readonly AccountEntry<Regions>[],
  known: readonly Target[],
  deadline: Deadline,
): Promise<ResolvedRegions> {
  const queue = new PQueue({ concurrency: settings.poll.concurrency });
  const failures: CallFailure[] = [];
  const refused: RefusedRow[] = [];
  const { homeRegion, globalRegion, regions: defaults } = settings;
  const stsRegion = stsRegionOf([homeRegion, globalRegion]);

  const resolve = async (account: AccountEntry): Promise<AccountEntry> => {
    const role = roleOf(account);
    const session = sessions.forAccount(role ? { role } : {}, globalRegion);
    const listed = await listRegions(session, deadline);
    const before = known.filter(({ accountId }) => accountId === account.id).map(({ region }) => region);
    if (listed.ok) {
      refused.push(...(listed.refused ?? []));
      return { ...account, regions: keepRefused(listed.value, before, listed.refused, (name) => name) };
    }
    failures.push({ ...listed.failure, message: `account ${account.id}: ${listed.failure.message}` });
    const regions = before.length > 0 || defaults === 'all' ? before : defaults;
    return { ...account, regions: regions.length > 0 ? regions : [homeRegion] };
  };

  const entries = accounts.map(async (account): Promise<AccountEntry> => {
    const { regions } = account;
    if (regions !== 'all') return { ...account, regions };
    return queue.add(() => resolve({ ...account, regions: [], stsRegion }));
  });
  return { entries: await Promise.all(entries), failures, refused };
}
