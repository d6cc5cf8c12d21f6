import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { lastSuccess, lastSuccessAt } from '../../../src/restores/coverage/objective.js';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import {
  emptyLatestTest,
  type LatestTest,
  latestTestKey,
  newestTestAt,
  recordTest,
} from '../../../src/restores/latest-tests/latest-test.js';
import { anOpenTest, aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const untested: LatestTest = {
  plan: 'daily',
  resourceType: 'RDS',
  resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
  proofs: [],
  restoredSizes: [],
};
const tuesday = later(monday, dayMs);
const wednesday = later(monday, 2 * dayMs);
const now = later(monday, 3 * dayMs);

const record = (...jobs: readonly RestoreJob[]) =>
  jobs.reduce((known, job) => recordTest(known, job, now), untested);

describe('the latest test of a resource', () => {
  it('is known by plan, resource type and resource', () => {
    expect(emptyLatestTest(aRestoreTest())).toEqual(untested);
    expect(latestTestKey(untested)).toBe('daily/RDS/arn:aws:rds:eu-west-1:111122223333:db:ledger');
    expect(emptyLatestTest(aRestoreJob({ sourceResourceArn: 'arn:a' }))).toBeUndefined();
    expect(emptyLatestTest(aRestoreTest({ sourceResourceArn: undefined }))).toBeUndefined();
  });

  it('tells everything of a test that passed', () => {
    const recoveryPointCreatedAt = later(monday, -8 * hourMs);
    const test = aRestoreTest({ validation: 'SUCCESSFUL', recoveryPointCreatedAt, sizeBytes: 5 });
    const moment = { jobId: 'job-1', createdAt: monday };
    const endedAt = later(monday, hourMs);
    expect(record(test)).toEqual({
      ...untested,
      ended: { ...moment, verdict: 'passed', failureReason: undefined, issue: undefined, endedAt },
      completed: {
        ...moment,
        completedAt: endedAt,
        durationSeconds: 3600,
        recoveryPointCreatedAt,
        sizeBytes: 5,
      },
      proofs: [{ jobId: 'job-1', verdict: 'passed', isValidated: true, endedAt }],
      restoredSizes: [monday.getTime(), 5],
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
    expect(lastSuccess(known, undefined)).toMatchObject({ jobId: 'monday', endedAt: later(monday, hourMs) });
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
    expect(known.ended?.verdict).toBe('restored');
    expect(known.proofs).toEqual([
      { jobId: 'tuesday', verdict: 'restored', isValidated: false, endedAt: later(tuesday, hourMs) },
      { jobId: 'monday', verdict: 'passed', isValidated: true, endedAt: later(monday, hourMs) },
    ]);
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
    ['passed', { validation: 'SUCCESSFUL' }],
    ['restored', { deletion: 'SUCCESSFUL' }],
  ] as const)('%s last when the newest one did, whichever is read last', (_, success) => {
    const tests = [monday, tuesday].map((createdAt) =>
      aRestoreTest({ id: createdAt.toISOString(), createdAt, ...success }),
    );
    const dates = [tests, tests.toReversed()].map((order) => lastSuccessAt(record(...order), undefined));
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

  describe('that turns out to have failed', () => {
    const passedOnMonday = aRestoreTest({ id: 'monday', validation: 'SUCCESSFUL', sizeBytes: 10 });
    const mondaysProof = {
      jobId: 'monday',
      verdict: 'passed',
      isValidated: true,
      endedAt: later(monday, hourMs),
    };

    it.each<[string, Partial<RestoreJob>, Partial<RestoreJob>]>([
      [
        'in its validation, when its deletion was seen first',
        { deletion: 'DELETING' },
        { validation: 'FAILED' },
      ],
      ['by its validation window', { deletion: 'SUCCESSFUL' }, { validation: 'TIMED_OUT' }],
      ['in its validation, whatever was said before', { validation: 'SUCCESSFUL' }, { validation: 'FAILED' }],
      ['in its restore', { validation: 'SUCCESSFUL' }, { status: 'FAILED' }],
    ])('%s takes its success back, and the one before holds again', (_, first, then) => {
      const tuesdays = { id: 'tuesday', createdAt: tuesday };
      const before = record(passedOnMonday, aRestoreTest({ ...tuesdays, ...first }));
      expect(lastSuccess(before, undefined)?.jobId).toBe('tuesday');
      const after = recordTest(before, aRestoreTest({ ...tuesdays, ...first, ...then }), now);
      expect(after.proofs).toEqual([mondaysProof]);
    });

    it('after 168 hours, once its window was taken for over, takes its success back', () => {
      const test = aRestoreTest({ id: 'late', createdAt: later(monday, 1) });
      const restored = recordTest(record(passedOnMonday), test, later(monday, 8 * dayMs));
      expect(lastSuccess(restored, undefined)?.jobId).toBe('late');
      const failed = { ...test, validation: 'FAILED' } as const;
      expect(recordTest(restored, failed, later(monday, 9 * dayMs)).proofs).toEqual([mondaysProof]);
    });

    it('with a validation window of zero takes its success back', () => {
      const test = aRestoreTest();
      const restored = recordTest(untested, test, later(monday, hourMs), 0);
      expect(lastSuccess(restored, undefined)?.jobId).toBe('job-1');
      const failed = recordTest(restored, { ...test, validation: 'FAILED' }, later(monday, 2 * hourMs), 0);
      expect([failed.proofs, failed.ended?.verdict]).toEqual([[], 'validation_failed']);
    });

    it('to be partial takes its success back', () => {
      const restored = record(
        passedOnMonday,
        aRestoreTest({ id: 'b', createdAt: tuesday, deletion: 'DELETING' }),
      );
      const partial = aRestoreTest({
        id: 'b',
        createdAt: tuesday,
        deletion: 'DELETING',
        statusMessage: 'One or more objects failed to be restored from a to b.',
      });
      const known = recordTest(restored, partial, now);
      expect(known.ended).toMatchObject({
        verdict: 'partial',
        failureReason: 'objects_not_restored',
        issue: 'objects_not_restored',
      });
      expect(lastSuccess(known, undefined)).toEqual(mondaysProof);
    });

    it('keeps its success while its validation is running', () => {
      const deleting = aRestoreTest({ deletion: 'DELETING' });
      const known = record(deleting, { ...deleting, validation: 'VALIDATING' });
      expect([known.ended?.verdict, known.proofs.length]).toEqual(['restored', 1]);
    });

    it('has restored nothing, and its size counts for nothing', () => {
      const completed = aRestoreTest({ id: 'b', createdAt: tuesday, validation: 'SUCCESSFUL', sizeBytes: 1 });
      const known = record(passedOnMonday, completed, { ...completed, status: 'FAILED' });
      expect([known.completed, known.restoredSizes]).toEqual([undefined, [monday.getTime(), 10]]);
    });

    it('leaves a success behind after three others in a row are taken back', () => {
      const days = [0, 1, 2, 3].map((number) =>
        aRestoreTest({ id: `${number}`, createdAt: later(monday, number * hourMs), deletion: 'DELETING' }),
      );
      const passed = aRestoreTest({
        id: 'passed',
        createdAt: later(monday, -dayMs),
        validation: 'SUCCESSFUL',
      });
      const failures = days.map((test) => ({ ...test, validation: 'FAILED' }) as const);
      expect(lastSuccess(record(passed, ...days, ...failures), undefined)?.jobId).toBe('passed');
    });
  });

  describe('that is incomplete', () => {
    const partial = {
      id: 'partial',
      statusMessage: 'One or more objects failed to be restored from arn:a to reports.',
    };
    const endedAt = later(monday, hourMs);

    it.each<[string, Partial<RestoreJob>, unknown[]]>([
      [
        'is a proof once its validation was successful',
        { validation: 'SUCCESSFUL' },
        [{ jobId: 'partial', verdict: 'partial', isValidated: true, endedAt }],
      ],
      [
        'is a proof once no validation can come',
        { deletion: 'DELETING' },
        [{ jobId: 'partial', verdict: 'partial', isValidated: false, endedAt }],
      ],
      ['is none while its validation is open', { validation: 'VALIDATING' }, []],
      ['is none when its validation failed', { validation: 'FAILED' }, []],
    ])('%s', (_, fields, proofs) => {
      const known = record(aRestoreTest({ ...partial, ...fields }));
      expect([known.ended?.verdict, known.proofs]).toEqual(['partial', proofs]);
    });

    it('has an issue that changes no success where the message is another', () => {
      const known = record(
        aRestoreTest({ validation: 'SUCCESSFUL', statusMessage: 'Tags were not copied.' }),
      );
      expect(known.ended).toMatchObject({
        verdict: 'passed',
        failureReason: undefined,
        issue: 'other_issue',
      });
      expect(lastSuccessAt(known, undefined)).toEqual(endedAt);
    });
  });

  it('has the last success of what is known now, in whatever order the views of up to three tests come', () => {
    const restored = { deletion: 'DELETING' } as const;
    const finals: readonly Partial<RestoreJob>[] = [
      restored,
      { ...restored, validation: 'SUCCESSFUL' },
      { ...restored, validation: 'FAILED' },
      { ...restored, status: 'FAILED' },
      { ...restored, issue: 'objects_not_restored' },
    ];
    const outcomes = fc.array(fc.constantFrom(...finals), { minLength: 1, maxLength: 3 });
    const steps = fc.array(fc.nat({ max: 2 }), { maxLength: 12 });
    fc.assert(
      fc.property(outcomes, steps, (ofTests, order) => {
        const tests = ofTests.map((final, index) => {
          const id = { id: `${index}`, createdAt: later(monday, index * hourMs) };
          return { id, views: [aRestoreTest({ ...id, ...restored }), aRestoreTest({ ...id, ...final })] };
        });
        const sequence = [...order, ...tests.keys(), ...tests.keys()].flatMap(
          (index) => tests[index]?.views.shift() ?? [],
        );
        const successful = ofTests.findLastIndex(
          ({ status, validation, issue }) =>
            status === undefined && validation !== 'FAILED' && issue === undefined,
        );
        expect(lastSuccess(record(...sequence), undefined)?.jobId).toBe(
          successful < 0 ? undefined : `${successful}`,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order the tests are read', () => {
    const tests: RestoreJob[] = [
      aRestoreTest({ id: '1', validation: 'SUCCESSFUL', sizeBytes: 1 }),
      aRestoreTest({ id: '2', createdAt: tuesday, deletion: 'SUCCESSFUL', sizeBytes: 2 }),
      aRestoreTest({ id: '3', createdAt: tuesday, validation: 'FAILED', sizeBytes: 3 }),
      aRestoreTest({ id: '4', createdAt: wednesday, status: 'FAILED' }),
      anOpenTest({ id: '5', createdAt: wednesday }),
      aRestoreTest({
        id: '6',
        createdAt: later(monday, 1),
        validation: 'SUCCESSFUL',
        issue: 'nothing_to_restore',
      }),
      ...[7, 8, 9].map((number) =>
        aRestoreTest({
          id: `${number}`,
          createdAt: later(tuesday, -number),
          validation: 'SUCCESSFUL',
          sizeBytes: number,
        }),
      ),
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
