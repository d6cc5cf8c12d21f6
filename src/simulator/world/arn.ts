import { hexOf } from './chance.js';

export interface AccountRegion {
  readonly accountId: string;
  readonly region: string;
}

const partitions: ReadonlyArray<readonly [prefix: string, partition: string]> = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
];

export function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

export function arnIn({ accountId, region }: AccountRegion, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

function iamArn(place: AccountRegion, resource: string): string {
  return `arn:${partitionOf(place.region)}:iam::${place.accountId}:${resource}`;
}

/** The role that AWS Backup assumes to back up and to restore. */
export function backupRoleArn(place: AccountRegion): string {
  return iamArn(place, 'role/service-role/AWSBackupDefaultServiceRole');
}

export function defaultVaultArn(place: AccountRegion): string {
  return arnIn(place, 'backup', 'backup-vault:Default');
}

type ArnOf = (place: AccountRegion, name: string) => string;

const id = (place: AccountRegion, name: string) => hexOf(17, place.accountId, place.region, name);
const rdsCluster: ArnOf = (place, name) => arnIn(place, 'rds', `cluster:${name}`);

const resourceArns: Readonly<Record<string, ArnOf>> = {
  Aurora: rdsCluster,
  DocumentDB: rdsCluster,
  DynamoDB: (place, name) => arnIn(place, 'dynamodb', `table/${name}`),
  EBS: (place, name) => arnIn(place, 'ec2', `volume/vol-${id(place, name)}`),
  EC2: (place, name) => arnIn(place, 'ec2', `instance/i-${id(place, name)}`),
  EFS: (place, name) => arnIn(place, 'elasticfilesystem', `file-system/fs-${id(place, name)}`),
  EKS: (place, name) => arnIn(place, 'eks', `cluster/${name}`),
  FSx: (place, name) => arnIn(place, 'fsx', `file-system/fs-${id(place, name)}`),
  Neptune: rdsCluster,
  RDS: (place, name) => arnIn(place, 'rds', `db:${name}`),
  S3: (place, name) => `arn:${partitionOf(place.region)}:s3:::${name}`,
};

export const resourceTypesWithArn: readonly string[] = Object.keys(resourceArns);

/** The ARN of a resource by type and name; undefined for a type whose ARNs the simulator does not form. */
export function resourceArn(type: string, place: AccountRegion, name: string): string | undefined {
  return resourceArns[type]?.(place, name);
}

export function recoveryPointArn(type: string, place: AccountRegion, key: string): string {
  const { region } = place;
  if (type === 'EBS') return `arn:${partitionOf(region)}:ec2:${region}::snapshot/snap-${hexOf(17, key)}`;
  if (type === 'EC2') return `arn:${partitionOf(region)}:ec2:${region}::image/ami-${hexOf(17, key)}`;
  if (type === 'RDS') return arnIn(place, 'rds', `snapshot:awsbackup:job-${hexOf(32, key)}`);
  return arnIn(place, 'backup', `recovery-point:${key}`);
}
