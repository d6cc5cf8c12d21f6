import type { Place } from './arn.js';
import type { Incident } from './incident.js';
import { resolveRow } from './literal-row.js';
import type { RestoreJobRow } from './restore-job-row.js';
import { jobsOfRun, type RoutineAt } from './routine-jobs.js';
import { liveRun, pastRuns } from './run.js';
import type { Account, Scenario } from './scenario.js';
import { rowAt, type SimulatedJob } from './simulated-job.js';

/** The restore jobs of every account and Region, as a function of scenario, seed, start and moment. */
export interface World {
  account(idOrName: string): Account | undefined;
  isEnabled(place: Place): boolean;
  /** The rows as AWS would list them unfiltered, newest first. */
  rowsAt(place: Place, nowMs: number): RestoreJobRow[];
}

const keptAfterVanishingMs = 3_600_000;

export function createWorld(scenario: Scenario, seed: number, startMs: number): World {
  const account = (idOrName: string) =>
    scenario.accounts.find(({ id, name }) => id === idOrName || name === idOrName);
  const isOf = (place: Place) => (name: string) => account(name)?.id === place.accountId;
  const regionsOf = (accountId: string) => account(accountId)?.regions ?? scenario.regions;
  const histories = new Map<string, (nowMs: number) => readonly SimulatedJob[]>();

  const incidentOf = (place: Place, planName: string) => (resourceType: string, createdMs: number) =>
    scenario.incidents.find(
      (one) =>
        createdMs >= startMs + one.from &&
        createdMs < startMs + one.until &&
        (one.plan ?? planName) === planName &&
        (one.region ?? place.region) === place.region &&
        (one.resourceType ?? resourceType) === resourceType &&
        (one.account === undefined || isOf(place)(one.account)),
    ) satisfies Incident | undefined;

  const historyOf = (place: Place) => {
    const key = `${place.accountId}/${place.region}`;
    const known = histories.get(key);
    if (known !== undefined) return known;
    const routines = [...scenario.plans, ...scenario.onDemand]
      .filter(({ accounts }) => accounts?.some(isOf(place)) ?? true)
      .filter(({ regions }) => regions?.includes(place.region) ?? true)
      .map((routine) =>
        routineHistory(
          { scenario, seed, place, routine, incidentAt: incidentOf(place, routine.name) },
          startMs,
        ),
      );
    const history = (nowMs: number) => routines.flatMap((jobsUpTo) => jobsUpTo(nowMs));
    histories.set(key, history);
    return history;
  };

  const literalRows = (place: Place, nowMs: number) =>
    scenario.jobs
      .filter(({ account: name, region }) => isOf(place)(name) && region === place.region)
      .filter(({ from }) => from === undefined || nowMs >= startMs + from)
      .filter(({ until }) => until === undefined || nowMs < startMs + until)
      .flatMap(({ rows }) => rows.map((row) => resolveRow(row, startMs)));

  const isEnabled = ({ accountId, region }: Place) => regionsOf(accountId).includes(region);
  return {
    account,
    isEnabled,
    rowsAt: (place, nowMs) => {
      if (account(place.accountId) === undefined || !isEnabled(place)) return [];
      const rows = historyOf(place)(nowMs).flatMap((job) => rowAt(job, nowMs) ?? []);
      return [...rows, ...literalRows(place, nowMs)].toSorted(
        (a, b) => (b.CreationDate ?? 0) - (a.CreationDate ?? 0),
      );
    },
  };
}

function routineHistory(at: RoutineAt, startMs: number): (nowMs: number) => readonly SimulatedJob[] {
  const { scenario, routine } = at;
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
