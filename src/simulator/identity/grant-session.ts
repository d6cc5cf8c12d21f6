import { z } from 'zod';
import { roleIdOf } from './caller.js';
import type { KeyRing } from './key-ring.js';
import { issueSession } from './session.js';

const roleArn = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/;

export const roleArnParam = z.string().regex(roleArn);
export const sessionNameParam = z.string().regex(/^[\w+=,.@-]{2,64}$/);
export const sessionDuration = z.coerce.number().int().min(900).max(43_200).default(3600);

export interface RequestedSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
}

export function readRoleArn(arn: string) {
  const [, partition = '', accountId = '', roleName = ''] = roleArn.exec(arn) ?? [];
  return { partition, accountId, roleName };
}

/** The fields of STS's answer to AssumeRole. */
export function grantSession(
  { roleArn: arn, sessionName, durationSeconds }: RequestedSession,
  machineMs: number,
  { sessionKey }: KeyRing,
) {
  const { partition, accountId, roleName } = readRoleArn(arn);
  const expiresMs = Math.floor(machineMs / 1000 + durationSeconds) * 1000;
  const session = { accountId, partition, roleName, sessionName, expiresMs };
  const { accessKeyId, secretAccessKey, sessionToken } = issueSession(session, sessionKey);
  return {
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
  };
}
