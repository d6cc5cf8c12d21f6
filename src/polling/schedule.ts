import { schedule as startCron } from 'node-cron';
import type { Schedule } from '../config/schedule.js';

/** Calls `tick` at once and then on schedule, until it is stopped. */
export function startSchedule(schedule: Schedule, tick: () => void): { stop(): void } {
  tick();
  if (schedule.kind === 'interval') {
    const timer = setInterval(tick, schedule.every);
    return { stop: () => clearInterval(timer) };
  }
  const task = startCron(schedule.expression, tick);
  return { stop: () => void task.destroy() };
}
