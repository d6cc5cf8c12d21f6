export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
}

export const regionPattern = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
export const roleArnPattern =
  /^arn:(aws(?:-[a-z]+)*):iam::(\d{12}):role\/(?:[\x21-\x7e]{0,511}\/)?[\w+=,.@-]{1,64}$/;

export function isRegion(text: string): boolean {
  return regionPattern.test(text);
}

export function parseRoleArn(arn: string): RoleArn | undefined {
  const [, partition, accountId] = roleArnPattern.exec(arn) ?? [];
  return partition === undefined || accountId === undefined ? undefined : { partition, accountId };
}

/** The prefix of the regions of a partition, its name, and the region of its global services. */
const partitions = [
  ['cn-', 'aws-cn', 'cn-northwest-1'],
  ['us-gov-', 'aws-us-gov', 'us-gov-west-1'],
  ['us-isob-', 'aws-iso-b', 'us-isob-east-1'],
  ['eu-isoe-', 'aws-iso-e', 'eu-isoe-west-1'],
  ['us-isof-', 'aws-iso-f', 'us-isof-south-1'],
  ['us-iso-', 'aws-iso', 'us-iso-east-1'],
  ['eusc-', 'aws-eusc', 'eusc-de-east-1'],
] as const;

export function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The region that serves AWS Organizations and Account Management. */
export function globalRegionOf(partition: string): string {
  return partitions.find(([, name]) => name === partition)?.[2] ?? 'us-east-1';
}
