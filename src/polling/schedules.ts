import { isDeepStrictEqual } from 'node:util';
import type { Schedule } from '../config/values/schedule.js';
import type { Emit } from '../events.js';
import { startSchedule } from './schedule.js';

export interface ScheduledWork {
  readonly schedule: Schedule;
  readonly tick: () => void;
  /** The settings that the work depends on besides its schedule: it is begun anew when they change. */
  readonly settings?: unknown;
  /** True for work that goes with the schedule of the jobs, whose lateness is reported once. */
  readonly goesWithJobs?: true;
}

export interface Schedules {
  /**
   * Ticks for this work only from now on. What is new or differs ticks at once, and is named; the rest is left as
   * it is, so that changing something else over and over does not put it off.
   */
  follow(wanted: ReadonlyMap<string, ScheduledWork>): ReadonlySet<string>;
  stop(): void;
}

/**
 * Runs the work on its schedules. Calls `late` with the name of work that begins late, and the delay in milliseconds.
 */
export function createSchedules(emit: Emit<'runLate'>): Schedules {
  const running = new Map<string, { readonly work: ScheduledWork; stop(): void }>();

  function stop(name: string): void {
    running.get(name)?.stop();
    running.delete(name);
  }

  return {
    follow(wanted) {
      for (const [name, { work }] of running) if (!isSame(work, wanted.get(name))) stop(name);
      const begun = [...wanted].filter(([name]) => !running.has(name));
      for (const [name, work] of begun) {
        const schedule = startSchedule(work.schedule, work.tick, (lateMs) => {
          if (!work.goesWithJobs) emit('runLate', { schedule: name, lateMs });
        });
        running.set(name, { work, ...schedule });
      }
      return new Set(begun.map(([name]) => name));
    },
    stop() {
      for (const name of running.keys()) stop(name);
    },
  };
}

function isSame(work: ScheduledWork, other: ScheduledWork | undefined): boolean {
  return isDeepStrictEqual([work.schedule, work.settings], [other?.schedule, other?.settings]);
}
