import { describe, expect, it } from '@jest/globals';
import { testViewsOf } from '../../src/views/test-view.js';
import { aPlan } from '../restores/a-plan.js';
import {
  aRestoreJob,
  aRestoreTest,
  dailyPlan,
  dayMs,
  hourMs,
  later,
  monday,
} from '../restores/a-restore-job.js';
import { aReadTarget, place, readAt } from './a-read-target.js';

const failed = { status: 'FAILED', statusMessage: 'No default VPC for this user' } as const;

describe('the views of the tests of a target', () => {
  it('have each field that AWS gave of a test that may still change', () => {
    const job = aRestoreTest({
      validation: 'VALIDATING',
      recoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1',
      recoveryPointCreatedAt: monday,
      sizeBytes: 7,
      percentDone: '100.00%',
    });
    expect([...testViewsOf(aReadTarget({ jobs: [job] }))]).toEqual([
      {
        ...place,
        verdict: 'pending',
        why: 'The restore completed; its validation is running.',
        restoreJobId: 'job-1',
        restoreTestingPlan: dailyPlan.name,
        restoreTestingPlanArn: dailyPlan.arn,
        resourceType: 'RDS',
        sourceResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
        status: 'COMPLETED',
        percentDone: '100.00%',
        creationDate: '2026-03-02T05:00:00.000Z',
        completionDate: '2026-03-02T06:00:00.000Z',
        durationSeconds: 3600,
        validationStatus: 'VALIDATING',
        deletionStatus: 'NONE',
        recoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1',
        recoveryPointCreationDate: '2026-03-02T05:00:00.000Z',
        backupSizeInBytes: 7,
        isParent: false,
      },
    ]);
  });

  it('judge a test by the validation window of its plan', () => {
    const job = aRestoreTest({
      createdAt: later(readAt, -10 * hourMs),
      completedAt: later(readAt, -9 * hourMs),
    });
    const verdictsOf = (plans: readonly ReturnType<typeof aPlan>[]) =>
      [...testViewsOf(aReadTarget({ jobs: [job], plans }))].map(({ verdict, why }) => [verdict, why]);
    expect(verdictsOf([aPlan()])).toEqual([
      ['restored', 'The restore completed; nobody validated it, and its validation window is over.'],
    ]);
    expect(verdictsOf([])).toEqual([
      ['pending', 'The restore completed; its validation window may still be open.'],
    ]);
  });

  it('leave out on-demand restores', () => {
    expect([...testViewsOf(aReadTarget({ jobs: [aRestoreJob()] }))]).toEqual([]);
  });

  it('have the reason of a failure as long as it is known', () => {
    const jobs = [0, 1].map((day) =>
      aRestoreTest({
        id: `job-${day}`,
        createdAt: later(monday, (day - 20) * dayMs),
        completedAt: undefined,
        deletion: 'SUCCESSFUL',
        ...failed,
      }),
    );
    const reasons = [...testViewsOf(aReadTarget({ jobs }))].map((view) => [
      view.restoreJobId,
      view.verdict,
      view.failureReason,
    ]);
    expect(reasons).toEqual([
      ['job-0', 'failed', undefined],
      ['job-1', 'failed', 'no_default_vpc'],
    ]);
  });
});
