import { createTask } from 'node-cron';
import type { Schedule } from '../config/values/schedule.js';

const hourMs = 3_600_000;
const runsLookedAt = 50;

/** Returns the runs of a schedule in an hour, on average over its next runs. */
export function runsPerHour(schedule: Schedule): number {
  if (schedule.kind === 'interval') return hourMs / schedule.every;
  const task = createTask(schedule.expression, () => undefined);
  const runs = task.getNextRuns(runsLookedAt).map((run) => run.getTime());
  void task.destroy();
  const [first = 0] = runs;
  const last = runs.at(-1) ?? first;
  return last === first ? 0 : ((runs.length - 1) * hourMs) / (last - first);
}
