import { bad, doubtful, good, mapping, neutral, never, thresholds } from '../../colors.js';
import { accountColumn, planColumn, regionColumn } from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { stateTimeline } from '../../panels/state-timeline.js';
import { table } from '../../panels/table.js';
import { among, latest, moment, onPlan, plan, selected } from '../../promql.js';
import { groupFact, ofPlan, toPlan, yesIsBad } from './facts.js';

const planFact = (metric: string) => latest(plan, selected(metric, ofPlan));
const executed = planFact('aws_backup_restore_testing_plan_last_execution_timestamp_seconds');
const due = planFact('aws_backup_restore_testing_plan_due_timestamp_seconds');
const closed = planFact('aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds');
const next = planFact('aws_backup_restore_testing_plan_next_timestamp_seconds');
const closedJobs = planFact('aws_backup_restore_testing_plan_last_closed_jobs');
const selectionWindow = planFact('aws_backup_restore_testing_plan_selection_window_seconds');
const understood = planFact('aws_backup_restore_testing_plan_schedule_understood');
const overdue = `(${due} > bool ${closed})`;
const selections = `sum by (${plan}) (${groupFact('aws_backup_restore_testing_plan_selections')})`;
const schedules = latest(
  `${plan}, schedule, timezone`,
  selected('aws_backup_restore_testing_plan_info', ofPlan),
);
const oldestExecutions = `bottomk(100, ${executed})`;

export const plans: Section = {
  title: 'Plans',
  lines: [
    {
      height: 8,
      blocks: [
        table({
          title: 'Restore testing plans',
          description:
            'The 100 plans whose last execution is the longest ago: whether they ran when their schedule said so, and how many jobs they created. A plan without selections, or whose latest run that is over created 0 jobs, tests nothing.',
          width: 24,
          alerts: [
            'AWSBackupRestoreTestingPlanOverdue',
            'AWSBackupRestoreTestingPlanTestedNothing',
            'AWSBackupRestoreTestingPlanSelectsNothing',
            'AWSBackupRestoreTestingPlanScheduleNotUnderstood',
            'AWSBackupRestoreTestingPlanWindowTooShort',
          ],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            { title: 'Schedule', label: 'schedule' },
            { title: 'Time zone', label: 'timezone' },
            {
              title: 'Schedule understood',
              expr: among(understood, onPlan, oldestExecutions),
              mappings: mapping({ 0: ['no', bad], 1: ['yes', good] }),
            },
            {
              title: 'Last execution',
              expr: moment(oldestExecutions),
              unit: 'dateTimeAsIso',
              mappings: never,
              width: 160,
            },
            { title: 'Overdue', expr: among(overdue, onPlan, oldestExecutions), mappings: yesIsBad },
            {
              title: 'Jobs of the last run that is over',
              expr: among(closedJobs, onPlan, oldestExecutions),
              thresholds: thresholds(bad, [1, neutral]),
            },
            {
              title: 'Selections',
              expr: among(selections, onPlan, oldestExecutions),
              thresholds: thresholds(bad, [1, neutral]),
            },
            {
              title: 'Selection window',
              expr: among(selectionWindow, onPlan, oldestExecutions),
              unit: 's',
            },
            {
              title: 'Next start',
              expr: moment(among(next, onPlan, oldestExecutions)),
              unit: 'dateTimeAsIso',
              mappings: mapping({ 0: ['none', neutral] }),
              width: 160,
            },
          ],
          labelsOf: [among(schedules, onPlan, oldestExecutions)],
          sortBy: { column: 'Last execution' },
        }),
      ],
    },
    {
      height: 8,
      blocks: [
        stateTimeline({
          title: 'Plans over time',
          description:
            'Whether each plan ran when its schedule said so, and whether its latest run that is over created restore jobs. For the 30 plans whose last execution is the longest ago.',
          width: 24,
          expr: `clamp_max(2 * ${overdue} + (${closedJobs} == bool 0), 2) and on (${onPlan}) bottomk(30, ${latest(plan, `${selected('aws_backup_restore_testing_plan_last_execution_timestamp_seconds', ofPlan)} @ end()`)})`,
          legend: '{{aws_account}} {{aws_region}} {{restore_testing_plan}}',
          states: mapping({
            0: ['as scheduled', good],
            1: ['ran, no jobs', doubtful],
            2: ['overdue', bad],
          }),
        }),
      ],
    },
  ],
};
