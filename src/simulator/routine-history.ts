import { jobsOfRun, type RoutineAt } from './routine-jobs.js';
import { liveRun, pastRuns } from './run.js';
import type { SimulatedJob } from './simulated-job.js';

/** The jobs of one plan or on-demand restore in one account and Region that are created until the moment. */
export type RoutineHistory = (nowMs: number) => readonly SimulatedJob[];

const keptAfterVanishingMs = 3_600_000;

export function createRoutineHistory(at: RoutineAt): RoutineHistory {
  const { scenario, routine, startMs } = at;
  const past = pastRuns(routine, startMs, scenario.history).flatMap((run) => jobsOfRun(at, run));
  let live: SimulatedJob[] = [];
  let next = 0;
  return (nowMs) => {
    live = live.filter((job) => job.vanishesMs > nowMs - keptAfterVanishingMs);
    for (;;) {
      const run = liveRun(routine, startMs, next, scenario.liveSpeed);
      if (run === undefined || run.atMs > nowMs) return [...past, ...live];
      live.push(...jobsOfRun(at, run));
      next += 1;
    }
  };
}
