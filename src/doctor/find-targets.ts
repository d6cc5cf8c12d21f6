import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import { discoverTargets, namedTargets, needsDiscovery } from '../polling/discover-targets.js';
import type { CallResult } from '../targets/call-failure.js';
import type { Discovered } from '../targets/discovery-state.js';
import { factsOf, type Reading } from '../targets/reading.js';
import { targetsOfShard } from '../targets/sharding.js';
import type { Target } from '../targets/target.js';
import { type Finding, findingOf } from './finding.js';

export interface FoundTargets {
  readonly targets: readonly Target[];
  /** The targets that have a problem before any call is made for them. */
  readonly wrong: ReadonlyMap<Target, Finding>;
  /** The problems of the process as a whole, such as credentials that do not load. */
  readonly findings: readonly Finding[];
  readonly organizationalUnits?: Discovered['organizationalUnits'];
}

/** Finds the targets that this process would watch, and the problems of the daemon's own credentials. */
export async function findTargets(apis: AwsApis, config: Config, deadline: Deadline): Promise<FoundTargets> {
  const own = await apis.ownAccountId(config.homeRegion, deadline);
  const discovered: Reading<Omit<Discovered, 'lists'>> =
    own.ok && needsDiscovery(config)
      ? await discoverTargets(apis, config, {}, new Date(), deadline)
      : { ok: true, value: { targets: namedTargets(config) } };
  const { targets: all = [], organizationalUnits } = factsOf(discovered) ?? {};
  const targets = targetsOfShard(all, config.sharding).map((target) => identified(target, own));
  // The accounts whose regions cannot be listed show it themselves.
  const isShown = !discovered.ok && discovered.failure.operation === 'ListRegions';
  const failures = discovered.ok || isShown ? [] : [findingOf(discovered.failure)];
  const none: Finding[] =
    own.ok && failures.length === 0 && targets.length === 0
      ? [{ reason: 'no_target', message: 'There is nothing to watch.' }]
      : [];
  return {
    targets,
    organizationalUnits,
    wrong: new Map(targets.flatMap((target) => wrongOf(target, own))),
    findings: [...(own.ok || targets.length > 0 ? [] : [findingOf(own.failure)]), ...failures, ...none],
  };
}

function identified(target: Target, own: CallResult<string>): Target {
  if (target.accountId !== '' || !own.ok) return target;
  return { ...target, accountId: own.value, accountName: own.value };
}

function wrongOf(target: Target, own: CallResult<string>): [Target, Finding][] {
  const { role, ...place } = target;
  if (!own.ok) return [[target, findingOf(own.failure, place)]];
  if (role !== undefined || target.accountId === own.value) return [];
  const message = `The daemon's own credentials belong to account ${own.value}, not to ${target.accountId}.`;
  return [[target, { reason: 'wrong_account', target, message }]];
}

/** One target of each account whose regions are those that are enabled. */
export function targetsThatListRegions(
  { accounts, organization, regions }: Config,
  targets: readonly Target[],
): ReadonlySet<Target> {
  const listed = new Map(accounts.map((account) => [account.id, account.regions]));
  const others = accounts.length === 0 && organization === undefined ? regions : organization?.regions;
  const firsts = new Map<string, Target>();
  for (const target of targets) {
    const wanted = listed.get(target.accountId) ?? others;
    if (wanted === 'all' && !firsts.has(target.accountId)) firsts.set(target.accountId, target);
  }
  return new Set(firsts.values());
}
