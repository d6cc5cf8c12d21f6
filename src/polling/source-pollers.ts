import type { Config } from '../config/config.js';
import { readsSource, type SourceOptions } from '../config/reads-source.js';
import type { Schedule } from '../config/values/schedule.js';
import { isConfirmationDue, isConfirmed, type Omission, type OmissionRule } from '../restores/omissions.js';
import { omissionRule } from '../sources/omission-rule.js';
import { hasMoreToRead } from '../sources/read-resources.js';
import type { SourceState } from '../targets/source-state.js';
import type { Target } from '../targets/target.js';
import { type Source, sources, type TargetState } from '../targets/target-state.js';
import type { Poller } from './poller.js';
import type { ScheduledWork } from './schedules.js';
import type { TargetStates } from './target-states.js';

/** What polls each source. */
export type SourcePollers = Readonly<Record<Source, Poller>>;

type SourcesConfig = Pick<Config, 'poll' | 'plans' | 'resources' | 'summaries' | 'omissions'>;

export function createSourcePollers(createPoller: (source: Source) => Poller): SourcePollers {
  return {
    jobs: createPoller('jobs'),
    plans: createPoller('plans'),
    resources: createPoller('resources'),
    summaries: createPoller('summaries'),
  };
}

/** Whether the source is read of the target. */
export function isReadOf(config: SourceOptions, source: Source, target: Target): boolean {
  return source === 'jobs' || readsSource(config, source, target);
}

/** The sources that are read of any target. */
export function enabledSources(config: SourcesConfig): Source[] {
  return sources.filter((source) => source === 'jobs' || config[source].enabled);
}

/**
 * Every enabled source on its schedule. The slow ones are read between times, with the jobs, of targets that
 * answer but whose last reading failed, had to leave something for later, or left out what is to be confirmed now.
 */
export function sourceSchedules(
  config: SourcesConfig,
  pollers: SourcePollers,
  states: TargetStates,
): [Source | 'owed', ScheduledWork][] {
  const enabled = enabledSources(config);
  const rule = omissionRule(config);
  const isOwed = (source: Source, target: Target) => {
    if (!isReadOf(config, source, target)) return false;
    const state = states.of(target);
    const { jobs, [source]: reading } = state.sources;
    if (jobs === undefined || jobs.failure !== undefined || reading === undefined) return false;
    if (reading.isUnavailable) return isToBeConfirmed(reading, state.asOf, rule);
    if (reading.failure !== undefined) return true;
    if (isConfirmationDue(omissionsOf(state, source), state.asOf, rule)) return true;
    return source === 'resources' && config.resources.describeLimit > 0 && hasMoreToRead(state);
  };
  const pollOwed = () => {
    for (const source of enabled) {
      if (source !== 'jobs') void pollers[source].tick((target) => isOwed(source, target));
    }
  };
  return [
    ...enabled.map((source): [Source, ScheduledWork] => [
      source,
      {
        ...settingsOf(source, config),
        tick: () => void pollers[source].tick((target) => isReadOf(config, source, target)),
      },
    ]),
    ['owed', { schedule: config.poll.schedule, settings: [enabled, config.resources, rule], tick: pollOwed }],
  ];
}

/** What has been unavailable for long enough is read on its own schedule. */
function isToBeConfirmed({ missing }: SourceState, now: Date, rule: OmissionRule): boolean {
  return missing !== undefined && !isConfirmed(missing, now, rule) && isConfirmationDue([missing], now, rule);
}

function omissionsOf({ omissions }: TargetState, source: Source): Omission[] {
  if (source === 'plans') return [...omissions.plans.values(), ...omissions.selections.values()];
  return source === 'resources' ? [...omissions.resources.values()] : [];
}

function settingsOf(source: Source, config: SourcesConfig): { schedule: Schedule; settings: unknown } {
  if (source === 'jobs') return { schedule: config.poll.schedule, settings: undefined };
  return { schedule: config[source].schedule, settings: config[source] };
}
