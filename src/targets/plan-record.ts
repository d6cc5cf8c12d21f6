import type { RestoreLedger } from '../restores/ledger/ledger.js';
import { type PlanHistory, recordPlan } from '../restores/plans/plan-history.js';
import { countRuns, type PlanRuns, planJobs } from '../restores/plans/plan-runs.js';
import type { RestoreTestingPlan } from '../restores/plans/restore-testing-plan.js';

/** The history and the runs of one plan, from successive readings. */
export interface PlanRecord {
  readonly history: PlanHistory;
  readonly runs: PlanRuns;
}

/** By plan name. */
export type PlanRecords = ReadonlyMap<string, PlanRecord>;

/** Records a reading of the plans. What is due after a plan was last listed, nobody knows. */
export function recordPlanHistories(
  known: PlanRecords,
  plans: readonly RestoreTestingPlan[],
  isOmitted: (plan: RestoreTestingPlan) => boolean,
  readAt: Date,
): PlanRecords {
  return new Map(
    plans.map((plan): [string, PlanRecord] => {
      const before = known.get(plan.name);
      const isUnread = plan.isStale === true || isOmitted(plan);
      if (before !== undefined && isUnread) return [plan.name, before];
      return [plan.name, { history: recordPlan(before?.history, plan, readAt), runs: before?.runs ?? {} }];
    }),
  );
}

/** Counts the jobs of the runs anew. */
export function countPlanRuns(records: PlanRecords, restores: RestoreLedger): PlanRecords {
  const jobs = planJobs(restores);
  return new Map(
    [...records].map(([name, { history, runs }]) => {
      const created = jobs.get(history.plan.arn) ?? [];
      return [name, { history, runs: countRuns(history, restores, created, runs) }];
    }),
  );
}
