import { schedule as startCron } from 'node-cron';

/** A node-cron expression, or a fixed interval. */
export type Schedule = { readonly cron: string } | { readonly everyMs: number };

/** Calls `tick` at once and then on schedule, until it is stopped. */
export function startSchedule(schedule: Schedule, tick: () => void): { stop(): void } {
  tick();
  if ('everyMs' in schedule) {
    const timer = setInterval(tick, schedule.everyMs);
    return { stop: () => clearInterval(timer) };
  }
  const task = startCron(schedule.cron, tick);
  return { stop: () => void task.destroy() };
}
