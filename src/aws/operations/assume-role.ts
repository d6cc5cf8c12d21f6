import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { MemberRole } from '../../targets/target.js';
import type { StsApi } from '../aws-api.js';
import { type TemporaryCredentials, temporaryCredentials } from '../credentials/temporary-credentials.js';
import type { Deadline } from '../deadline.js';

export interface RoleSession {
  readonly name: string;
  readonly durationMs: number;
}

/** STS AssumeRole. */
export function assumeRole(
  { client, call }: StsApi,
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
      return temporaryCredentials('AssumeRole', credentials);
    },
    deadline,
  );
}
