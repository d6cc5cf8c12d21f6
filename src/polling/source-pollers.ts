import type { Config } from '../config/config.js';
import { isConfirmationDue, isConfirmed, type OmissionRule } from '../restores/omissions.js';
import { omissionRule } from '../sources/omission-rule.js';
import { isReadIn, type Source } from '../sources/source.js';
import { sources } from '../sources/sources.js';
import type { SourceState } from '../targets/source-state.js';
import type { Target } from '../targets/target.js';
import type { Poller } from './poller.js';
import type { ScheduledWork } from './schedules.js';
import type { TargetStates } from './target-states.js';

/** The poller of each source. */
export type SourcePollers = ReadonlyMap<Source, Poller>;

export function createSourcePollers(createPoller: (source: Source) => Poller): SourcePollers {
  return new Map(sources.map((source) => [source, createPoller(source)]));
}

/** The pollers of the sources that are read of any target. */
export function enabledPollers(pollers: SourcePollers, config: Config): [Source, Poller][] {
  return [...pollers].filter(([source]) => source.options(config).enabled);
}

/**
 * Every enabled source on its schedule. The slow ones are read between times, with the jobs, of targets that
 * answer but whose last reading failed, had to leave something for later, or left out what is to be confirmed now.
 */
export function sourceSchedules(
  config: Config,
  pollers: SourcePollers,
  states: TargetStates,
): [string, ScheduledWork][] {
  const enabled = enabledPollers(pollers, config);
  const rule = omissionRule(config);
  const isOwed = (source: Source, target: Target) => {
    if (!isReadIn(source, config, target)) return false;
    const state = states.of(target);
    const { jobs, [source.id]: reading } = state.sources;
    if (jobs === undefined || jobs.failure !== undefined || reading === undefined) return false;
    if (reading.isUnavailable) return isToBeConfirmed(reading, state.asOf, rule);
    if (reading.failure !== undefined) return true;
    if (isConfirmationDue(source.omissions?.(state) ?? [], state.asOf, rule)) return true;
    return source.hasMoreToRead?.(state, config) === true;
  };
  const pollOwed = () => {
    for (const [source, poller] of enabled) void poller.tick((target) => isOwed(source, target));
  };
  const owedBy = enabled.map(([source]) => [source.id, source.hasMoreToRead && source.options(config)]);
  return [
    ...enabled.map(([source, poller]): [string, ScheduledWork] => {
      const options = source.options(config);
      const tick = () => void poller.tick((target) => isReadIn(source, config, target));
      return [source.id, { schedule: options.schedule, settings: options, tick }];
    }),
    [
      'owed',
      { schedule: config.poll.schedule, settings: [owedBy, rule], tick: pollOwed, goesWithJobs: true },
    ],
  ];
}

/** Returns true until the source has been unavailable for long enough; after that, it is read on its own schedule. */
function isToBeConfirmed({ missing }: SourceState, now: Date, rule: OmissionRule): boolean {
  return missing !== undefined && !isConfirmed(missing, now, rule) && isConfirmationDue([missing], now, rule);
}
