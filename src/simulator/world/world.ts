import { resolveRow } from '../scenario/literal-row.js';
import { type ProtectedResourceRow, resolveProtectedResource } from '../scenario/protected-resource-row.js';
import type { TaggedResourceRow } from '../scenario/resource-tags.js';
import type { RestoreJobRow } from '../scenario/restore-job-row.js';
import type { Account, Scenario } from '../scenario/scenario.js';
import { isPresent, type Presence } from '../scenario/scenario-time.js';
import { resolveTestingPlan, type TestingPlan } from '../scenario/testing-plan-row.js';
import type { AccountRegion } from './arn.js';
import { isListedThere, sourcePlace } from './copy.js';
import { type BackedUp, protectedResourceRows } from './protected-resource-rows.js';
import { instancesOf } from './resource-instance.js';
import { createRoutineHistory, type RoutineHistory } from './routine-history.js';
import { rowAt } from './simulated-job.js';
import { taggedResources } from './tagged-resources.js';
import { testingPlansOf } from './testing-plans.js';

/** The facts of AWS Backup in every account and Region, as a function of scenario, seed, start and moment. */
export interface World {
  account(idOrName: string): Account | undefined;
  isEnabled(place: AccountRegion): boolean;
  /** The restore jobs as AWS would list them unfiltered, newest first. */
  rowsAt(place: AccountRegion, nowMs: number): RestoreJobRow[];
  testingPlansAt(place: AccountRegion, nowMs: number): TestingPlan[];
  protectedResourcesAt(place: AccountRegion, nowMs: number): ProtectedResourceRow[];
  taggedResourcesAt(place: AccountRegion, nowMs: number): TaggedResourceRow[];
}

/** The latest of the offsets that has passed; the first while none has. */
function lastOf(offsets: readonly number[] | undefined, startMs: number, nowMs: number): number | undefined {
  if (offsets === undefined) return undefined;
  const times = offsets.map((scenarioTime) => startMs + scenarioTime).toSorted((a, b) => a - b);
  return times.findLast((time) => time <= nowMs) ?? times[0];
}

interface Literal<Row> extends Presence {
  readonly account: string;
  readonly region: string;
  readonly rows: readonly Row[];
}

export function createWorld(scenario: Scenario, seed: number, startMs: number): World {
  const account = (idOrName: string) =>
    scenario.accounts.find(({ id, name }) => id === idOrName || name === idOrName);
  const isIn = (
    { accountId, region }: AccountRegion,
    accounts?: readonly string[],
    regions?: readonly string[],
  ) =>
    (accounts?.some((name) => account(name)?.id === accountId) ?? true) &&
    (regions?.includes(region) ?? true);
  const isEnabled = ({ accountId, region }: AccountRegion) =>
    isIn({ accountId, region }, [accountId], account(accountId)?.regions ?? scenario.regions);

  const newHistories = (place: AccountRegion): RoutineHistory[] =>
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
  const historiesOf = (place: AccountRegion): RoutineHistory[] => {
    if (!isEnabled(place)) return [];
    const key = `${place.accountId}/${place.region}`;
    const histories = known.get(key) ?? newHistories(place);
    known.set(key, histories);
    return histories;
  };
  const jobsUntil = (place: AccountRegion, nowMs: number) =>
    historiesOf(place).flatMap((history) => history.jobsUntil(nowMs));

  const literalRows = <Row>(list: ReadonlyArray<Literal<Row>>, place: AccountRegion, nowMs: number): Row[] =>
    list
      .filter(({ account: name, region }) => isEnabled(place) && isIn(place, [name], [region]))
      .filter((listed) => isPresent(listed, nowMs - startMs))
      .flatMap(({ rows }) => rows);

  const backedUpAt = (place: AccountRegion, nowMs: number): BackedUp[] => [
    ...historiesOf(place)
      .flatMap(({ at }) => at.routine.resources.filter(({ hasRecoveryPoint }) => hasRecoveryPoint))
      .filter((resource) => isPresent(resource, nowMs - startMs) && isListedThere(resource))
      .flatMap((resource) => {
        const lastBackupMs = lastOf(resource.backups, startMs, nowMs);
        return instancesOf(resource, sourcePlace(resource, place, scenario)).map((instance) => ({
          ...instance,
          lastBackupMs,
        }));
      }),
    ...scenario.protected
      .filter(({ accounts, regions }) => isEnabled(place) && isIn(place, accounts, regions))
      .filter(isListedThere)
      .flatMap(({ lastBackup, ...resource }) => {
        const lastBackupMs = lastBackup === undefined ? undefined : startMs + lastBackup;
        return instancesOf(resource, sourcePlace(resource, place, scenario)).map((instance) => ({
          ...instance,
          lastBackupMs,
        }));
      }),
  ];

  const protectedAt = (place: AccountRegion, nowMs: number): ProtectedResourceRow[] => [
    ...protectedResourceRows(backedUpAt(place, nowMs), {
      place,
      seed,
      nowMs,
      jobs: jobsUntil(place, nowMs),
    }),
    ...literalRows(scenario.protectedResources, place, nowMs).map((row) =>
      resolveProtectedResource(row, startMs),
    ),
  ];

  return {
    account,
    isEnabled,
    rowsAt: (place, nowMs) => {
      const simulated = jobsUntil(place, nowMs).flatMap((job) => rowAt(job, nowMs) ?? []);
      const literal = literalRows(scenario.jobs, place, nowMs).map((row) => resolveRow(row, startMs));
      return [...simulated, ...literal].toSorted((a, b) => (b.CreationDate ?? 0) - (a.CreationDate ?? 0));
    },
    testingPlansAt: (place, nowMs) => [
      ...testingPlansOf(historiesOf(place), nowMs),
      ...literalRows(scenario.testingPlans, place, nowMs).map((row) => resolveTestingPlan(row, startMs)),
    ],
    protectedResourcesAt: protectedAt,
    taggedResourcesAt: (place, nowMs) => {
      const tags = scenario.tags
        .filter(({ accounts, regions }) => isIn(place, accounts, regions))
        .filter((each) => isPresent(each, nowMs - startMs));
      return [
        ...taggedResources(place, protectedAt(place, nowMs), tags),
        ...literalRows(scenario.taggedResources, place, nowMs),
      ];
    },
  };
}
