import {
  type AlertScenario,
  alertLabels,
  type Change,
  now,
  ofPlan,
  place,
  series,
  where,
} from '../alert-scenario.js';

const due = 'aws_backup_restore_testing_plan_due_timestamp_seconds';
const execution = 'aws_backup_restore_testing_plan_last_execution_timestamp_seconds';
const startWindow = 'aws_backup_restore_testing_plan_start_window_seconds';
const jobs = 'aws_backup_restore_testing_plan_last_jobs';
const selections = 'aws_backup_restore_testing_plan_selections';
const understood = 'aws_backup_restore_testing_plan_schedule_understood';
const read = 'restore_test_monitor_target_last_success_timestamp_seconds';

const warning = { severity: 'warning', ...alertLabels(ofPlan) };

/** Another source is read than the one that the alert needs. */
const readOnly = (other: string): Readonly<Record<string, Change>> => ({
  source: { metric: read, isZeroFilled: true, otherwise: 600, to: { [other]: 'silent' } },
});

export const restoreTestingPlanScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupRestoreTestingPlanOverdue',
    series: [
      series(due, ofPlan, 1800),
      series(execution, ofPlan, 600),
      series(startWindow, ofPlan, 3600),
      series(read, { ...place, source: 'plans' }, now),
    ],
    at: 110,
    notYetAt: 100,
    labels: warning,
    description: `${where}plan daily did not run at its scheduled start of 1970-01-01 00:30:00 +0000 UTC, and its start window has closed.`,
    quiet: {
      'it ran on time': { [execution]: 1800 },
      'it ran late': { [execution]: (minute) => (minute < 105 ? 600 : 6300) },
      'no start was due since it was made': { [due]: 0, [execution]: 0 },
      'plans were not read since the start window closed': { [read]: 5000 },
      'the start window is open': { [startWindow]: 7200 },
    },
    fires: { 'it never ran': { [execution]: 0 } },
    changes: readOnly('jobs'),
  },
  {
    alert: 'AWSBackupRestoreTestingPlanTestedNothing',
    series: [
      series(jobs, ofPlan, 0),
      series(execution, ofPlan, 1800),
      series(startWindow, ofPlan, 3600),
      series(read, { ...place, source: 'jobs' }, now),
    ],
    at: 110,
    notYetAt: 100,
    labels: warning,
    description: `${where}plan daily ran, and created no restore job within its start window.`,
    quiet: {
      'it created a job': { [jobs]: 1 },
      'it created its first job late': { [jobs]: (minute) => (minute < 110 ? 0 : 1) },
      'it never ran': { [execution]: 0 },
      'jobs were not read since the start window closed': { [read]: 5000 },
      'the start window is open': { [startWindow]: 7200 },
    },
    changes: readOnly('plans'),
  },
  {
    alert: 'AWSBackupRestoreTestingPlanSelectsNothing',
    series: [series(selections, { ...ofPlan, resource_type: 'RDS' }, 0)],
    at: 125,
    notYetAt: 110,
    labels: warning,
    description: `${where}plan daily has no selection, so that it tests nothing.`,
    quiet: {
      'it has a selection': { [selections]: 1 },
      'its selection was made an hour after the plan': { [selections]: (minute) => (minute < 60 ? 0 : 1) },
    },
  },
  {
    alert: 'AWSBackupRestoreTestingPlanScheduleNotUnderstood',
    series: [series(understood, ofPlan, 0)],
    at: 125,
    notYetAt: 110,
    labels: { severity: 'info', ...alertLabels(ofPlan) },
    description: `${where}plan daily has a schedule that cannot be understood, so that a missed run of it is not noticed.`,
    quiet: {
      'it is understood': { [understood]: 1 },
      'it was corrected': { [understood]: (minute) => (minute < 125 ? 0 : 1) },
    },
  },
];
