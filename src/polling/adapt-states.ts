import { isDeepStrictEqual } from 'node:util';
import { askedUnits } from '../config/asked-units.js';
import type { Config } from '../config/config.js';
import { isReadIn, type Source } from '../sources/source.js';
import { sources } from '../sources/sources.js';
import { targetsOfShard } from '../targets/sharding.js';
import { type Target, targetKey } from '../targets/target.js';
import { forgetSource } from '../targets/target-state.js';
import { namedTargets, needsDiscovery } from './discover-targets.js';
import type { TargetStates } from './target-states.js';

/** Returns true if the new configuration looks for targets in another way. */
export function needsNewDiscovery(before: Config, after: Config): boolean {
  return !isDeepStrictEqual(discoverySettings(before), discoverySettings(after));
}

function discoverySettings(config: Config): unknown {
  const { accounts, organization, regions, exclude, partition, homeRegion, globalRegion, poll, omissions } =
    config;
  const { schedule: _, ...filters } = organization ?? {};
  const { concurrency, deadline } = poll;
  return {
    accounts,
    filters,
    needs: needsDiscovery(config),
    regions,
    exclude,
    partition,
    homeRegion,
    globalRegion,
    concurrency,
    deadline,
    omissions,
    units: organization && askedUnits(config),
  };
}

/** The targets to go on with: those that are named, and until AWS has been asked those that are known. */
export function targetsAfter(config: Config, states: TargetStates): Target[] {
  const named = targetsOfShard(namedTargets(config), config.sharding);
  if (!needsDiscovery(config)) return named;
  const keys = new Set(named.map(targetKey));
  const known = states.all().map(({ target }) => target);
  return [...named, ...known.filter((target) => !keys.has(targetKey(target)))];
}

/** The sources whose facts are those of another question, or of none any more. */
export function obsoleteSources(before: Config, after: Config): readonly Source[] {
  return sources.filter(
    (source) =>
      (source.options(before).enabled && !source.options(after).enabled) ||
      !isDeepStrictEqual(source.asks?.(before), source.asks?.(after)),
  );
}

/** Fits what is known to the new configuration. */
export function adaptStates(states: TargetStates, before: Config, after: Config): void {
  const obsolete = obsoleteSources(before, after);
  dropUnread(states, after);
  for (const { target } of states.all()) {
    for (const { id } of obsolete) states.update(target, (state) => forgetSource(state, id));
    for (const { adapt } of sources) {
      if (adapt !== undefined) states.update(target, (state) => adapt(state, before, after));
    }
  }
}

/** Forgets what is known of sources of targets of which they are not read. */
export function dropUnread(states: TargetStates, config: Config): void {
  for (const { target, sources: known } of states.all()) {
    for (const source of sources) {
      if (known[source.id] === undefined || isReadIn(source, config, target)) continue;
      states.update(target, (state) => forgetSource(state, source.id));
    }
  }
}
