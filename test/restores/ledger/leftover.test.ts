import { describe, expect, it } from '@jest/globals';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { emptyLedger, type RestoreLedger } from '../../../src/restores/ledger/ledger.js';
import {
  type DeletionFailureReason,
  deletionFailureReason,
  type Leftover,
  leftoversOf,
} from '../../../src/restores/ledger/leftover.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const source = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const created = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-0f1e2d3c';
const failed: Partial<RestoreJob> = {
  validation: 'SUCCESSFUL',
  deletion: 'FAILED',
  deletionMessage: 'Access denied.',
  createdResourceArn: created,
  sizeBytes: 5,
};
const leftover: Leftover = {
  jobId: 'job-1',
  plan: 'daily',
  resourceType: 'RDS',
  createdResourceArn: created,
  sourceResourceArn: source,
  deletion: 'FAILED',
  reason: 'access_denied',
  restoredAt: later(monday, hourMs),
  sizeBytes: 5,
};

function poll(ledger: RestoreLedger, now: Date, ...jobs: readonly RestoreJob[]): RestoreLedger {
  const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  return recordJobs(ledger, { jobs, gone: [], listedAt: now }, now, settings).ledger;
}

const left = (...jobs: readonly RestoreJob[]) =>
  leftoversOf(poll(emptyLedger, later(monday, 3 * hourMs), ...jobs));

describe('what a test left behind', () => {
  it('is told with what was restored, since when, and why', () => {
    expect(left(aRestoreTest(failed))).toEqual([leftover]);
  });

  it('stays known when its job is settled, and listed again', () => {
    const first = poll(emptyLedger, later(monday, 3 * hourMs), aRestoreTest(failed));
    expect(leftoversOf(poll(first, later(monday, 20 * dayMs), aRestoreTest(failed)))).toEqual([leftover]);
  });

  it('is told while it is being deleted, without a reason', () => {
    const deleting = aRestoreTest({ ...failed, deletion: 'DELETING', deletionMessage: undefined });
    expect(left(deleting)).toEqual([{ ...leftover, deletion: 'DELETING', reason: undefined }]);
  });

  it('exists since its restore began where AWS does not say when that completed', () => {
    expect(left(aRestoreTest({ ...failed, completedAt: undefined }))).toEqual([
      { ...leftover, restoredAt: monday },
    ]);
  });

  it.each<[string, RestoreJob]>([
    ['a test whose restored resource was deleted', aRestoreTest({ ...failed, deletion: 'SUCCESSFUL' })],
    ['a test whose restored resource is validated', aRestoreTest({ ...failed, deletion: 'NONE' })],
    [
      'a test of which AWS does not name what it created',
      aRestoreTest({ ...failed, createdResourceArn: undefined }),
    ],
    ['a restore onto its own source', aRestoreTest({ ...failed, createdResourceArn: source })],
    ['a restore on demand', aRestoreJob(failed)],
  ])('is not told of %s', (_, job) => {
    expect(left(job)).toEqual([]);
  });

  it('is not told after the look-back, unless it is still being deleted', () => {
    const deleting = { deletion: 'DELETING', createdResourceArn: `${created}-2`, id: 'job-2' } as const;
    const first = poll(emptyLedger, monday, aRestoreTest(failed), aRestoreTest({ ...failed, ...deleting }));
    expect(leftoversOf(poll(first, later(monday, 31 * dayMs))).map(({ jobId }) => jobId)).toEqual(['job-2']);
  });

  it('is told once where two jobs created it, by the later one', () => {
    const again = { id: 'job-2', createdAt: later(monday, hourMs) };
    expect(left(aRestoreTest({ ...failed, ...again }), aRestoreTest(failed))).toEqual([
      { ...leftover, jobId: 'job-2', restoredAt: later(monday, 2 * hourMs) },
    ]);
  });

  it('comes first where its deletion failed, then where it is newer', () => {
    const jobs = (['DELETING', 'FAILED', 'DELETING', 'FAILED'] as const).map((deletion, index) =>
      aRestoreTest({
        ...failed,
        id: `job-${index}`,
        createdResourceArn: `${created}-${index}`,
        createdAt: later(monday, index * 60_000),
        deletion,
      }),
    );
    expect(left(...jobs).map(({ jobId }) => jobId)).toEqual(['job-3', 'job-1', 'job-2', 'job-0']);
  });

  it('brings back no latest test that was forgotten', () => {
    const first = poll(emptyLedger, later(monday, 3 * hourMs), aRestoreTest(failed));
    const forgotten = { ...first, latestTests: new Map() };
    expect(poll(forgotten, later(monday, 4 * hourMs)).latestTests.size).toBe(0);
  });
});

it.each<[string | undefined, DeletionFailureReason]>([
  [
    'Resource could not be deleted: tag awsbackup-restore-test is missing. Delete it manually.',
    'tag_missing',
  ],
  [
    'User is not authorized to perform: rds:DeleteDBInstance on resource: arn:aws:rds:eu-west-1:111122223333:db:a',
    'access_denied',
  ],
  ['Access Denied', 'access_denied'],
  [
    'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    'deletion_protection',
  ],
  [
    "The instance 'i-0abc' may not be terminated. Modify its 'disableApiTermination' instance attribute: termination protection is enabled.",
    'deletion_protection',
  ],
  ['The volume vol-0abc is currently attached to i-0abc', 'in_use'],
  ['Network interface is currently in use', 'in_use'],
  ['resource sg-0abc has a dependent object', 'in_use'],
  ['The file system has mount targets', 'in_use'],
  ['Instance awsbackup-restore-test-1 is not in available state.', 'in_use'],
  ['The bucket you tried to delete is not empty', 'not_empty'],
  ['DBInstance awsbackup-restore-test-1 not found.', 'not_found'],
  ['Something else went wrong.', 'other'],
  [undefined, 'other'],
])('the deletion that failed with %j: %s', (message, reason) => {
  expect(deletionFailureReason(message)).toBe(reason);
});
