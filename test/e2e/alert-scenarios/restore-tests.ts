import { type AlertScenario, ofGroup, ofTest, place, series, whereTest } from '../alert-scenario.js';

const result = 'aws_backup_restore_test_last_result';
const reason = 'aws_backup_restore_test_last_failure_reason';
const required = 'aws_backup_restore_test_validation_required';
const duration = 'aws_backup_restore_test_last_duration_seconds';
const maxDuration = 'aws_backup_restore_test_max_duration_seconds';
const restored = 'aws_backup_restore_test_last_restored_timestamp_seconds';
const recoveryPoint = 'aws_backup_restore_test_last_recovery_point_timestamp_seconds';
const maxAge = 'aws_backup_restore_test_max_recovery_point_age_seconds';
const success = 'aws_backup_restore_test_last_success_timestamp_seconds';
const maxInterval = 'aws_backup_restore_test_success_interval_max_seconds';
const ended = 'aws_backup_restore_jobs_ended_total';

const verdict = (held: string) => series(result, { ...ofTest, verdict: held }, 1);
const critical = { severity: 'critical', ...ofTest };
const warning = { severity: 'warning', ...ofTest };

export const restoreTestScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupRestoreTestFailed',
    series: [verdict('failed'), series(reason, { ...ofTest, reason: 'kms_denied' }, 1)],
    at: 30,
    labels: { ...critical, reason: 'kms_denied' },
    description: `${whereTest}the latest restore test failed, reason kms_denied.`,
    quiet: {
      'the latest test did not fail': { [result]: 0 },
      'a later test passed, and its reason lingers': {
        [result]: (minute) => (minute < 25 ? 1 : 0),
        [reason]: (minute) => (minute < 25 ? 1 : undefined),
      },
    },
    fires: {
      'it is the first test of the resource': {
        [result]: (minute) => (minute < 30 ? undefined : 1),
        [reason]: (minute) => (minute < 30 ? undefined : 1),
      },
      'the test before it passed': {
        [result]: (minute) => (minute < 30 ? 0 : 1),
        [reason]: (minute) => (minute < 30 ? undefined : 1),
      },
    },
  },
  {
    alert: 'AWSBackupRestoreTestValidationFailed',
    series: [verdict('validation_failed')],
    at: 30,
    labels: critical,
    description: `${whereTest}the latest restore completed, and its validation failed.`,
    quiet: {
      'the validation was successful': { [result]: 0 },
      'a later validation was successful': { [result]: (minute) => (minute < 30 ? 1 : 0) },
    },
    fires: { 'it is the first': { [result]: (minute) => (minute < 30 ? undefined : 1) } },
  },
  {
    alert: 'AWSBackupRestoreTestValidationTimedOut',
    series: [verdict('validation_timed_out')],
    at: 30,
    labels: warning,
    description: `${whereTest}the latest restore completed, and no validation result came within the validation window.`,
    quiet: {
      'the validation was successful': { [result]: 0 },
      'a later validation was successful': { [result]: (minute) => (minute < 30 ? 1 : 0) },
    },
    fires: { 'it is the first': { [result]: (minute) => (minute < 30 ? undefined : 1) } },
  },
  {
    alert: 'AWSBackupRestoreTestNotValidated',
    series: [verdict('restored'), series(required, ofGroup, 1)],
    at: 30,
    labels: warning,
    description: `${whereTest}the latest restore completed and was never validated, though its objective requires a validation.`,
    quiet: {
      'the objective does not require a validation': { [required]: 0 },
      'the test was validated': { [result]: 0 },
    },
    fires: { 'it is the first': { [result]: (minute) => (minute < 30 ? undefined : 1) } },
  },
  {
    alert: 'AWSBackupRestoreTestTooSlow',
    series: [series(duration, ofTest, 7200), series(maxDuration, ofGroup, 3600)],
    at: 30,
    labels: warning,
    description: `${whereTest}the latest restore took 2h 0m 0s, longer than its objective allows.`,
    quiet: {
      'it took exactly as long as it may': { [duration]: 3600 },
      'the objective was changed': { [maxDuration]: (minute) => (minute < 30 ? 3600 : 7200) },
    },
    fires: { 'it is the first': { [duration]: (minute) => (minute < 30 ? undefined : 7200) } },
  },
  {
    alert: 'AWSBackupRestoreTestRecoveryPointTooOld',
    series: [
      series(restored, ofTest, 10_800),
      series(recoveryPoint, ofTest, 3600),
      series(maxAge, ofGroup, 3600),
    ],
    at: 30,
    labels: warning,
    description: `${whereTest}the recovery point was 2h 0m 0s old when it had been restored, older than its objective allows.`,
    quiet: {
      'it was exactly as old as it may be': { [recoveryPoint]: 7200 },
      'the objective was changed': { [maxAge]: (minute) => (minute < 30 ? 3600 : 7200) },
    },
  },
  {
    alert: 'AWSBackupRestoreTestSuccessTooOld',
    series: [series(success, ofTest, 600), series(maxInterval, ofGroup, 3600)],
    at: 90,
    notYetAt: 85,
    labels: critical,
    description: `${whereTest}the latest successful restore test ended 1h 20m 0s ago, longer than its objective allows.`,
    quiet: {
      'the success is recent': { [success]: 4200 },
      'a test has just succeeded': { [success]: (minute) => (minute < 90 ? 600 : 5400) },
      'the objective was changed': { [maxInterval]: (minute) => (minute < 80 ? 3600 : 7200) },
    },
  },
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    series: [
      series(
        ended,
        { ...place, restore_testing_plan: '', resource_type: 'EC2', status: 'FAILED' },
        (minute) => (minute < 20 ? 0 : 1),
      ),
    ],
    at: 30,
    notYetAt: 19,
    labels: { severity: 'warning', ...place, resource_type: 'EC2', status: 'FAILED' },
    description:
      'Account production (111122223333), eu-central-1: an on-demand restore of type EC2 ended as FAILED within the last hour.',
    outlives: 70,
    quiet: {
      'none has failed': { [ended]: 0 },
      'the daemon restarted, and the counter with it': { [ended]: (minute) => (minute < 20 ? undefined : 0) },
    },
    fires: {
      'the type had no series before its first failure': {
        [ended]: (minute) => (minute < 28 ? undefined : 1),
      },
      'the counter was reset, and one failed after it': {
        [ended]: (minute) => (minute < 10 ? 3 : minute < 25 ? 0 : 1),
      },
    },
  },
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    series: [
      series(
        ended,
        { ...place, restore_testing_plan: '', resource_type: 'EC2', status: 'ABORTED' },
        (minute) => (minute < 170 ? 4 : 5),
      ),
    ],
    at: 180,
    notYetAt: 165,
    labels: { severity: 'warning', ...place, resource_type: 'EC2', status: 'ABORTED' },
    description:
      'Account production (111122223333), eu-central-1: an on-demand restore of type EC2 ended as ABORTED within the last hour.',
    outlives: 70,
    quiet: {
      'the failures are older than an hour': { [ended]: 5 },
      'the counter was reset to 0': { [ended]: (minute) => (minute < 170 ? 5 : 0) },
      'nothing was scraped for half an hour': {
        [ended]: (minute) => (minute > 140 && minute < 170 ? undefined : 5),
      },
    },
  },
];
