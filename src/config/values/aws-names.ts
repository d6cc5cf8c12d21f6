import { textOption } from '../options/plain-option.js';
import { unknownResourceType } from './resource-type-advice.js';

export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
}

const accountIdPattern = /^\d{12}$/;
const regionPattern = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
const roleArnPattern =
  /^arn:(aws(?:-[a-z]+)*):iam::(\d{12}):role\/(?:[\x21-\x7e]{0,511}\/)?[\w+=,.@-]{1,64}$/;
const organizationWide = /^(?:\d{12}|ANY|AGGREGATE_ALL)$/;

export function accountIdOption() {
  return textOption(accountIdPattern, 'the 12 digits of an AWS account id').meta({ asWritten: true });
}

export function summariesAccountOption() {
  const expected = 'the 12 digits of an AWS account id, ANY or AGGREGATE_ALL';
  return textOption(organizationWide, expected).meta({ asWritten: true });
}

export function regionOption() {
  return textOption(regionPattern, 'an AWS region such as eu-central-1');
}

export function roleArnOption() {
  const example = 'arn:aws:iam::111122223333:role/restore-test-monitor';
  return textOption(roleArnPattern, `an IAM role ARN such as ${example}`);
}

/** `name`, or `path/to/name`. */
export function roleNameOption() {
  const expected = 'the name of an IAM role, or its path and name, such as restore-test-monitor';
  return textOption(/^(?:[\x21-\x2e\x30-\x39\x3b-\x7e]{1,64}\/){0,8}[\w+=,.@-]{1,64}$/, expected);
}

export function organizationalUnitOption() {
  const expected = 'the id of an organizational unit or a root such as ou-ab12-11111111 or r-ab12';
  return textOption(/^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, expected);
}

export function externalIdOption() {
  const expected = 'an external id: 2 to 1224 letters, digits and any of + = , . @ : / _ -';
  return textOption(/^[\w+=,.@:/-]{2,1224}$/, expected).meta({ asWritten: true });
}

export function roleSessionNameOption() {
  return textOption(/^[\w+=,.@-]{2,64}$/, 'a session name: 2 to 64 letters, digits and any of + = , . @ _ -');
}

export function resourceTypeOption() {
  const expected = 'a resource type of AWS Backup such as EC2, ANY or AGGREGATE_ALL';
  return textOption(/^[A-Za-z0-9\-_. ]{1,50}$/, expected, (name) =>
    name === 'ANY' || name === 'AGGREGATE_ALL' ? undefined : unknownResourceType(name),
  );
}

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
