import type { AccountRegion } from '../../../src/simulator/world/arn.js';
import {
  type CreatedJob,
  earlierTest,
  type JobRow,
  ofGroup,
  type Provocation,
  passed,
  restoreTest,
  type Shown,
} from '../provocation.js';

/** A job that AWS shows in one state until the cure, and passed from then on. */
const untilCure =
  (job: CreatedJob, mended: JobRow) =>
  (place: AccountRegion): Shown[] => [
    { until: 'cure', jobs: [restoreTest(place, job)] },
    { from: 'cure', jobs: [restoreTest(place, { ...job, ...mended, CreationDate: job.CreationDate })] },
  ];

const group = 'plan nightly, RDS: ';

export const restoreJobProvocations: readonly Provocation[] = [
  {
    alert: 'AWSBackupRestoreJobStuck',
    severity: 'warning',
    account: 'stuck',
    membership: { joins: 'cause' },
    cause: 'an account joins with an on-demand restore that has been RUNNING for three days',
    cure: 'it completes',
    shown: untilCure(
      { CreationDate: '-3d', Status: 'RUNNING', CreatedBy: null },
      { Status: 'COMPLETED', CompletionDate: '20m' },
    ),
    labels: { resource_type: 'RDS' },
    description:
      'on demand, RDS: the oldest restore job that is PENDING or RUNNING was created 3d 0h *m *s ago.',
  },
  {
    alert: 'AWSBackupRestoreTestValidationStuck',
    severity: 'warning',
    account: 'validating-for-ever',
    membership: { joins: 'cause' },
    cause: 'an account joins with a job that has been VALIDATING for nine days',
    cure: 'the validation ends',
    shown: (place) => [
      { jobs: [earlierTest(place)] },
      ...untilCure(
        { ...passed, CreationDate: '-9d', CompletionDate: '-215h', ValidationStatus: 'VALIDATING' },
        passed,
      )(place),
    ],
    labels: ofGroup,
    description: `${group}the oldest restore job whose validation is open was created 9d 0h *m *s ago; no validation window is longer than a week.`,
  },
  {
    alert: 'AWSBackupRestoreTestDeletionFailed',
    severity: 'warning',
    account: 'leaving-things-behind',
    cause: 'a deletion ends as FAILED',
    cure: 'three days pass',
    shown: (place) => {
      const job = { CreationDate: '-20m', CompletionDate: '-5m', ...passed };
      return [
        { until: 'cause', jobs: [restoreTest(place, { ...job, DeletionStatus: 'DELETING' })] },
        { from: 'cause', jobs: [restoreTest(place, { ...job, DeletionStatus: 'FAILED' })] },
      ];
    },
    labels: ofGroup,
    description: `${group}restored resources that AWS Backup failed to delete within the last three days: 1.`,
    endsByItself: true,
  },
  {
    alert: 'AWSBackupRestoreTestDeletionStuck',
    severity: 'warning',
    account: 'deleting-for-ever',
    cause: 'a deletion begins that does not end for a day',
    cure: 'the deletion ends',
    shown: (place) => {
      const job = { CreationDate: '-20m', CompletionDate: '-5m', ...passed };
      return [
        { until: 'cause', jobs: [restoreTest(place, { ...job, DeletionStatus: null })] },
        { from: 'cause', until: 'cure', jobs: [restoreTest(place, { ...job, DeletionStatus: 'DELETING' })] },
        { from: 'cure', jobs: [restoreTest(place, job)] },
      ];
    },
    labels: ofGroup,
    description: `${group}the restored resource that has been waiting longest for its deletion was being deleted a day (S3: a week) ago already.`,
  },
];
