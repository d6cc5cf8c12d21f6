import { backupRoleArn, type Place } from './arn.js';
import { instancesOf } from './resource-instance.js';
import type { Resource, RestoreTestingPlan } from './restore-routine.js';
import { planArn, type RoutineAt } from './routine-jobs.js';
import type { Run } from './run.js';
import { scheduleExpression } from './schedule-expression.js';
import type { TestingPlan, TestingSelectionRow } from './testing-plan-row.js';

const hourMs = 3_600_000;
/** AWS takes no more ARNs in a selection. */
const mostArns = 30;

/** The plan as AWS describes it; it is as old as the history. */
export function testingPlanOf(
  { scenario, seed, place, startMs }: RoutineAt,
  plan: RestoreTestingPlan,
  lastRun: Run | undefined,
): TestingPlan {
  const CreationTime = (startMs - scenario.history) / 1000;
  return {
    row: {
      CreationTime,
      LastUpdateTime: CreationTime,
      ...(lastRun !== undefined && { LastExecutionTime: lastRun.atMs / 1000 }),
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        ExcludeVaults: [],
        IncludeVaults: ['*'],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: 30,
      },
      RestoreTestingPlanArn: planArn({ seed, place }, plan.name),
      RestoreTestingPlanName: plan.name,
      ScheduleExpression: plan.schedule ?? scheduleExpression(plan),
      ScheduleExpressionTimezone: plan.timezone ?? 'Etc/UTC',
      StartWindowHours: Math.ceil(plan.startWindow / hourMs),
    },
    selections: plan.resources.map((resource) => ({
      CreationTime,
      ...selectionOf(plan, resource, place),
    })),
  };
}

function selectionOf(plan: RestoreTestingPlan, resource: Resource, place: Place): TestingSelectionRow {
  const arns = instancesOf(resource, place).map(({ arn }) => arn);
  const window = (resource.validation ?? plan.validation)?.window ?? 0;
  return {
    IamRoleArn: backupRoleArn(place),
    ProtectedResourceArns: arns.length > mostArns ? ['*'] : arns,
    ProtectedResourceType: resource.type,
    RestoreTestingPlanName: plan.name,
    RestoreTestingSelectionName: `${resource.type}_${resource.name}`.replace(/\W/g, '_').slice(0, 50),
    ValidationWindowHours: Math.ceil(window / hourMs),
  };
}
