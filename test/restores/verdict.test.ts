import { describe, expect, it } from '@jest/globals';
import type { RestoreStatus, ValidationStatus } from '../../src/restores/restore-job.js';
import { longestValidationWindowMs, type Verdict, verdictOf } from '../../src/restores/verdict.js';
import { aRestoreJob, aRestoreTest, hourMs, later, monday } from './a-restore-job.js';

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

  it('of an on-demand restore waits for no validation', () => {
    expect(verdictOf(aRestoreJob(), soon)).toBe('restored');
  });
});
