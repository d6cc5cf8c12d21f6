import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { CallResult } from '../targets/call-failure.js';
import type { MemberRole } from '../targets/target.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import type { StsSession } from './session.js';

export interface RoleSession {
  readonly name: string;
  readonly durationMs: number;
}

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** STS AssumeRole. */
export function assumeRole(
  { client, call }: StsSession,
  role: MemberRole,
  session: RoleSession,
  deadline: Deadline,
): Promise<CallResult<TemporaryCredentials>> {
  const command = new AssumeRoleCommand({
    RoleArn: role.arn,
    RoleSessionName: session.name,
    DurationSeconds: Math.round(session.durationMs / 1000),
    ...(role.externalId !== undefined && { ExternalId: role.externalId }),
  });
  return call(
    'AssumeRole',
    async (abortSignal) => {
      const { Credentials: credentials } = await client.send(command, { abortSignal });
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
      if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
        throw new InvalidResponse('AssumeRole answered without credentials');
      }
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    },
    deadline,
  );
}
