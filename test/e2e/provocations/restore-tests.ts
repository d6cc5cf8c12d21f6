import type { AccountRegion } from '../../../src/simulator/world/arn.js';
import {
  type CreatedJob,
  earlierTest,
  type JobRow,
  lenientPlan,
  lenientTest,
  nightlyPlan,
  ofGroup,
  type Provocation,
  passed,
  restoreTest,
  type Shown,
  testEndingAt,
} from '../provocation.js';

/** A resource whose tests were good, whose latest one is not, and whose next one is again. */
function oneBadTest(outcome: JobRow, job?: Partial<CreatedJob>) {
  return (place: AccountRegion): Shown[] => [
    { jobs: [earlierTest(place)] },
    ...testEndingAt('cause', place, outcome, job),
    ...testEndingAt('cure', place, passed),
  ];
}

const test = 'plan nightly, RDS arn:aws:rds:eu-central-1:$id:db:orders: ';
const ofTest = { ...ofGroup, resource_arn: 'arn:aws:rds:eu-central-1:$id:db:orders' };
const incomplete = {
  ...passed,
  StatusMessage:
    'One or more objects failed to be restored from arn:aws:backup:eu-central-1:111122223333:recovery-point:1 to orders.',
} as const satisfies JobRow;
const cure = 'the next test passes';

export const restoreTestProvocations: readonly Provocation[] = [
  {
    alert: 'AWSBackupRestoreTestFailed',
    severity: 'critical',
    account: 'failing',
    cause: 'a test ends as FAILED',
    cure,
    shown: oneBadTest({ Status: 'FAILED', StatusMessage: 'Access denied to KMS key.' }),
    labels: ofTest,
    description: `${test}the latest restore test failed, reason kms_denied.`,
  },
  {
    alert: 'AWSBackupRestoreTestFailedByType',
    severity: 'critical',
    account: 'failing-without-name',
    cause: 'a test ends as FAILED, and AWS does not name its resource',
    cure: 'its plan runs again, and the test passes',
    shown: (place) => [
      { until: 'cure', plans: [nightlyPlan(place)] },
      { from: 'cure', plans: [nightlyPlan(place, { LastExecutionTime: '11m' })] },
      { jobs: [earlierTest(place)] },
      ...testEndingAt('cause', place, { Status: 'FAILED' }, { SourceResourceArn: null }),
      ...testEndingAt('cure', place, passed),
    ],
    labels: ofGroup,
    description:
      'plan nightly, RDS: latest restore tests that failed or are incomplete, of resources without series of their own: 1.',
  },
  {
    alert: 'AWSBackupRestoreTestPartial',
    severity: 'critical',
    account: 'losing-objects',
    cause:
      'a test ends as COMPLETED with a message that objects failed to be restored; another plan accepts that',
    cure,
    shown: (place) => [
      { plans: [nightlyPlan(place), lenientPlan(place)] },
      ...oneBadTest(incomplete)(place),
      { from: 'cause', jobs: [lenientTest(place, incomplete)] },
    ],
    labels: ofTest,
    description: `${test}AWS Backup reports the latest restore test as completed, but it is incomplete, reason objects_not_restored.`,
  },
  {
    alert: 'AWSBackupRestoreTestShrank',
    severity: 'info',
    account: 'shrinking',
    cause: 'a test restores a tenth of what the test before it restored',
    cure,
    shown: oneBadTest({ ...passed, BackupSizeInBytes: 2 * 2 ** 30 }),
    labels: ofTest,
    description: `${test}the latest restore test restored 10% of the median size of the tests before it.`,
  },
  {
    alert: 'AWSBackupRestoreTestValidationFailed',
    severity: 'critical',
    account: 'not-valid',
    cause: 'a validation ends as FAILED',
    cure,
    shown: oneBadTest({ ...passed, ValidationStatus: 'FAILED' }),
    labels: ofTest,
    description: `${test}the latest restore completed, and its validation failed.`,
  },
  {
    alert: 'AWSBackupRestoreTestValidationTimedOut',
    severity: 'warning',
    account: 'validating-late',
    cause: 'a validation ends as TIMED_OUT',
    cure,
    shown: oneBadTest({ ...passed, ValidationStatus: 'TIMED_OUT' }),
    labels: ofTest,
    description: `${test}the latest restore completed, and no validation result came within the validation window.`,
  },
  {
    alert: 'AWSBackupRestoreTestNotValidated',
    severity: 'warning',
    account: 'without-validator',
    cause: 'what a test restored is deleted, and nobody has validated it',
    cure,
    shown: oneBadTest({ Status: 'COMPLETED', DeletionStatus: 'SUCCESSFUL' }),
    labels: ofTest,
    description: `${test}the latest restore completed and was never validated, though its objective requires a validation.`,
  },
  {
    alert: 'AWSBackupRestoreTestTooSlow',
    severity: 'warning',
    account: 'slow',
    cause: 'a restore completes after 2 hours; its objective is 1',
    cure,
    shown: oneBadTest(passed, { CreationDate: '-1h50m' }),
    labels: ofTest,
    description: `${test}the latest restore took 2h 0m 0s, longer than its objective allows.`,
  },
  {
    alert: 'AWSBackupRestoreTestRecoveryPointTooOld',
    severity: 'warning',
    account: 'backed-up-rarely',
    cause: 'a test of a backup of two days ago ends; its objective is 26 hours',
    cure,
    shown: oneBadTest({ ...passed, RecoveryPointCreationDate: '-47h50m' }),
    labels: ofTest,
    description: `${test}the recovery point was 2d 0h 0m 0s old when it had been restored, older than its objective allows.`,
  },
  {
    alert: 'AWSBackupRestoreTestSuccessTooOld',
    severity: 'critical',
    account: 'tested-rarely',
    membership: { joins: 'cause' },
    cause: 'an account joins whose latest successful test ended three days ago; its objective is two days',
    cure,
    shown: (place) => [
      { jobs: [restoreTest(place, { CreationDate: '-73h', CompletionDate: '-72h', ...passed })] },
      ...testEndingAt('cure', place, passed),
    ],
    labels: ofTest,
    description: `${test}the latest successful restore test ended 3d 0h *m *s ago, longer than its objective allows.`,
  },
  {
    alert: 'AWSBackupOnDemandRestoreFailed',
    severity: 'warning',
    account: 'restoring-by-hand',
    cause: 'an on-demand restore ends as ABORTED',
    cure: 'an hour passes',
    shown: (place) => testEndingAt('cause', place, { Status: 'ABORTED' }, { CreatedBy: null }),
    labels: { resource_type: 'RDS', status: 'ABORTED' },
    description: 'an on-demand restore of type RDS ended as ABORTED at *.',
    endsByItself: true,
  },
];
