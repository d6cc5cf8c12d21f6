import type { TestFailureReason } from '../../src/restores/jobs/failure-reason.js';

export interface FailureMessage {
  readonly reason: TestFailureReason;
  /** In AWS's words; the account, the ids and the names are examples. */
  readonly message: string;
  readonly source: string;
}

const docs = 'https://docs.aws.amazon.com';
const restoreTesting = `${docs}/aws-backup/latest/devguide/restore-testing.html#restore-testing-troubleshooting`;
const restoreS3 = `${docs}/aws-backup/latest/devguide/restoring-s3.html#s3-restore-messages`;
const restoreRds = `${docs}/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html`;
const restoreAurora = `${docs}/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html`;
const createFileSystem = `${docs}/efs/latest/ug/API_CreateFileSystem.html`;
const restoreFsx = `${docs}/fsx/latest/APIReference/API_CreateFileSystemFromBackup.html`;
const launchFailures = `${docs}/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html`;
const ec2Errors = `${docs}/AWSEC2/latest/APIReference/errors-overview.html`;
const s3Errors = `${docs}/AmazonS3/latest/API/ErrorResponses.html`;
const accessDenied = `${docs}/IAM/latest/UserGuide/troubleshoot_access-denied.html`;
const kmsDecrypt = `${docs}/kms/latest/APIReference/API_Decrypt.html`;
const startRestoreJob = `${docs}/aws-backup/latest/devguide/API_StartRestoreJob.html`;
const user =
  'arn:aws:sts::111122223333:assumed-role/AWSBackupDefaultServiceRole/AWSBackup-AWSBackupDefaultServiceRole';
const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** What AWS documents, or people have been told, as the cause of a failed restore. Each was mapped by hand. */
export const failureMessages: readonly FailureMessage[] = [
  {
    reason: 'start_window_missed',
    message:
      'Restore job was unable to start within the specified start window. Try increasing your start window.',
    source: `${docs}/aws-backup/latest/devguide/aws-backup-limits.html`,
  },
  {
    reason: 'no_default_vpc',
    message: 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    source: restoreTesting,
  },
  {
    reason: 'no_subnet',
    message: 'No subnets found for the default VPC vpc-0a1b2c3d4e5f60718. Please specify a subnet.',
    source: restoreTesting,
  },
  {
    reason: 'no_subnet',
    message: 'No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.',
    source: restoreTesting,
  },
  {
    reason: 'role_not_assumable',
    message: 'IAM Role cannot be assumed by AWS Backup.',
    source: restoreTesting,
  },
  { reason: 'kms_denied', message: 'Access denied to KMS key.', source: restoreTesting },
  {
    reason: 'kms_denied',
    message:
      'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it.',
    source: restoreTesting,
  },
  {
    reason: 'access_denied',
    message: `User ${user} is not authorized to perform rds:RestoreDBInstanceFromDBSnapshot on resource because no identity based policy allows the action.`,
    source: restoreTesting,
  },
  {
    reason: 'access_denied',
    message: 'Access denied performing s3:CreateBucket on awsbackup-restore-test-7f3a9c',
    source: restoreTesting,
  },
  {
    reason: 'access_denied',
    message: `User ${user} is not authorized to perform backup:StartRestoreJob on ${key} because no resource-based policy allows the backup:StartRestoreJob.`,
    source: restoreTesting,
  },
  {
    reason: 'kms_denied',
    message: `User ${user} is not authorized to perform kms:CreateGrant on ${key} with an explicit deny in a resource based policy.`,
    source: restoreTesting,
  },
  {
    reason: 'access_denied',
    message: `User: ${user} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-0abc1234 because no identity-based policy allows the ec2:RunInstances action`,
    source: accessDenied,
  },
  {
    reason: 'access_denied',
    message: `User: ${user} is not authorized to perform: s3:CreateBucket with an explicit deny in a service control policy`,
    source: accessDenied,
  },
  {
    reason: 'kms_denied',
    message: `User: ${user} is not authorized to perform: kms:Decrypt on resource: ${key} because no resource-based policy allows the kms:Decrypt action`,
    source: accessDenied,
  },
  {
    reason: 'role_not_assumable',
    message: `User: ${user} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/restore`,
    source: accessDenied,
  },
  {
    reason: 'access_denied',
    message: 'Insufficient privileges to perform this action.',
    source: 'https://repost.aws/knowledge-center/backup-insufficient-privileges-efs',
  },
  {
    reason: 'access_denied',
    message: 'Access Denied',
    source: 'https://repost.aws/knowledge-center/backup-insufficient-privileges-efs',
  },
  {
    reason: 'access_denied',
    message:
      'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details. Encoded authorization failure message: 4uHIA-quotaExceeded',
    source: 'https://repost.aws/knowledge-center/aws-backup-encoded-authorization-failure',
  },
  {
    reason: 'access_denied',
    message: `You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details. User: ${user} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/web-subnet because no identity-based policy allows the iam:PassRole action.`,
    source:
      'https://repost.aws/questions/QUHiD7geQrR6mKhUzhWyMZLQ/ec2-instance-restore-you-are-not-authorized-to-perform-this-operation',
  },
  {
    reason: 'kms_denied',
    message:
      'The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it.',
    source: `${docs}/aws-backup/latest/devguide/troubleshooting.html`,
  },
  {
    reason: 'kms_denied',
    message: 'Given key ID is not accessible',
    source: 'https://repost.aws/knowledge-center/backup-cross-account-copy-error',
  },
  {
    reason: 'kms_denied',
    message:
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)',
    source: 'https://github.com/Droplr/aws-env/issues/29',
  },
  {
    reason: 'kms_denied',
    message: 'An error occurred accessing an AWS KMS key.',
    source: restoreRds,
  },
  {
    reason: 'kms_denied',
    message: 'The request was rejected because the specified KMS key is not enabled.',
    source: kmsDecrypt,
  },
  {
    reason: 'key_pending_deletion',
    message: `KMSInvalidStateException: ${key} is pending deletion.`,
    source: 'https://stackengine.dev/aws-kms-key-pending-deletion-update',
  },
  {
    reason: 'key_pending_deletion',
    message:
      'An error occurred (KMSInvalidStateException) when calling the Decrypt operation: request was rejected because the key state is PendingDeletion',
    source: 'https://errorcanon.top/errors/aws/kms-key-deleted-or-disabled/index.json',
  },
  {
    reason: 'objects_not_restored',
    message:
      'No objects were restored from arn:aws:backup:eu-central-1:111122223333:recovery-point:reports-5d7a423e to reports. To get notified of these failures, enable SNS event notifications.',
    source: restoreS3,
  },
  {
    reason: 'insufficient_capacity',
    message:
      'We currently do not have sufficient m5.large capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity.',
    source: `${launchFailures}#ts-as-capacity-1`,
  },
  {
    reason: 'insufficient_capacity',
    message: "The specified DB instance class isn't available in the specified Availability Zone.",
    source: restoreRds,
  },
  {
    reason: 'insufficient_capacity',
    message:
      'There is insufficient storage available for the current action. You might be able to resolve this error by updating your subnet group to use different Availability Zones that have more storage available.',
    source: restoreAurora,
  },
  {
    reason: 'insufficient_capacity',
    message: "The DB cluster doesn't have enough capacity for the current operation.",
    source: restoreAurora,
  },
  {
    reason: 'insufficient_capacity',
    message: "There's not enough capacity to provision additional throughput.",
    source: createFileSystem,
  },
  {
    reason: 'not_supported',
    message:
      'Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a.',
    source: launchFailures,
  },
  {
    reason: 'not_supported',
    message:
      'The requested configuration is currently not supported. Please check the documentation for supported configurations.',
    source: launchFailures,
  },
  {
    reason: 'not_supported',
    message: 'The requested Availability Zone is no longer supported. Please retry your request.',
    source: launchFailures,
  },
  {
    reason: 'not_supported',
    message:
      'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t2.micro, Engine=postgres, EngineVersion=13.8, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.',
    source:
      'https://docs.cloud.service.gov.uk/deploying_services/postgresql/#upgrading-major-versions-of-postgres',
  },
  {
    reason: 'not_supported',
    message: 'The requested Amazon EFS functionality is not available in the specified Availability Zone.',
    source: createFileSystem,
  },
  {
    reason: 'not_supported',
    message:
      'The specified request is unsupported. For example, you might be trying to launch an instance in an Availability Zone that currently has constraints on that instance type.',
    source: ec2Errors,
  },
  {
    reason: 'invalid_metadata',
    message: 'The security group sg-0a1b2c3d does not exist. Launching EC2 instance failed.',
    source: launchFailures,
  },
  {
    reason: 'invalid_metadata',
    message: 'The key pair deploy does not exist. Launching EC2 instance failed.',
    source: launchFailures,
  },
  {
    reason: 'invalid_metadata',
    message: 'A file system configuration is required for this operation.',
    source: restoreFsx,
  },
  {
    reason: 'invalid_metadata',
    message: 'One or more network settings specified in the request are invalid.',
    source: restoreFsx,
  },
  {
    reason: 'invalid_metadata',
    message: 'The specified option group could not be found.',
    source: restoreRds,
  },
  {
    reason: 'invalid_metadata',
    message: 'Indicates that a required parameter is missing.',
    source: startRestoreJob,
  },
  {
    reason: 'quota_exceeded',
    message:
      'You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
    source: 'https://repost.aws/knowledge-center/ec2-on-demand-instance-vcpu-increase',
  },
  {
    reason: 'quota_exceeded',
    message: 'The request would result in the user exceeding the allowed number of DB instances.',
    source: restoreRds,
  },
  {
    reason: 'quota_exceeded',
    message:
      'The request would result in the user exceeding the allowed amount of storage available across all DB instances.',
    source: restoreRds,
  },
  {
    reason: 'quota_exceeded',
    message:
      'The user attempted to create a new DB cluster and the user has already reached the maximum allowed DB cluster quota.',
    source: restoreAurora,
  },
  {
    reason: 'quota_exceeded',
    message: 'The AWS account has already created the maximum number of file systems allowed per account.',
    source: createFileSystem,
  },
  {
    reason: 'quota_exceeded',
    message:
      'An error indicating that a particular service limit was exceeded. You can increase some service limits by contacting AWS Support.',
    source: restoreFsx,
  },
  {
    reason: 'quota_exceeded',
    message: 'You have attempted to create more buckets than allowed.',
    source: s3Errors,
  },
  {
    reason: 'quota_exceeded',
    message: 'Subscriber limit exceeded: Only 10 tables can be created, updated, or deleted simultaneously',
    source:
      'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go',
  },
  {
    reason: 'throttled',
    message: 'The maximum request rate permitted by the Amazon EC2 APIs has been exceeded for your account.',
    source: ec2Errors,
  },
  { reason: 'throttled', message: 'Please reduce your request rate.', source: s3Errors },
  {
    reason: 'no_subnet',
    message:
      "There are not enough free addresses in subnet 'subnet-12345678' to satisfy the requested number of instances.",
    source: 'https://github.com/aws/karpenter-provider-aws/issues/3380',
  },
  {
    reason: 'no_subnet',
    message:
      'The specified subnet does not contain enough free private IP addresses to fulfill your request.',
    source: ec2Errors,
  },
  {
    reason: 'no_default_vpc',
    message: 'You have no default VPC in which to carry out the request. Specify a VPC or subnet ID.',
    source: ec2Errors,
  },
  {
    reason: 'no_subnet',
    message:
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: us-east-1a. Add subnets to cover at least 2 AZs.",
    source: 'https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/821',
  },
  {
    reason: 'no_subnet',
    message:
      "DB Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to cover at least 2 availability zones. Current coverage: 1",
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/17373',
  },
  {
    reason: 'no_subnet',
    message:
      'The requested subnet is invalid, or multiple subnets were requested that are not all in a common VPC.',
    source: restoreRds,
  },
  {
    reason: 'no_subnet',
    message: "DBSubnetGroupName doesn't refer to an existing DB subnet group.",
    source: restoreRds,
  },
  {
    reason: 'recovery_point_not_found',
    message: "DBSnapshotIdentifier doesn't refer to an existing DB snapshot.",
    source: restoreRds,
  },
  {
    reason: 'recovery_point_not_found',
    message:
      "The specified AMI does not exist. Check the AMI ID, and ensure that you specify the AWS Region in which the AMI is located, if it's not in the default Region.",
    source: ec2Errors,
  },
  {
    reason: 'insufficient_capacity',
    message:
      'There is not enough capacity to fulfill your EBS volume provision request. You can try to provision a different volume type, EBS volume in a different availability zone, or you can wait for additional capacity to become available.',
    source: ec2Errors,
  },
  {
    reason: 'insufficient_capacity',
    message:
      'There is not enough capacity to fulfill your request. Reduce the number of instances in your request, or wait for additional capacity to become available.',
    source: ec2Errors,
  },
  {
    reason: 'quota_exceeded',
    message:
      "You've reached the limit on your Amazon EBS volume storage. To request an increase, complete the Amazon EC2 EBS Volume Limit Form.",
    source: ec2Errors,
  },
  {
    reason: 'quota_exceeded',
    message: "You've reached the limit on the number of instances you can run concurrently.",
    source: ec2Errors,
  },
  {
    reason: 'quota_exceeded',
    message: 'Your current service quotas do not allow you to perform this action.',
    source: `${docs}/ebs/latest/APIReference/API_StartSnapshot.html`,
  },
  {
    reason: 'not_supported',
    message: 'The instance type is not supported for this request.',
    source: ec2Errors,
  },
  {
    reason: 'not_supported',
    message: 'The specified Availability Zone does not support Provisioned IOPS SSD volumes.',
    source: ec2Errors,
  },
  {
    reason: 'invalid_metadata',
    message:
      'A block device mapping parameter is not valid. The returned message indicates the incorrect value.',
    source: ec2Errors,
  },
  {
    reason: 'internal_error',
    message: 'The request processing has failed because of an unknown error, exception, or failure.',
    source: ec2Errors,
  },
  {
    reason: 'recovery_point_not_found',
    message: 'No Amazon FSx backups were found based upon the supplied parameters.',
    source: restoreFsx,
  },
  {
    reason: 'recovery_point_not_found',
    message: 'Backup not found for the given BackupARN.',
    source: `${docs}/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html`,
  },
  {
    reason: 'internal_error',
    message: 'We encountered an internal error. Please try again.',
    source: s3Errors,
  },
  {
    reason: 'internal_error',
    message: 'The request failed due to a temporary failure of the server.',
    source: startRestoreJob,
  },
  {
    reason: 'other',
    message: 'DB instance class db.r5.large is not available in the vpc of your subnet group',
    source: 'reported by a user of AWS Backup; no public copy was found',
  },
  {
    reason: 'other',
    message:
      'In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=5tiyrfb5tasxk9gmnab39b843',
    source: 'https://github.com/awslabs/harmonix/issues/22',
  },
  {
    reason: 'other',
    message: 'You are not subscribed to this service. Please see https://aws.amazon.com/.',
    source: launchFailures,
  },
  { reason: 'other', message: 'The bucket does not allow ACLs', source: s3Errors },
  {
    reason: 'not_supported',
    message:
      "Aurora Serverless doesn't support DB subnet groups with subnets in the same Availability Zone. Choose a DB subnet group with subnets in different Availability Zones. (Service: Rds, Status Code: 400)",
    source: 'https://github.com/aws-samples/aws-eda-slurm-cluster/issues/69',
  },
  {
    reason: 'invalid_metadata',
    message: 'MissingParameter: The request must contain the parameter zone',
    source: 'https://github.com/velero-io/velero/issues/3242',
  },
];
