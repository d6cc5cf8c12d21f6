import { expect, it } from '@jest/globals';
import { leftoverViewsOf } from '../../src/views/leftover-view.js';
import { aRestoreTest, dailyPlan } from '../restores/a-restore-job.js';
import { aReadTarget, place } from './a-read-target.js';

const createdResourceArn = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-0f1e2d3c';
const sourceResourceArn = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const common = {
  ...place,
  restoreTestingPlan: dailyPlan.name,
  resourceType: 'RDS',
  createdResourceArn,
  sourceResourceArn,
  restoredAt: '2026-03-02T06:00:00.000Z',
};

it.each([
  {
    of: 'a failed deletion',
    job: { deletion: 'FAILED', deletionMessage: 'Access denied.', sizeBytes: 5 } as const,
    view: {
      deletionStatus: 'FAILED',
      reason: 'access_denied',
      deletionStatusMessage: 'Access denied.',
      sizeBytes: 5,
    },
  },
  {
    of: 'a deletion that goes on',
    job: { deletion: 'DELETING' } as const,
    view: { deletionStatus: 'DELETING' },
  },
])('the view of $of has what AWS gave', ({ job, view }) => {
  const state = aReadTarget({ jobs: [aRestoreTest({ createdResourceArn, ...job })] });
  expect(leftoverViewsOf(state)).toEqual([{ ...common, restoreJobId: 'job-1', ...view }]);
});
