export const failureCauses = [
  'start_window_missed',
  'no_default_vpc',
  'no_subnet',
  'no_default_subnet',
  'role_not_assumable',
  'kms_denied',
  'kms_key_unusable',
  'access_denied',
  'resource_policy_denied',
  'bucket_denied',
  'aborted',
  'internal',
] as const;

export type FailureCause = (typeof failureCauses)[number];

/** What AWS Backup writes into StatusMessage, by cause; `ROLE` stands for the restore role's ARN. */
const statusMessages: Readonly<Record<FailureCause, string>> = {
  start_window_missed:
    'Restore job was unable to start within the specified start window. Try increasing your start window.',
  no_default_vpc:
    'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
  no_subnet: 'No subnets found for the default VPC vpc-0a1b2c3d4e5f60718. Please specify a subnet.',
  no_default_subnet:
    'No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.',
  role_not_assumable: 'IAM Role cannot be assumed by AWS Backup.',
  kms_denied: 'Access denied to KMS key.',
  kms_key_unusable:
    'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it.',
  access_denied:
    'User ROLE is not authorized to perform rds:RestoreDBInstanceFromDBSnapshot on resource because no identity-based policy allows the action.',
  resource_policy_denied:
    'User ROLE is not authorized to perform kms:CreateGrant on resource with an explicit deny in a resource-based policy.',
  bucket_denied: 'Access denied performing s3:CreateBucket on awsbackup-restore-test-7f3a9c.',
  aborted: 'Restore job was aborted.',
  internal: 'Restore job failed due to an internal error. Please try again.',
};

export function statusMessage(cause: FailureCause, roleArn: string): string {
  return statusMessages[cause].replace('ROLE', roleArn);
}
