import {
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan } from './a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from './a-restore-job.js';

export type Fate = 'good' | 'empty' | 'missed';

/** A plan that starts each day at 05:00, and what came of its runs; day 0 is the Monday. */
export interface PlannedWorld {
  readonly startWindowMs: number;
  readonly fateOf: (day: number) => Fate;
  /** How long after the start each job of a run is created. */
  readonly lagsMs: (day: number) => readonly number[];
  /** How long after the start LastExecutionTime is. */
  readonly executionLagMs?: number;
  /** LastUpdateTime, where it moves though nothing of the schedule changes. */
  readonly updatedAt?: (now: Date) => Date;
}

export interface RateLimiter {
  readonly jobsMs: number;
  readonly plansMs: number;
  /** How long after `from` the first reading of jobs and that of plans are. */
  readonly phaseMs: { readonly jobs: number; readonly plans: number };
}

const firstDay = -40;
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const target = { accountId: '111122223333', accountName: 'production', region: 'eu-central-1' };
const startOf = (day: number) => later(monday, day * dayMs);

/** What the daemon knows after each of its readings, from its start at `from` on. */
export function* statesOver(
  world: PlannedWorld,
  pace: RateLimiter,
  from: Date,
  until: Date,
): Iterable<TargetState> {
  let state = newTargetState(target);
  const jobs = jobsOf(world, until);
  let nextPlans = from.getTime() + pace.phaseMs.plans;
  let nextJobs = from.getTime() + pace.phaseMs.jobs;
  for (;;) {
    const nowMs = Math.min(nextPlans, nextJobs);
    if (nowMs > until.getTime()) return;
    const reading = { at: new Date(nowMs), durationSeconds: 1 };
    if (nextPlans === nowMs) {
      state = recordPlansReading(state, reading, [planAt(world, reading.at)]).state;
      nextPlans += pace.plansMs;
    } else {
      const known = state.restores.jobs;
      const listed = jobs.filter(({ id, createdAt }) => createdAt <= reading.at && !known.has(id));
      const facts = { jobs: listed, gone: [], listedAt: reading.at };
      state = recordJobsReading(state, reading, facts, settings).state;
      nextJobs += pace.jobsMs;
    }
    yield state;
  }
}

function planAt({ startWindowMs, fateOf, executionLagMs = 0, updatedAt }: PlannedWorld, now: Date) {
  let day = Math.floor((now.getTime() - executionLagMs - monday.getTime()) / dayMs);
  while (fateOf(day) === 'missed') day--;
  return aPlan({
    startWindowMs,
    createdAt: startOf(firstDay - 1),
    updatedAt: updatedAt?.(now),
    lastExecutedAt: later(startOf(day), executionLagMs),
  });
}

function jobsOf({ fateOf, lagsMs }: PlannedWorld, until: Date) {
  const days = Array.from({ length: Math.ceil((until.getTime() - startOf(firstDay).getTime()) / dayMs) });
  return days
    .map((_, index) => firstDay + index)
    .filter((day) => fateOf(day) === 'good')
    .flatMap((day) =>
      lagsMs(day).map((lagMs, index) => {
        const createdAt = later(startOf(day), lagMs);
        return aRestoreTest({
          id: `${day}/${index}`,
          createdAt,
          validation: 'SUCCESSFUL',
          deletion: 'SUCCESSFUL',
        });
      }),
    );
}

/** What the alert rules read of the daily plan. */
export function judgementOf(state: TargetState): { isOverdue: boolean; testedNothing: boolean } {
  const { history, runs } = state.planRecords.get('daily') ?? {};
  const dueMs = history?.due?.getTime() ?? 0;
  return {
    isOverdue: dueMs > (runs?.closedStart?.getTime() ?? 0),
    testedNothing: runs?.closed?.jobs === 0,
  };
}

export const startWindowsHours = [1, 4, 23, 24, 48, 168];
export { hourMs };
