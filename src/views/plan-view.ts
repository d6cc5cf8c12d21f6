import * as z from 'zod';
import { backupIntervalOf } from '../restores/plans/backup-intervals.js';
import { latestExecution } from '../restores/plans/plan-history.js';
import { type CountedRun, isOverdue } from '../restores/plans/plan-runs.js';
import type { RestoreTestingPlan } from '../restores/plans/restore-testing-plan.js';
import { scheduleOf } from '../restores/plans/schedule-of.js';
import { type AcceptedGaps, noGaps } from '../targets/accepted-gaps.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import { exceptionView, exceptionViewOf } from './exception-view.js';
import { place, placeOf } from './place.js';
import { timestamp, timestampOf } from './timestamp.js';

/** The restore jobs of one run of a plan. */
const runView = z.object({
  /** The scheduled start; LastExecutionTime where no scheduled start fits. */
  startAt: timestamp,
  restoreJobs: z.int().nonnegative(),
});

const selectionView = z.object({
  name: z.string(),
  resourceType: z.string(),
  validationWindowSeconds: z.number(),
  /** Empty if the selection takes all resources of the type, or those with certain tags. */
  resourceArns: z.array(z.string()),
});

/** RecoveryPointSelection of GetRestoreTestingPlan. */
const recoveryPointsView = z.object({
  algorithm: z.string(),
  types: z.array(z.string()),
  includedVaults: z.array(z.string()),
  excludedVaults: z.array(z.string()),
  windowSeconds: z.number(),
});

/** A restore testing plan: its schedule, its latest runs and what it selects, as of the latest reading. */
export const planView = z.object({
  ...place.shape,
  /** Identifies the plan in its account and region. */
  name: z.string(),
  arn: z.string(),
  schedule: z.string(),
  timezone: z.string(),
  /** False if no moment below follows from the schedule. */
  isScheduleUnderstood: z.boolean(),
  startWindowSeconds: z.number(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  /** Absent if the plan has never run. */
  lastExecutedAt: timestamp.optional(),
  /** The latest scheduled start whose start window has closed. */
  dueAt: timestamp.optional(),
  /** The scheduled start of the latest run whose start window has closed. */
  lastClosedRunAt: timestamp.optional(),
  nextRunAt: timestamp.optional(),
  /** True if the start that was due last has no run. */
  isOverdue: z.boolean(),
  /** The latest run so far. */
  latestRun: runView.optional(),
  /** The latest run whose start window has closed; a run without jobs tested nothing. */
  lastClosedRun: runView.optional(),
  selections: z.array(selectionView),
  /** Absent without permission for GetRestoreTestingPlan. */
  recoveryPoints: recoveryPointsView.optional(),
  /** The longest time between two backups among the resources of the plan; absent until one was seen. */
  backupIntervalSeconds: z.number().optional(),
  /** Absent if no exception holds for the plan as a whole. */
  exception: exceptionView.optional(),
});

export type PlanView = z.infer<typeof planView>;

export function planViewsOf(state: TargetState, gaps: AcceptedGaps = noGaps): PlanView[] {
  const { target, plans, resources, backupIntervals, asOf } = state;
  const tests = currentTestsOf(state);
  return plans.map((plan) => ({
    ...placeOf(target),
    name: plan.name,
    exception: exceptionViewOf(gaps.ofPlan(state, plan.name)),
    arn: plan.arn,
    schedule: plan.schedule,
    timezone: plan.timezone,
    isScheduleUnderstood: scheduleOf(plan) !== undefined,
    startWindowSeconds: plan.startWindowMs / 1000,
    createdAt: timestampOf(plan.createdAt),
    updatedAt: timestampOf(plan.updatedAt),
    ...runsOf(state, plan),
    nextRunAt: timestampOf(scheduleOf(plan)?.next(asOf)),
    selections: plan.selections.map(({ validationWindowMs, ...selection }) => ({
      ...selection,
      validationWindowSeconds: validationWindowMs / 1000,
      resourceArns: [...selection.resourceArns],
    })),
    recoveryPoints: recoveryPointsOf(plan),
    backupIntervalSeconds: inSeconds(backupIntervalOf(plan, resources, backupIntervals, tests)),
  }));
}

function runsOf({ planRecords }: TargetState, { name }: RestoreTestingPlan) {
  const record = planRecords.get(name);
  if (record === undefined) return { isOverdue: false };
  const { history, runs } = record;
  return {
    lastExecutedAt: timestampOf(latestExecution(history)),
    dueAt: timestampOf(history.due),
    lastClosedRunAt: timestampOf(runs.closedStart),
    isOverdue: isOverdue(history, runs),
    latestRun: runs.latest && runViewOf(runs.latest),
    lastClosedRun: runs.closed && runViewOf(runs.closed),
  };
}

function runViewOf({ start, jobs }: CountedRun): z.infer<typeof runView> {
  return { startAt: timestampOf(start), restoreJobs: jobs };
}

function recoveryPointsOf({ recoveryPoints }: RestoreTestingPlan): PlanView['recoveryPoints'] {
  if (recoveryPoints === undefined) return undefined;
  const { algorithm, types, includedVaults, excludedVaults, windowMs } = recoveryPoints;
  return {
    algorithm,
    types: [...types],
    includedVaults: [...includedVaults],
    excludedVaults: [...excludedVaults],
    windowSeconds: windowMs / 1000,
  };
}

function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
