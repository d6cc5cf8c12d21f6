import { latestExecution } from '../restores/plans/plan-history.js';
import type { RestoreTestingPlan } from '../restores/plans/restore-testing-plan.js';
import { testableResourceTypes } from '../restores/plans/restore-testing-plan.js';
import { scheduleOf } from '../restores/plans/schedule-of.js';
import type { PlanRecord } from '../targets/plan-record.js';
import type { TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';

export function planFamilies(): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_restore_testing_plan_info',
      type: 'gauge',
      stability: 'stable',
      help: 'Always 1, for each restore testing plan, with ScheduleExpression and ScheduleExpressionTimezone of ListRestoreTestingPlans.',
      labels: ['restore_testing_plan', 'schedule', 'timezone'],
      samples: (state) => eachPlan(state, ({ name, schedule, timezone }) => [[name, schedule, timezone], 1]),
    },
    {
      name: 'aws_backup_restore_testing_plan_schedule_understood',
      type: 'gauge',
      stability: 'stable',
      help: '1 when the times of the plan follow from its ScheduleExpression, 0 when the expression cannot be understood; then its due and next moments are not shown.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachPlan(state, (plan) => [[plan.name], scheduleOf(plan) ? 1 : 0]),
    },
    {
      name: 'aws_backup_restore_testing_plan_last_execution_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'LastExecutionTime of the plan in ListRestoreTestingPlans; 0 when it has never run.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachRecord(state, (name, { history }) => [[name], seconds(latestExecution(history))]),
    },
    {
      name: 'aws_backup_restore_testing_plan_due_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'The latest start by ScheduleExpression whose start window (StartWindowHours) had closed when the plan was last read; 0 when none has closed since the plan was made or since its schedule, its time zone or its start window changed.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachRecord(state, (name, { history }) =>
          scheduleOf(history.plan) ? [[name], seconds(history.due)] : undefined,
        ),
    },
    {
      name: 'aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      help: 'The scheduled start of the latest execution of the plan whose start window (StartWindowHours) had closed when the plan was last read; its LastExecutionTime where no scheduled start fits, 0 when there is none. A plan whose due start is later is overdue.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachRecord(state, (name, { runs }) => [[name], seconds(runs.closedStart)]),
    },
    {
      name: 'aws_backup_restore_testing_plan_next_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'The next start by ScheduleExpression of the plan; 0 when there is none.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachPlan(state, (plan) => {
          const schedule = scheduleOf(plan);
          return schedule && [[plan.name], seconds(schedule.next(state.asOf))];
        }),
    },
    {
      name: 'aws_backup_restore_testing_plan_start_window_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'StartWindowHours of the plan: within this time after a start its restore jobs begin.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachPlan(state, (plan) => [[plan.name], plan.startWindowMs / 1000]),
    },
    {
      name: 'aws_backup_restore_testing_plan_selections',
      type: 'gauge',
      stability: 'stable',
      help: 'Selections of the plan in ListRestoreTestingSelections, by ProtectedResourceType; a plan whose selections are all 0 tests nothing.',
      labels: ['restore_testing_plan', 'resource_type'],
      *samples({ plans }) {
        for (const { name, selections } of plans) {
          const types = new Set([...testableResourceTypes, ...selections.map((each) => each.resourceType)]);
          for (const type of types) {
            yield [[name, type], selections.filter((each) => each.resourceType === type).length];
          }
        }
      },
    },
    {
      name: 'aws_backup_restore_testing_plan_last_jobs',
      type: 'gauge',
      stability: 'experimental',
      help: 'Restore jobs (CreatedBy.RestoreTestingPlanArn) that the latest execution of the plan has created so far, counted from its scheduled start.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachRecord(state, (name, { runs }) => (runs.latest ? [[name], runs.latest.jobs] : undefined)),
    },
    {
      name: 'aws_backup_restore_testing_plan_last_closed_jobs',
      type: 'gauge',
      stability: 'experimental',
      help: 'Restore jobs (CreatedBy.RestoreTestingPlanArn) that the latest execution of the plan whose start window has closed has created, counted from its scheduled start; 0 tells that it ran and tested nothing. Absent when its jobs were never listed.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachRecord(state, (name, { runs }) => (runs.closed ? [[name], runs.closed.jobs] : undefined)),
    },
  ];
}

function* eachRecord(
  { planRecords }: Pick<TargetState, 'planRecords'>,
  sampleOf: (name: string, record: PlanRecord) => Sample | undefined,
): Iterable<Sample> {
  for (const [name, record] of planRecords) {
    const sample = sampleOf(name, record);
    if (sample !== undefined) yield sample;
  }
}

export function* eachPlan(
  { plans }: Pick<TargetState, 'plans'>,
  sampleOf: (plan: RestoreTestingPlan) => Sample | undefined,
): Iterable<Sample> {
  for (const plan of plans) {
    const sample = sampleOf(plan);
    if (sample !== undefined) yield sample;
  }
}
