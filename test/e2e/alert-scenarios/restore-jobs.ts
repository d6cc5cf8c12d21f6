import {
  type AlertScenario,
  alertLabels,
  type Change,
  now,
  ofGroup,
  ofPlan,
  place,
  series,
  where,
  whereGroup,
} from '../alert-scenario.js';

const oldest = 'aws_backup_restore_oldest_unfinished_timestamp_seconds';
const startWindow = 'aws_backup_restore_testing_plan_start_window_seconds';
const deletions = 'aws_backup_restore_job_deletions';

const warning = { severity: 'warning', ...alertLabels(ofGroup) };
const onDemand = { ...place, restore_testing_plan: '', resource_type: 'RDS' };
/** What is unfinished is so in another stage. */
const otherStage = (...to: string[]): Readonly<Record<string, Change>> => ({
  stage: {
    metric: oldest,
    isZeroFilled: true,
    to: Object.fromEntries(to.map((each) => [each, 'silent'] as const)),
  },
});
/** What was to be deleted is so, or is being deleted. */
const otherDeletion: Readonly<Record<string, Change>> = {
  deletion_status: {
    metric: deletions,
    isZeroFilled: true,
    to: { DELETING: 'silent', SUCCESSFUL: 'silent' },
  },
};
const day = 24 * 60;
const noneSince = (minute: number) => (at: number) => (at < minute ? 600 : 0);
const anotherEachDay = (minute: number) => Math.floor(minute / 720) * 43_200 + 1;

export const restoreJobScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupRestoreJobStuck',
    series: [series(oldest, { ...ofGroup, stage: 'restore' }, 600), series(startWindow, ofPlan, 3600)],
    at: day + 120,
    notYetAt: day + 75,
    step: 5,
    labels: warning,
    description: `${whereGroup}the oldest restore job that is PENDING or RUNNING was created 1d 1h 50m 0s ago.`,
    optional: { [startWindow]: {} },
    quiet: {
      'no restore is unfinished': { [oldest]: 0 },
      'it has just ended': { [oldest]: noneSince(day + 115) },
      'each ends within a day': { [oldest]: anotherEachDay },
      'the start window of its plan is long': { [startWindow]: 86_400 },
    },
    changes: otherStage('validation', 'deletion'),
  },
  {
    alert: 'AWSBackupRestoreJobStuck',
    series: [series(oldest, { ...onDemand, stage: 'restore' }, 600)],
    at: day + 60,
    notYetAt: day + 15,
    step: 5,
    labels: { severity: 'warning', ...alertLabels(place), resource_type: 'RDS' },
    description: `${where}on demand, RDS: the oldest restore job that is PENDING or RUNNING was created 1d 0h 50m 0s ago.`,
    quiet: {
      'no restore is unfinished': { [oldest]: 0 },
      'it has just ended': { [oldest]: noneSince(day + 55) },
    },
  },
  {
    alert: 'AWSBackupRestoreTestValidationStuck',
    series: [series(oldest, { ...ofGroup, stage: 'validation' }, 600)],
    at: 8 * day + 60,
    notYetAt: 8 * day + 15,
    step: 5,
    labels: warning,
    description: `${whereGroup}the oldest restore job whose validation is open was created 8d 0h 50m 0s ago; no validation window is longer than a week.`,
    quiet: {
      'no validation is open': { [oldest]: 0 },
      'it has just ended': { [oldest]: noneSince(8 * day + 55) },
      'each ends within a week': { [oldest]: anotherEachDay },
    },
    changes: otherStage('restore', 'deletion'),
  },
  {
    alert: 'AWSBackupRestoreTestDeletionFailed',
    series: [
      series(deletions, { ...ofGroup, deletion_status: 'FAILED' }, (minute) =>
        minute < 3 * day + 30 ? 2 : 3,
      ),
    ],
    at: 3 * day + 60,
    notYetAt: 3 * day + 25,
    step: 5,
    labels: warning,
    description: `${whereGroup}restored resources that AWS Backup failed to delete within the last three days: 1.`,
    quiet: {
      'none has failed': { [deletions]: 0 },
      'the failures are older': { [deletions]: 2 },
      'a failed one left the look-back': { [deletions]: (minute) => (minute < 3 * day ? 2 : 1) },
      'nothing was scraped for an hour three days ago': {
        [deletions]: (minute) => (minute > 15 && minute < 75 ? undefined : 2),
      },
    },
    fires: { 'it is the first failure': { [deletions]: (minute) => (minute < 3 * day + 30 ? 0 : 1) } },
    changes: otherDeletion,
  },
  {
    alert: 'AWSBackupRestoreTestDeletionFailed',
    series: [series(deletions, { ...ofGroup, deletion_status: 'FAILED' }, 1)],
    at: 30,
    labels: warning,
    description: `${whereGroup}restored resources that AWS Backup failed to delete within the last three days: 1.`,
    quiet: { 'none has failed': { [deletions]: 0 } },
    fires: {
      'it came with the first job of its type': { [deletions]: (minute) => (minute < 30 ? undefined : 1) },
    },
  },
  {
    alert: 'AWSBackupRestoreTestDeletionStuck',
    series: [series(oldest, { ...ofGroup, stage: 'deletion' }, 600)],
    at: day + 60,
    notYetAt: day,
    step: 5,
    labels: warning,
    description: `${whereGroup}the restored resource that has been waiting longest for its deletion was being deleted a day (S3: a week) ago already.`,
    quiet: {
      'nothing is being deleted': { [oldest]: 0 },
      'it has just been deleted': { [oldest]: noneSince(day + 60) },
      'another one is being deleted each half day': { [oldest]: anotherEachDay },
      'something is always being deleted': { [oldest]: now },
    },
    changes: otherStage('restore', 'validation'),
  },
  {
    // A bucket is emptied by a lifecycle rule, which takes days.
    alert: 'AWSBackupRestoreTestDeletionStuck',
    series: [series(oldest, { ...ofGroup, resource_type: 'S3', stage: 'deletion' }, 600)],
    at: 7 * day + 60,
    notYetAt: 7 * day,
    step: 10,
    labels: { ...warning, resource_type: 'S3' },
    description: `${where}plan daily, S3: the restored resource that has been waiting longest for its deletion was being deleted a day (S3: a week) ago already.`,
    quiet: {
      'nothing is being deleted': { [oldest]: 0 },
      'it has just been deleted': { [oldest]: noneSince(7 * day + 60) },
      'another one is being deleted each half day': { [oldest]: anotherEachDay },
    },
  },
];
