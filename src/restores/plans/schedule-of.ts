import { type PlanSchedule, planSchedule } from './plan-schedule.js';
import type { RestoreTestingPlan } from './restore-testing-plan.js';

const keptSchedules = 64;

/** Most plans of an organization share a few expressions, and one that is read takes much more room than its text. */
const kept = new Map<string, PlanSchedule | undefined>();

/** Reads the schedule of a plan; undefined where it cannot be understood. */
export function scheduleOf({
  schedule,
  timezone,
}: Pick<RestoreTestingPlan, 'schedule' | 'timezone'>): PlanSchedule | undefined {
  const key = `${schedule} ${timezone}`;
  if (kept.has(key)) return kept.get(key);
  const parsed = planSchedule(schedule, timezone);
  const read = parsed.ok ? parsed.value : undefined;
  kept.set(key, read);
  const [oldest] = kept.keys();
  if (kept.size > keptSchedules && oldest !== undefined) kept.delete(oldest);
  return read;
}
