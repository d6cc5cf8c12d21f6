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

/** The causes that end a job as COMPLETED. */
export const incompleteCauses = ['objects_not_restored', 'nothing_to_restore'] as const;

export const causes = [...failureCauses, ...incompleteCauses] as const;

export type Cause = (typeof causes)[number];

/** The StatusMessage of AWS Backup by cause; names in capitals stand for those of the job. */
const statusMessages: Readonly<Record<Cause, string>> = {
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
  objects_not_restored:
    'One or more objects failed to be restored from RECOVERY_POINT to CREATED. To get notified of these failures, enable SNS event notifications.',
  nothing_to_restore: 'There are no objects that match the restore request for RECOVERY_POINT.',
};

export function isIncomplete(cause: Cause | undefined): boolean {
  return incompleteCauses.some((each) => each === cause);
}

export function statusMessage(cause: Cause): string {
  return statusMessages[cause];
}

/** The message with the ARNs of one job in place of the names in capitals. */
export function withArns(
  message: string,
  { role, recoveryPoint, created }: { role: string; recoveryPoint: string; created: string | undefined },
): string {
  return message
    .replace('ROLE', role)
    .replace('RECOVERY_POINT', recoveryPoint)
    .replace('CREATED', created?.replace(/^arn:.*:/, '') ?? '');
}
