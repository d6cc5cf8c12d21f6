import { isPresent } from '../scenario/scenario-time.js';
import { jobsOfRun, type RoutineAt } from './jobs-of-run.js';
import { lastLiveRun, liveRun, plannedRuns, type Run } from './run.js';
import type { SimulatedJob } from './simulated-job.js';

/** The past of one plan or on-demand restore in one account and Region. */
export interface RoutineHistory {
  readonly at: RoutineAt;
  /** Its jobs that are created until the moment. */
  jobsUntil(nowMs: number): readonly SimulatedJob[];
  lastRunUntil(nowMs: number): Run | undefined;
}

const keptAfterVanishingMs = 3_600_000;

export function createRoutineHistory(at: RoutineAt): RoutineHistory {
  const { scenario, routine, startMs } = at;
  const { stalled = Number.POSITIVE_INFINITY, runsEmpty = Number.POSITIVE_INFINITY } =
    'startWindow' in routine ? routine : {};
  const jobsOf = (run: Run) => (run.atMs < startMs + runsEmpty ? jobsOfRun(at, run) : []);
  const presence = 'startWindow' in routine ? routine : {};
  const planned = plannedRuns(routine, startMs, scenario.history).filter(
    ({ atMs }) => atMs < startMs + stalled && isPresent(presence, atMs - startMs),
  );
  const past = planned.flatMap(jobsOf);
  let live: SimulatedJob[] = [];
  let next = 0;
  return {
    at,
    jobsUntil: (nowMs) => {
      live = live.filter((job) => job.vanishesMs > nowMs - keptAfterVanishingMs);
      for (;;) {
        const run = liveRun(routine, startMs, next, scenario.liveSpeed);
        if (run === undefined || run.atMs > nowMs || run.atMs >= startMs + stalled) return [...past, ...live];
        live.push(...jobsOf(run));
        next += 1;
      }
    },
    lastRunUntil: (nowMs) => {
      const untilMs = Math.min(nowMs, startMs + stalled - 1);
      return (
        lastLiveRun(routine, startMs, untilMs, scenario.liveSpeed) ??
        planned.findLast(({ atMs }) => atMs <= untilMs)
      );
    },
  };
}
