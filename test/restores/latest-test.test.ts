import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type LatestTest,
  latestTestKey,
  newestTestAt,
  recordTest,
  untestedBy,
} from '../../src/restores/latest-test.js';
import type { RestoreJob } from '../../src/restores/restore-job.js';
import { anOpenTest, aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from './a-restore-job.js';

const untested: LatestTest = {
  plan: 'daily',
  resourceType: 'RDS',
  resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
};
const tuesday = later(monday, dayMs);
const wednesday = later(monday, 2 * dayMs);
const now = later(monday, 3 * dayMs);

const record = (...jobs: readonly RestoreJob[]) =>
  jobs.reduce((known, job) => recordTest(known, job, now), untested);

describe('the latest test of a resource', () => {
  it('is known by plan, resource type and resource', () => {
    expect(untestedBy(aRestoreTest())).toEqual(untested);
    expect(latestTestKey(untested)).toBe('daily/RDS/arn:aws:rds:eu-west-1:111122223333:db:ledger');
    expect(untestedBy(aRestoreJob({ sourceResourceArn: 'arn:a' }))).toBeUndefined();
    expect(untestedBy(aRestoreTest({ sourceResourceArn: undefined }))).toBeUndefined();
  });

  it('tells everything of a test that passed', () => {
    const recoveryPointCreatedAt = later(monday, -8 * hourMs);
    const test = aRestoreTest({ validation: 'SUCCESSFUL', recoveryPointCreatedAt, sizeBytes: 5 });
    const moment = { jobId: 'job-1', createdAt: monday };
    const endedAt = later(monday, hourMs);
    expect(record(test)).toEqual({
      ...untested,
      ended: { ...moment, verdict: 'passed', failureReason: undefined, endedAt },
      completed: {
        ...moment,
        completedAt: endedAt,
        durationSeconds: 3600,
        recoveryPointCreatedAt,
        sizeBytes: 5,
      },
      lastPassedAt: endedAt,
    });
  });

  it('has a failure and nothing restored where the restore failed', () => {
    const test = aRestoreTest({ status: 'FAILED', statusMessage: 'Access denied to KMS key.' });
    expect(record(test)).toEqual({
      ...untested,
      ended: {
        jobId: 'job-1',
        createdAt: monday,
        verdict: 'failed',
        failureReason: 'kms_denied',
        endedAt: later(monday, hourMs),
      },
    });
  });

  it('has a restore and no verdict yet while it is validated', () => {
    expect(record(aRestoreTest({ validation: 'VALIDATING' }))).toEqual({
      ...untested,
      completed: {
        completedAt: later(monday, hourMs),
        jobId: 'job-1',
        createdAt: monday,
        durationSeconds: 3600,
        recoveryPointCreatedAt: undefined,
        sizeBytes: undefined,
      },
    });
  });

  it('is not touched by one that is under way', () => {
    expect(record(anOpenTest())).toEqual(untested);
  });

  it('keeps its last success when a later test fails', () => {
    const known = record(
      aRestoreTest({ id: 'monday', validation: 'SUCCESSFUL' }),
      aRestoreTest({ id: 'tuesday', createdAt: tuesday, status: 'FAILED' }),
    );
    expect(known.ended).toMatchObject({ jobId: 'tuesday', verdict: 'failed', failureReason: 'other' });
    expect(known.completed?.jobId).toBe('monday');
    expect(known.lastPassedAt).toEqual(later(monday, hourMs));
  });

  it('replaces its own verdict when its validation ends', () => {
    const deleting = aRestoreTest({ deletion: 'DELETING' });
    expect(record(deleting).ended?.verdict).toBe('restored');
    expect(record(deleting, { ...deleting, validation: 'TIMED_OUT' }).ended).toMatchObject({
      verdict: 'validation_timed_out',
      failureReason: 'validation_timed_out',
    });
  });

  it('tells apart the success that was validated and the one that only restored', () => {
    const known = record(
      aRestoreTest({ id: 'monday', validation: 'SUCCESSFUL' }),
      aRestoreTest({ id: 'tuesday', createdAt: tuesday, deletion: 'SUCCESSFUL' }),
    );
    expect(known).toMatchObject({
      lastPassedAt: later(monday, hourMs),
      lastRestoredAt: later(tuesday, hourMs),
      ended: { verdict: 'restored' },
    });
  });

  it('ends with its creation where AWS gives no end', () => {
    expect(record(aRestoreTest({ status: 'FAILED', completedAt: undefined })).ended?.endedAt).toEqual(monday);
  });

  it('is the one with the greater id where two were created at one moment', () => {
    const first = aRestoreTest({ id: 'a', validation: 'SUCCESSFUL' });
    const second = aRestoreTest({ id: 'b', status: 'FAILED' });
    expect(record(first, second)).toEqual(record(second, first));
    expect(record(first, second).ended?.jobId).toBe('b');
  });

  it('is the one that was created last, whatever its id', () => {
    const known = record(
      aRestoreTest({ id: 'a', createdAt: tuesday, status: 'FAILED' }),
      aRestoreTest({ id: 'b', validation: 'SUCCESSFUL' }),
    );
    expect([known.ended?.jobId, known.completed?.jobId]).toEqual(['a', 'b']);
  });

  it.each([
    ['passed', 'lastPassedAt', { validation: 'SUCCESSFUL' }],
    ['restored', 'lastRestoredAt', { deletion: 'SUCCESSFUL' }],
  ] as const)('%s last when the newest one did, whichever is read last', (_, field, success) => {
    const tests = [monday, tuesday].map((createdAt) =>
      aRestoreTest({ id: createdAt.toISOString(), createdAt, ...success }),
    );
    const dates = [tests, tests.toReversed()].map((order) => record(...order)[field]);
    expect(dates).toEqual([later(tuesday, hourMs), later(tuesday, hourMs)]);
  });

  it.each<[string, RestoreJob[], Date]>([
    ['the one that ended', [aRestoreTest({ status: 'FAILED' })], monday],
    ['the one that completed', [aRestoreTest({ validation: 'VALIDATING' })], monday],
    [
      'the one that completed after another had ended',
      [
        aRestoreTest({ id: 'a', status: 'FAILED' }),
        aRestoreTest({ id: 'b', createdAt: tuesday, validation: 'VALIDATING' }),
      ],
      tuesday,
    ],
    [
      'the one that ended after another had completed',
      [
        aRestoreTest({ id: 'a', validation: 'VALIDATING' }),
        aRestoreTest({ id: 'b', createdAt: tuesday, status: 'FAILED' }),
      ],
      tuesday,
    ],
  ])('is as new as %s', (_, tests, expected) => {
    expect(newestTestAt(record(...tests))).toEqual(expected);
  });

  it('is the same in whatever order the tests are read', () => {
    const tests: RestoreJob[] = [
      aRestoreTest({ id: '1', validation: 'SUCCESSFUL', sizeBytes: 1 }),
      aRestoreTest({ id: '2', createdAt: tuesday, deletion: 'SUCCESSFUL', sizeBytes: 2 }),
      aRestoreTest({ id: '3', createdAt: tuesday, validation: 'FAILED', sizeBytes: 3 }),
      aRestoreTest({ id: '4', createdAt: wednesday, status: 'FAILED' }),
      anOpenTest({ id: '5', createdAt: wednesday }),
    ];
    const expected = record(...tests);
    expect(expected).toMatchObject({ ended: { jobId: '4' }, completed: { jobId: '3', sizeBytes: 3 } });
    fc.assert(
      fc.property(fc.shuffledSubarray(tests, { minLength: tests.length }), (order) => {
        expect(record(...order)).toEqual(expected);
      }),
    );
  });
});
