import { z } from 'zod';
import { partitionOf } from '../arn.js';
import {
  type AwsError,
  accessDenied,
  done,
  invalidParameter,
  missingParameter,
  refused,
} from '../aws-error.js';
import { roleIdOf } from '../caller.js';
import { issueSession } from '../session.js';
import type { Aws, Operation } from './operation.js';
import { readParams } from './params.js';

const roleArn = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/;

const params = z.object({
  RoleArn: z.string().regex(roleArn),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  ExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/)
    .optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});

export const assumeRole: Operation = ({ caller, params: given, machineMs }, aws) => {
  for (const name of ['RoleArn', 'RoleSessionName']) {
    if (given[name] === undefined) return refused(missingParameter(`The request must contain ${name}.`));
  }
  const read = readParams(params, given);
  if (!read.ok) return read;
  const { RoleArn, RoleSessionName: sessionName, ExternalId, DurationSeconds } = read.value;
  if (caller.isSession && DurationSeconds > 3600) return refused(chainedTooLong);
  const role = { ...readRoleArn(RoleArn), externalId: ExternalId };
  if (role.partition !== partitionOf(caller.region) || !isTrusted(role, aws)) {
    return refused(accessDenied(caller.arn, 'sts:AssumeRole', RoleArn));
  }
  const { accountId, partition, roleName } = role;
  const expiresMs = Math.floor(machineMs / 1000 + DurationSeconds) * 1000;
  const session = { accountId, partition, roleName, sessionName, expiresMs };
  const { accessKeyId, secretAccessKey, sessionToken } = issueSession(session, aws.keys.sessionKey);
  return done({
    AssumedRoleUser: {
      AssumedRoleId: `${roleIdOf(accountId, roleName)}:${sessionName}`,
      Arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    },
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiresMs).toISOString().replace('.000', ''),
    },
  });
};

const chainedTooLong: AwsError = {
  ...invalidParameter(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  ),
};

export function readRoleArn(arn: string) {
  const [, partition = '', accountId = '', roleName = ''] = roleArn.exec(arn) ?? [];
  return { partition, accountId, roleName };
}

interface RequestedRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly externalId: string | undefined;
}

function isTrusted({ accountId, roleName, externalId }: RequestedRole, { world, scenario }: Aws): boolean {
  const account = world.account(accountId);
  const role = account?.role ?? scenario.role;
  if (account === undefined || account.denied || role === undefined) return false;
  return role.name === roleName && (role.externalId === undefined || role.externalId === externalId);
}
