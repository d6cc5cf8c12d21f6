import { type PlanSchedule, planSchedule } from '../restores/plan-schedule.js';
import type { RestoreTestingPlan } from '../restores/restore-testing-plan.js';
import { testableResourceTypes } from '../restores/restore-testing-plan.js';
import type { TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';

export function planFamilies(): readonly Family<TargetState>[] {
  const scheduleOf = cachedSchedules();
  return [
    {
      name: 'aws_backup_restore_testing_plan_info',
      type: 'gauge',
      help: 'Always 1, for each restore testing plan, with ScheduleExpression and ScheduleExpressionTimezone of ListRestoreTestingPlans.',
      labels: ['restore_testing_plan', 'schedule', 'timezone'],
      samples: (state) => eachPlan(state, ({ name, schedule, timezone }) => [[name, schedule, timezone], 1]),
    },
    {
      name: 'aws_backup_restore_testing_plan_schedule_understood',
      type: 'gauge',
      help: '1 when the times of the plan follow from its ScheduleExpression, 0 when the expression cannot be understood; then its due and next moments are not shown.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachPlan(state, (plan) => [[plan.name], scheduleOf(plan) ? 1 : 0]),
    },
    {
      name: 'aws_backup_restore_testing_plan_last_execution_timestamp_seconds',
      type: 'gauge',
      help: 'LastExecutionTime of the plan in ListRestoreTestingPlans; 0 when it has never run.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachPlan(state, (plan) => [[plan.name], seconds(plan.lastExecutedAt)]),
    },
    {
      name: 'aws_backup_restore_testing_plan_due_timestamp_seconds',
      type: 'gauge',
      help: 'The latest start by ScheduleExpression, since the plan was made or changed, whose start window (StartWindowHours) has closed; 0 when none has. A plan whose last execution is older is overdue.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        eachPlan(state, (plan) => {
          const schedule = scheduleOf(plan);
          return schedule && [[plan.name], seconds(dueAt(plan, schedule, knownUntil(state, plan)))];
        }),
    },
    {
      name: 'aws_backup_restore_testing_plan_next_timestamp_seconds',
      type: 'gauge',
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
      help: 'StartWindowHours of the plan: within this time after a start its restore jobs begin.',
      labels: ['restore_testing_plan'],
      samples: (state) => eachPlan(state, (plan) => [[plan.name], plan.startWindowMs / 1000]),
    },
    {
      name: 'aws_backup_restore_testing_plan_selections',
      type: 'gauge',
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
      help: 'Restore jobs that the latest execution (LastExecutionTime) of the plan has created so far; 0 after its start window means that it ran and tested nothing.',
      labels: ['restore_testing_plan'],
      samples: ({ executions, plans }) =>
        eachPlan({ plans }, ({ name }) => {
          const execution = executions.get(name);
          return execution && [[name], execution.jobs];
        }),
    },
  ];
}

function* eachPlan(
  { plans }: Pick<TargetState, 'plans'>,
  sampleOf: (plan: RestoreTestingPlan) => Sample | undefined,
): Iterable<Sample> {
  for (const plan of plans) {
    const sample = sampleOf(plan);
    if (sample !== undefined) yield sample;
  }
}

const keptSchedules = 64;

/** Most plans of an organization share a few expressions, and one that is read takes much more room than its text. */
function cachedSchedules(): (plan: RestoreTestingPlan) => PlanSchedule | undefined {
  const kept = new Map<string, PlanSchedule | undefined>();
  return ({ schedule, timezone }) => {
    const key = `${schedule} ${timezone}`;
    if (!kept.has(key)) {
      const parsed = planSchedule(schedule, timezone);
      kept.set(key, parsed.ok ? parsed : undefined);
    }
    const found = kept.get(key);
    const [oldest] = kept.keys();
    if (kept.size > keptSchedules && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

/** What is due after a plan was last listed, nobody knows. */
function knownUntil({ omissions, asOf }: TargetState, { name }: RestoreTestingPlan): Date {
  return omissions.plans.get(name)?.since ?? asOf;
}

/** Starts before the plan was made, or before its schedule may have been changed, were never promised. */
function dueAt(plan: RestoreTestingPlan, schedule: PlanSchedule, now: Date): Date | undefined {
  const due = schedule.dueAt(now, plan.startWindowMs);
  return due !== undefined && due >= (plan.updatedAt ?? plan.createdAt) ? due : undefined;
}
