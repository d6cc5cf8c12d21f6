import { matchesGlob } from '../glob.js';

/** Names that AWS uses for a resource type beside the one by which restore testing knows it. */
export const resourceTypeAliases: Readonly<Record<string, string>> = {
  'DynamoDB.FullyManaged': 'DynamoDB',
};

/** The name by which restore testing knows the resource type. */
export function canonicalResourceType(name: string): string {
  return Object.hasOwn(resourceTypeAliases, name) ? (resourceTypeAliases[name] ?? name) : name;
}

/** The names that AWS Backup has for resource types, as jobs, selections and protected resources bear them. */
export const resourceTypes = [
  'Aurora',
  'Aurora DSQL',
  'CloudFormation',
  'DocumentDB',
  'DynamoDB',
  'EBS',
  'EC2',
  'EFS',
  'EKS',
  'FSx',
  'Neptune',
  'RDS',
  'Redshift',
  'Redshift Serverless',
  'S3',
  'SAP HANA on Amazon EC2',
  'Storage Gateway',
  'Timestream',
  'VirtualMachine',
] as const;

/** Returns true if AWS Backup has a resource type that fits the glob. */
export function isKnownResourceType(glob: string): boolean {
  const names = [...resourceTypes, ...Object.keys(resourceTypeAliases)];
  return names.some((name) => matchesGlob(glob, name));
}

/** The common names of some resource types. */
export const resourceTypeNicknames: Readonly<Record<string, (typeof resourceTypes)[number]>> = {
  postgres: 'RDS',
  postgresql: 'RDS',
  mysql: 'RDS',
  mariadb: 'RDS',
  oracle: 'RDS',
  sqlserver: 'RDS',
  mongodb: 'DocumentDB',
  kubernetes: 'EKS',
  instance: 'EC2',
  volume: 'EBS',
  bucket: 'S3',
  vmware: 'VirtualMachine',
};
