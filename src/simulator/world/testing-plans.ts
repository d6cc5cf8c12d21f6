import type { Resource, RestoreRoutine, RestoreTestingPlan } from '../scenario/restore-routine.js';
import { isPresent } from '../scenario/scenario-time.js';
import { scheduleExpression } from '../scenario/schedule-expression.js';
import type { TestingPlan, TestingSelectionRow } from '../scenario/testing-plan-row.js';
import { backupRoleArn } from './arn.js';
import { sourcePlace } from './copy.js';
import { planArn, type RoutineAt } from './jobs-of-run.js';
import { instancesOf } from './resource-instance.js';
import type { RoutineHistory } from './routine-history.js';
import type { Run } from './run.js';

const hourMs = 3_600_000;
/** AWS takes no more ARNs in a selection. */
const mostArns = 30;

/** The plans that AWS lists at the moment. */
export function testingPlansOf(histories: readonly RoutineHistory[], nowMs: number): TestingPlan[] {
  return histories.flatMap(({ at }) => {
    const { routine, startMs } = at;
    if (!('startWindow' in routine) || !isPresent(routine, nowMs - startMs)) return [];
    const versions = histories.filter((other) => isPlan(other.at.routine, routine.name));
    const runs = versions.flatMap(({ lastRunUntil }) => lastRunUntil(nowMs) ?? []);
    const lastRun = runs.toSorted((a, b) => a.atMs - b.atMs).at(-1);
    const changesMs = versions
      .map((version) => madeMs(version.at))
      .filter((ms) => ms <= nowMs)
      .toSorted((a, b) => a - b);
    return testingPlanOf(at, routine, {
      nowMs,
      lastRun,
      createdMs: changesMs[0],
      updatedMs: changesMs.at(-1),
    });
  });
}

function isPlan(routine: RestoreRoutine, name: string): boolean {
  return 'startWindow' in routine && routine.name === name;
}

/** Without a time of its own, a plan is as old as the history. */
function madeMs({ routine, scenario, startMs }: RoutineAt): number {
  const { from = -scenario.history } = 'startWindow' in routine ? routine : {};
  return startMs + from;
}

interface PlanMoments {
  readonly nowMs: number;
  readonly lastRun: Run | undefined;
  readonly createdMs: number | undefined;
  readonly updatedMs: number | undefined;
}

/** The plan as AWS describes it. */
function testingPlanOf(
  { seed, place, scenario, startMs }: RoutineAt,
  plan: RestoreTestingPlan,
  { nowMs, lastRun, createdMs = startMs, updatedMs = createdMs }: PlanMoments,
): TestingPlan {
  const CreationTime = createdMs / 1000;
  return {
    row: {
      CreationTime,
      LastUpdateTime: updatedMs / 1000,
      ...(lastRun !== undefined && { LastExecutionTime: lastRun.atMs / 1000 }),
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        ExcludeVaults: [],
        IncludeVaults: ['*'],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: Math.ceil(plan.selectionWindow / (24 * hourMs)),
      },
      RestoreTestingPlanArn: planArn({ seed, place }, plan.name),
      RestoreTestingPlanName: plan.name,
      ScheduleExpression: plan.schedule ?? scheduleExpression(plan),
      ScheduleExpressionTimezone: plan.timezone ?? 'Etc/UTC',
      StartWindowHours: Math.ceil(plan.startWindow / hourMs),
    },
    selections: plan.resources
      .filter((resource) => isPresent(resource, nowMs - startMs))
      .map((resource) => ({ CreationTime, ...selectionOf(plan, resource, { place, scenario }) })),
  };
}

function conditionsOf(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([name, Value]) => ({ Key: `aws:ResourceTag/${name}`, Value }));
}

function selectionOf(
  plan: RestoreTestingPlan,
  resource: Resource,
  { place, scenario }: Pick<RoutineAt, 'place' | 'scenario'>,
): TestingSelectionRow {
  const arns = instancesOf(resource, sourcePlace(resource, place, scenario)).map(({ arn }) => arn);
  const window = (resource.validation ?? plan.validation)?.window ?? 0;
  return {
    IamRoleArn: backupRoleArn(place),
    ProtectedResourceArns: arns.length > mostArns || resource.tags !== undefined ? ['*'] : arns,
    ...(resource.tags !== undefined && {
      ProtectedResourceConditions: {
        StringEquals: conditionsOf(resource.tags.equal),
        StringNotEquals: conditionsOf(resource.tags.notEqual),
      },
    }),
    ProtectedResourceType: resource.type,
    RestoreTestingPlanName: plan.name,
    RestoreTestingSelectionName: `${resource.type}_${resource.name}`.replace(/\W/g, '_').slice(0, 50),
    ValidationWindowHours: Math.ceil(window / hourMs),
  };
}
