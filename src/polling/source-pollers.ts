import type { Config } from '../config/config.js';
import type { Schedule } from '../config/schedule.js';
import type { Target } from '../targets/target.js';
import { type Source, sources } from '../targets/target-state.js';
import type { Poller } from './poller.js';
import { hasMoreToRead } from './read-resources.js';
import { startSchedule } from './schedule.js';
import type { TargetStates } from './target-states.js';

/** What polls each source that is enabled, and when. */
export type SourcePollers = ReadonlyMap<Source, { readonly poller: Poller; readonly schedule: Schedule }>;

export function createSourcePollers(
  config: Pick<Config, 'poll' | 'plans' | 'resources' | 'summaries'>,
  createPoller: (source: Source) => Poller,
): SourcePollers {
  const { poll: jobs, plans, resources, summaries } = config;
  const settings = { jobs: { ...jobs, enabled: true }, plans, resources, summaries };
  const enabled = sources.filter((source) => settings[source].enabled);
  return new Map(
    enabled.map((source) => [source, { poller: createPoller(source), schedule: settings[source].schedule }]),
  );
}

/**
 * Starts every source on its schedule. The slow ones are read between times, with the jobs, of targets that
 * answer but whose last reading failed, or had to leave something for later.
 */
export function startSourcePollers(
  pollers: SourcePollers,
  states: TargetStates,
  settings: { readonly describeLimit: number },
): { stop(): void } {
  const isOwed = (source: Source, target: Target) => {
    const state = states.of(target);
    const { jobs, [source]: reading } = state.sources;
    if (jobs === undefined || jobs.failure !== undefined || reading === undefined) return false;
    if (reading.failure !== undefined) return true;
    return source === 'resources' && settings.describeLimit > 0 && hasMoreToRead(state);
  };

  const started = [...pollers.values()].map(({ poller, schedule }) =>
    startSchedule(schedule, () => void poller.tick()),
  );
  const jobs = pollers.get('jobs');
  if (jobs !== undefined) {
    started.push(
      startSchedule(jobs.schedule, () => {
        for (const [source, { poller }] of pollers) {
          if (source !== 'jobs') void poller.tick((target) => isOwed(source, target));
        }
      }),
    );
  }
  return {
    stop: () => {
      for (const schedule of started) schedule.stop();
    },
  };
}
