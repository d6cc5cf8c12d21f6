import { verdicts } from '../../../src/restores/jobs/verdict.js';
import {
  type AlertScenario,
  alertLabels,
  type Change,
  ofGroup,
  ofTest,
  series,
  whereGroup,
  whereTest,
} from '../alert-scenario.js';

const result = 'aws_backup_restore_test_last_result';
const reason = 'aws_backup_restore_test_last_failure_reason';
const required = 'aws_backup_restore_test_validation_required';
const duration = 'aws_backup_restore_test_last_duration_seconds';
const maxDuration = 'aws_backup_restore_test_max_duration_seconds';
const restored = 'aws_backup_restore_test_last_restored_timestamp_seconds';
const recoveryPoint = 'aws_backup_restore_test_last_recovery_point_timestamp_seconds';
const maxAge = 'aws_backup_restore_test_max_recovery_point_age_seconds';
const accepted = 'aws_backup_restore_test_accepted';
const bytes = 'aws_backup_restore_test_last_restored_bytes';
const medianBytes = 'aws_backup_restore_test_previous_median_restored_bytes';
const incomplete = 'AWS Backup reports the latest restore test as completed, but it is incomplete';
const success = 'aws_backup_restore_test_last_success_timestamp_seconds';
const maxInterval = 'aws_backup_restore_test_success_interval_max_seconds';

const verdict = (held: string) => series(result, { ...ofTest, verdict: held }, 1);
/** The verdict of the latest test is another one: each alert is about one of them. */
const otherVerdicts = (...alerted: string[]): Readonly<Record<'verdict', Change>> => ({
  verdict: {
    metric: result,
    isZeroFilled: true,
    to: Object.fromEntries(
      verdicts
        .filter((each) => each !== 'pending' && !alerted.includes(each))
        .map((each) => [each, 'silent'] as const),
    ),
  },
});
const withoutSeries = 'aws_backup_restore_tests_without_series';
const unlisted = (held: string, count: number) => series(withoutSeries, { ...ofGroup, verdict: held }, count);
const critical = { severity: 'critical', ...alertLabels(ofTest) };
const warning = { severity: 'warning', ...alertLabels(ofTest) };

export const restoreTestScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupRestoreTestFailed',
    series: [verdict('failed'), series(reason, { ...ofTest, reason: 'kms_denied' }, 1)],
    at: 30,
    labels: critical,
    description: `${whereTest}the latest restore test failed, reason kms_denied.`,
    optional: { [reason]: { description: `${whereTest}the latest restore test failed.` } },
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
    changes: {
      ...otherVerdicts('failed'),
      reason: {
        metric: reason,
        isZeroFilled: false,
        to: Object.fromEntries(
          ['access_denied', 'validation_failed'].map((each) => [
            each,
            { description: `${whereTest}the latest restore test failed, reason ${each}.` },
          ]),
        ),
      },
    },
  },
  {
    alert: 'AWSBackupRestoreTestFailedByType',
    series: [unlisted('failed', 2), series(accepted, { ...ofGroup, verdict: 'partial' }, 1)],
    at: 30,
    labels: { severity: 'critical', ...alertLabels(ofGroup) },
    description: `${whereGroup}latest restore tests that failed or are incomplete, of resources without series of their own: 2.`,
    optional: { [accepted]: {} },
    quiet: {
      'none has failed': { [withoutSeries]: 0 },
      'the plan has run again, and none has failed': { [withoutSeries]: (minute) => (minute < 30 ? 2 : 0) },
    },
    fires: {
      'it is the first test of the type': { [withoutSeries]: (minute) => (minute < 30 ? undefined : 2) },
      'none had failed before': { [withoutSeries]: (minute) => (minute < 30 ? 0 : 2) },
    },
    changes: {
      verdict: {
        metric: withoutSeries,
        isZeroFilled: true,
        to: {
          validation_failed: {},
          empty: {},
          partial: 'silent',
          passed: 'silent',
          restored: 'silent',
          validation_timed_out: 'silent',
        },
      },
    },
  },
  {
    alert: 'AWSBackupRestoreTestPartial',
    series: [
      verdict('partial'),
      series(accepted, { ...ofGroup, verdict: 'partial' }, 0),
      series(reason, { ...ofTest, reason: 'objects_not_restored' }, 1),
    ],
    at: 30,
    labels: critical,
    description: `${whereTest}${incomplete}, reason objects_not_restored.`,
    optional: { [reason]: { description: `${whereTest}${incomplete}.` }, [accepted]: {} },
    quiet: {
      'the objective accepts it': { [accepted]: 1 },
      'the objective was changed to accept it': { [accepted]: (minute) => (minute < 30 ? 0 : 1) },
      'the latest test is complete': { [result]: 0 },
      'a later test is complete, and its reason lingers': {
        [result]: (minute) => (minute < 25 ? 1 : 0),
        [reason]: (minute) => (minute < 25 ? 1 : undefined),
      },
    },
    fires: {
      'it is the first test of the resource': { [result]: (minute) => (minute < 30 ? undefined : 1) },
      'the objective accepts it no longer': { [accepted]: (minute) => (minute < 30 ? 1 : 0) },
    },
    changes: {
      verdict: {
        ...otherVerdicts('partial', 'empty').verdict,
        to: { ...otherVerdicts('partial', 'empty').verdict.to, empty: {} },
      },
      reason: {
        metric: reason,
        isZeroFilled: false,
        to: { nothing_to_restore: { description: `${whereTest}${incomplete}, reason nothing_to_restore.` } },
      },
    },
  },
  {
    alert: 'AWSBackupRestoreTestPartial',
    series: [
      verdict('empty'),
      series(accepted, { ...ofGroup, verdict: 'partial' }, 1),
      series(accepted, { ...ofGroup, verdict: 'empty' }, 0),
    ],
    at: 30,
    labels: critical,
    description: `${whereTest}${incomplete}.`,
    optional: { [accepted]: {} },
    quiet: { 'the objective accepts both': { [accepted]: 1 } },
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
    changes: otherVerdicts('validation_failed'),
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
    changes: otherVerdicts('validation_timed_out'),
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
    changes: otherVerdicts('restored'),
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
    alert: 'AWSBackupRestoreTestShrank',
    series: [series(bytes, ofTest, 2e9), series(medianBytes, ofTest, 8e9)],
    at: 30,
    labels: { ...warning, severity: 'info' },
    description: `${whereTest}the latest restore test restored 25% of the median size of the tests before it.`,
    quiet: {
      'it is half of the median': { [bytes]: 4e9 },
      'the tests before it restored nothing': { [medianBytes]: 0, [bytes]: 0 },
      'a later test has the usual size': { [bytes]: (minute) => (minute < 30 ? 2e9 : 8e9) },
      'the median has become smaller': { [medianBytes]: (minute) => (minute < 30 ? 8e9 : 3e9) },
    },
    fires: {
      'the test before it had the usual size': { [bytes]: (minute) => (minute < 30 ? 8e9 : 2e9) },
    },
  },
];
