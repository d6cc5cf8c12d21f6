import { describe, expect, it } from '@jest/globals';
import type { RestoreStatus, ValidationStatus } from '../../../src/restores/jobs/restore-job.js';
import { longestValidationWindowMs, type Verdict, verdictOf } from '../../../src/restores/jobs/verdict.js';
import { aRestoreJob, aRestoreTest, hourMs, later, monday } from '../a-restore-job.js';

const soon = later(monday, 2 * hourMs);
const windowEnd = later(monday, hourMs + longestValidationWindowMs);

describe('the verdict of a test', () => {
  it.each<[RestoreStatus, ValidationStatus, Verdict]>([
    ['PENDING', 'NONE', 'pending'],
    ['RUNNING', 'NONE', 'pending'],
    ['unknown', 'NONE', 'pending'],
    ['COMPLETED', 'VALIDATING', 'pending'],
    ['COMPLETED', 'SUCCESSFUL', 'passed'],
    ['COMPLETED', 'FAILED', 'validation_failed'],
    ['COMPLETED', 'TIMED_OUT', 'validation_timed_out'],
    ['FAILED', 'NONE', 'failed'],
    ['ABORTED', 'NONE', 'failed'],
    ['FAILED', 'SUCCESSFUL', 'failed'],
    ['RUNNING', 'SUCCESSFUL', 'pending'],
  ])('of %s and validation %s is %s', (status, validation, verdict) => {
    expect(verdictOf(aRestoreTest({ status, validation }), soon)).toBe(verdict);
  });

  it.each<[string, ValidationStatus]>([
    ['without a validation', 'NONE'],
    ['with a validation status that is not known', 'unknown'],
  ])(
    '%s is pending until the longest validation window is over, and restored from then on',
    (_, validation) => {
      const test = aRestoreTest({ validation });
      expect(verdictOf(test, soon)).toBe('pending');
      expect(verdictOf(test, later(windowEnd, -1))).toBe('pending');
      expect(verdictOf(test, windowEnd)).toBe('restored');
    },
  );

  it('that is still validating stays pending after its window', () => {
    expect(verdictOf(aRestoreTest({ validation: 'VALIDATING' }), windowEnd)).toBe('pending');
  });

  it.each(['DELETING', 'SUCCESSFUL', 'FAILED', 'unknown'] as const)(
    'without a validation is restored as soon as its deletion is %s',
    (deletion) => expect(verdictOf(aRestoreTest({ deletion }), soon)).toBe('restored'),
  );

  it('counts the window from the creation where AWS gives no end', () => {
    const test = aRestoreTest({ completedAt: undefined });
    expect(verdictOf(test, later(windowEnd, -hourMs - 1))).toBe('pending');
    expect(verdictOf(test, later(windowEnd, -hourMs))).toBe('restored');
  });

  it.each<[string, ValidationStatus, Verdict]>([
    ['One or more objects failed to be restored from arn:aws:backup:x to bucket.', 'SUCCESSFUL', 'partial'],
    ['One or more objects failed to be restored from arn:aws:backup:x to bucket.', 'NONE', 'partial'],
    ['One or more objects failed to be restored from arn:aws:backup:x to bucket.', 'VALIDATING', 'partial'],
    ['One or more objects failed to be restored from arn:aws:backup:x to bucket.', 'FAILED', 'partial'],
    ['There are no objects that match the restore request for arn:aws:backup:x.', 'SUCCESSFUL', 'empty'],
    ['There are no objects that match the restore request for arn:aws:backup:x.', 'TIMED_OUT', 'empty'],
    ['The restored table has no tags.', 'SUCCESSFUL', 'passed'],
    ['The restored table has no tags.', 'FAILED', 'validation_failed'],
    ['The restored table has no tags.', 'VALIDATING', 'pending'],
    [' ', 'SUCCESSFUL', 'passed'],
  ])('of COMPLETED with the message "%s" and validation %s is %s', (statusMessage, validation, verdict) => {
    expect(verdictOf(aRestoreTest({ statusMessage, validation }), soon)).toBe(verdict);
  });

  it('is that of its issue where the message was dropped', () => {
    const test = aRestoreTest({ validation: 'SUCCESSFUL', issue: 'objects_not_restored' });
    expect(verdictOf(test, soon)).toBe('partial');
  });

  it.each<[RestoreStatus, Verdict]>([
    ['FAILED', 'failed'],
    ['ABORTED', 'failed'],
    ['RUNNING', 'pending'],
  ])('of %s is not that of its message', (status, verdict) => {
    const statusMessage = 'One or more objects failed to be restored from a to b.';
    expect(verdictOf(aRestoreTest({ status, statusMessage }), soon)).toBe(verdict);
  });

  it('of an on-demand restore waits for no validation', () => {
    expect(verdictOf(aRestoreJob(), soon)).toBe('restored');
  });
});
