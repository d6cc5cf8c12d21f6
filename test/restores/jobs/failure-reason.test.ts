import { describe, expect, it } from '@jest/globals';
import {
  type TestFailureReason,
  testFailureReason,
  testFailureReasons,
} from '../../../src/restores/jobs/failure-reason.js';
import { failureCauses, statusMessage } from '../../../src/simulator/scenario/status-message.js';
import { failureMessages } from '../failure-messages.js';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const role = 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole';

describe('the reason of a failed test', () => {
  it.each(failureMessages)('is $reason where AWS says "$message"', ({ reason, message }) => {
    expect(testFailureReason({ status: 'FAILED', statusMessage: message }, 'failed')).toBe(reason);
  });

  it('has messages of every reason that a message can have, each with its source', () => {
    const without = ['aborted', 'validation_failed', 'validation_timed_out', 'nothing_to_restore'];
    const mapped = new Set<string>(failureMessages.map(({ reason }) => reason));
    expect([...mapped, ...without].toSorted()).toEqual([...testFailureReasons].toSorted());
    expect(failureMessages.length).toBeGreaterThanOrEqual(40);
    expect(failureMessages.filter(({ source }) => source === '')).toEqual([]);
  });

  it.each<[TestFailureReason, string]>([
    ['role_not_assumable', `AWS Backup is unable to assume the role ${role}`],
    ['role_not_assumable', `Insufficient privileges to assume role ${role}`],
    ['role_not_assumable', 'Error assuming this IAM role'],
    ['access_denied', 'AccessDenied: explicit deny'],
    ['access_denied', 'Insufficient permission to describe the cluster'],
    ['access_denied', 'Access denied performing s3:CreateBucket on awsbackup-restore-test-subnet-kms'],
    ['other', 'Restore of table subnet-quota-kms ended.'],
    ['other', `Restore of ${key.replace('key/', 'no-subnets-not-supported/')} ended.`],
    ['other', ''],
  ])('is %s where a message is "%s"', (reason, message) => {
    expect(testFailureReason({ status: 'FAILED', statusMessage: message }, 'failed')).toBe(reason);
  });

  it('is other where AWS says nothing', () => {
    expect(testFailureReason({ status: 'FAILED' }, 'failed')).toBe('other');
  });

  it('is that of its message, and aborted only without one, where the job was aborted', () => {
    const aborted = { status: 'ABORTED', statusMessage: 'Restore job was aborted.' } as const;
    expect(testFailureReason(aborted, 'failed')).toBe('aborted');
    expect(testFailureReason({ status: 'ABORTED' }, 'failed')).toBe('aborted');
    expect(testFailureReason({ ...aborted, statusMessage: 'Access denied to KMS key.' }, 'failed')).toBe(
      'kms_denied',
    );
  });

  it.each(['validation_failed', 'validation_timed_out'] as const)('is %s for that verdict', (verdict) => {
    const completed = { status: 'COMPLETED', statusMessage: 'Access denied to KMS key.' } as const;
    expect(testFailureReason(completed, verdict)).toBe(verdict);
  });

  it.each([
    ['partial', 'objects_not_restored'],
    ['empty', 'nothing_to_restore'],
  ] as const)('for the verdict %s is %s', (verdict, reason) => {
    expect(testFailureReason({ status: 'COMPLETED', statusMessage: 'Access denied' }, verdict)).toBe(reason);
  });

  it.each(['pending', 'passed', 'restored'] as const)('is none for the verdict %s', (verdict) => {
    expect(
      testFailureReason({ status: 'COMPLETED', statusMessage: 'Access denied' }, verdict),
    ).toBeUndefined();
  });

  it('is never other for a message that AWS documents', () => {
    const documented = failureCauses.filter((cause) => cause !== 'aborted');
    const reasons = documented.map((cause) =>
      testFailureReason({ status: 'FAILED', statusMessage: statusMessage(cause) }, 'failed'),
    );
    expect(reasons).not.toContain('other');
  });
});
