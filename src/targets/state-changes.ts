import { type Change, changesOf } from '../restores/ledger/change.js';
import { type LedgerChanges, noLedgerChanges } from '../restores/ledger/ledger-changes.js';
import type { CountedRun } from '../restores/plans/plan-runs.js';
import type { ProtectedResource, RestoreTestingPlan } from '../restores/plans/restore-testing-plan.js';
import type { PlanRecord, PlanRecords } from './plan-record.js';

/**
 * The difference of two states of one target, as plain values. Folding the changes of every update gives what the state
 * holds.
 */
export interface StateChanges extends LedgerChanges {
  /** The plans whose definition changed; a run, which moves LastExecutionTime only, is no change. */
  readonly plans: readonly Change<RestoreTestingPlan>[];
  /** The runs of plans that are new, or whose jobs are counted differently now. */
  readonly runs: readonly PlanRun[];
  readonly resources: readonly Change<ProtectedResource>[];
}

export interface PlanRun extends CountedRun {
  /** The name of the plan. */
  readonly plan: string;
}

export const noStateChanges: StateChanges = { ...noLedgerChanges, plans: [], runs: [], resources: [] };

/** The facts of a state that are compared. */
export interface ComparedFacts {
  readonly plans: readonly RestoreTestingPlan[];
  readonly planRecords: PlanRecords;
  readonly resources: readonly ProtectedResource[];
}

/** Compares two states of which the ledgers differ by `ofLedger`. */
export function stateChanges(
  before: ComparedFacts,
  after: ComparedFacts,
  ofLedger: LedgerChanges = noLedgerChanges,
): StateChanges {
  return {
    ...ofLedger,
    plans: before.plans === after.plans ? [] : changesOf(before.plans, after.plans, planName, definitionOf),
    runs: changedRuns(before, after),
    resources:
      before.resources === after.resources
        ? []
        : changesOf(before.resources, after.resources, ({ arn }) => arn),
  };
}

function planName({ name }: RestoreTestingPlan): string {
  return name;
}

function definitionOf(plan: RestoreTestingPlan): unknown {
  const { lastExecutedAt: _, isStale: __, ...definition } = plan;
  return definition;
}

function changedRuns(before: ComparedFacts, after: ComparedFacts): PlanRun[] {
  if (before.planRecords === after.planRecords) return [];
  return [...after.planRecords].flatMap(([plan, record]) => {
    const known = runsOf(before.planRecords.get(plan));
    const changed = [...runsOf(record)].filter(([startMs, { jobs }]) => known.get(startMs)?.jobs !== jobs);
    return changed.map(([, { start, jobs }]) => ({ plan, start, jobs }));
  });
}

/** By the start of the run. */
function runsOf(record: PlanRecord | undefined): ReadonlyMap<number, CountedRun> {
  const runs = [record?.runs.latest, record?.runs.closed].filter((run) => run !== undefined);
  return new Map(runs.map((run) => [run.start.getTime(), run]));
}
