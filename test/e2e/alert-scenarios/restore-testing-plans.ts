import { type AlertScenario, alertLabels, ofPlan, series, where } from '../alert-scenario.js';

const due = 'aws_backup_restore_testing_plan_due_timestamp_seconds';
const closed = 'aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds';
const jobs = 'aws_backup_restore_testing_plan_last_closed_jobs';
const selections = 'aws_backup_restore_testing_plan_selections';
const startWindow = 'aws_backup_restore_testing_plan_start_window_seconds';
const selectionWindow = 'aws_backup_restore_testing_plan_selection_window_seconds';
const backupInterval = 'aws_backup_restore_testing_plan_backup_interval_seconds';
const understood = 'aws_backup_restore_testing_plan_schedule_understood';

const warning = { severity: 'warning', ...alertLabels(ofPlan) };

export const restoreTestingPlanScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupRestoreTestingPlanOverdue',
    series: [series(due, ofPlan, (minute) => (minute < 90 ? 600 : 1800)), series(closed, ofPlan, 600)],
    at: 110,
    notYetAt: 100,
    labels: warning,
    description: `${where}plan daily did not run at its scheduled start of 1970-01-01 00:30:00 +0000 UTC, and its start window has closed.`,
    quiet: {
      'it ran on time': { [closed]: (minute) => (minute < 90 ? 600 : 1800) },
      'a later run is over': { [closed]: (minute) => (minute < 105 ? 600 : 5400) },
      'no start was due since it was made': { [due]: 0, [closed]: 0 },
    },
    fires: { 'it never ran': { [closed]: 0 } },
  },
  {
    alert: 'AWSBackupRestoreTestingPlanTestedNothing',
    series: [series(jobs, ofPlan, (minute) => (minute < 90 ? 3 : 0))],
    at: 110,
    notYetAt: 100,
    labels: warning,
    description: `${where}the latest run of plan daily whose start window has closed created no restore job.`,
    quiet: {
      'it created a job': { [jobs]: 1 },
      'a later run that created one is over': { [jobs]: (minute) => (minute < 110 ? 0 : 1) },
    },
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
  {
    alert: 'AWSBackupRestoreTestingPlanWindowTooShort',
    series: [
      series(startWindow, ofPlan, 86_400),
      series(backupInterval, ofPlan, 86_400),
      series(selectionWindow, ofPlan, 172_799),
    ],
    at: 125,
    notYetAt: 110,
    labels: { severity: 'info', ...alertLabels(ofPlan) },
    description: `${where}plan daily may find no recovery point: its start window and the time between two backups add up to 2d 0h 0m 0s, and its selection window is shorter.`,
    quiet: {
      'its selection window is as long': { [selectionWindow]: 172_800 },
      'it was prolonged': { [selectionWindow]: (minute) => (minute < 125 ? 172_799 : 2_592_000) },
      'backups are made often enough': { [backupInterval]: 86_399 },
      'its start window is shorter': { [startWindow]: 3600 },
    },
  },
];
