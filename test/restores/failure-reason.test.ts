import { describe, expect, it } from '@jest/globals';
import { type TestFailureReason, testFailureReason } from '../../src/restores/failure-reason.js';
import { failureCauses, statusMessage } from '../../src/simulator/status-message.js';

const role = 'arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole';

describe('the reason of a failed test', () => {
  it.each<[TestFailureReason, string]>([
    [
      'start_window_missed',
      'Restore job was unable to start within the specified start window. Try increasing your start window.',
    ],
    [
      'no_default_vpc',
      'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    ],
    ['no_subnet', 'No subnets found for the default VPC vpc-0a1b2c3d4e5f60718. Please specify a subnet.'],
    [
      'no_subnet',
      'No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.',
    ],
    ['no_subnet', 'The subnet ID subnet-0a1b2c3d does not exist'],
    ['role_not_assumable', 'IAM Role cannot be assumed by AWS Backup.'],
    ['role_not_assumable', `AWS Backup is unable to assume the role ${role}`],
    ['role_not_assumable', `Insufficient privileges to assume role ${role}`],
    ['role_not_assumable', 'Error assuming this IAM role'],
    ['kms_denied', 'Access denied to KMS key.'],
    [
      'kms_denied',
      'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it.',
    ],
    [
      'kms_denied',
      `User ${role} is not authorized to perform kms:CreateGrant on resource with an explicit deny in a resource-based policy.`,
    ],
    [
      'access_denied',
      `User ${role} is not authorized to perform rds:RestoreDBInstanceFromDBSnapshot on resource because no identity-based policy allows the action.`,
    ],
    ['access_denied', 'Access denied performing s3:CreateBucket on awsbackup-restore-test-7f3a9c.'],
    ['access_denied', 'AccessDenied: explicit deny'],
    ['access_denied', 'Insufficient permission to describe the cluster'],
    ['other', 'Restore job failed due to an internal error. Please try again.'],
    ['other', ''],
  ])('is %s where AWS says "%s"', (reason, message) => {
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

  it.each(['pending', 'passed', 'restored'] as const)('is none for the verdict %s', (verdict) => {
    expect(
      testFailureReason({ status: 'COMPLETED', statusMessage: 'Access denied' }, verdict),
    ).toBeUndefined();
  });

  it('is never other for a message that AWS documents', () => {
    const documented = failureCauses.filter((cause) => cause !== 'internal' && cause !== 'aborted');
    const reasons = documented.map((cause) =>
      testFailureReason({ status: 'FAILED', statusMessage: statusMessage(cause) }, 'failed'),
    );
    expect(reasons).not.toContain('other');
  });
});
