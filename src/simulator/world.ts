import type { Place } from './arn.js';
import { resolveRow } from './literal-row.js';
import type { RestoreJobRow } from './restore-job-row.js';
import { createRoutineHistory, type RoutineHistory } from './routine-history.js';
import type { Account, Scenario } from './scenario.js';
import { rowAt } from './simulated-job.js';

/** The restore jobs of every account and Region, as a function of scenario, seed, start and moment. */
export interface World {
  account(idOrName: string): Account | undefined;
  isEnabled(place: Place): boolean;
  /** The rows as AWS would list them unfiltered, newest first. */
  rowsAt(place: Place, nowMs: number): RestoreJobRow[];
}

export function createWorld(scenario: Scenario, seed: number, startMs: number): World {
  const account = (idOrName: string) =>
    scenario.accounts.find(({ id, name }) => id === idOrName || name === idOrName);
  const isIn = ({ accountId, region }: Place, accounts?: readonly string[], regions?: readonly string[]) =>
    (accounts?.some((name) => account(name)?.id === accountId) ?? true) &&
    (regions?.includes(region) ?? true);
  const isEnabled = ({ accountId, region }: Place) =>
    isIn({ accountId, region }, [accountId], account(accountId)?.regions ?? scenario.regions);

  const historiesOf = (place: Place): RoutineHistory[] =>
    [...scenario.plans, ...scenario.onDemand]
      .filter(({ accounts, regions }) => isIn(place, accounts, regions))
      .map((routine) => {
        const incidents = scenario.incidents.filter(({ account: name, region, plan }) => {
          const isMeant = isIn(
            place,
            name === undefined ? name : [name],
            region === undefined ? region : [region],
          );
          return isMeant && (plan ?? routine.name) === routine.name;
        });
        return createRoutineHistory({ scenario, seed, place, routine, incidents, startMs });
      });

  const known = new Map<string, RoutineHistory[]>();
  const simulatedRows = (place: Place, nowMs: number) => {
    const key = `${place.accountId}/${place.region}`;
    const histories = known.get(key) ?? historiesOf(place);
    known.set(key, histories);
    return histories.flatMap((jobsUpTo) => jobsUpTo(nowMs)).flatMap((job) => rowAt(job, nowMs) ?? []);
  };

  const literalRows = (place: Place, nowMs: number) =>
    scenario.jobs
      .filter(({ account: name, region }) => isIn(place, [name], [region]))
      .filter(({ from }) => from === undefined || nowMs >= startMs + from)
      .filter(({ until }) => until === undefined || nowMs < startMs + until)
      .flatMap(({ rows }) => rows.map((row) => resolveRow(row, startMs)));

  const rowsAt = (place: Place, nowMs: number) => {
    if (!isEnabled(place)) return [];
    const rows = [...simulatedRows(place, nowMs), ...literalRows(place, nowMs)];
    return rows.toSorted((a, b) => (b.CreationDate ?? 0) - (a.CreationDate ?? 0));
  };
  return { account, isEnabled, rowsAt };
}
