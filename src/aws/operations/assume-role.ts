import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { MemberRole } from '../../targets/target.js';
import type { StsApi } from '../aws-api.js';
import { type TemporaryCredentials, temporaryCredentials } from '../credentials/temporary-credentials.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';

export const assumeRoleOperation = {
  name: 'AssumeRole',
  actions: ['sts:AssumeRole'],
  statement: 'AssumeMemberRoles',
  resource: 'member-role',
  caller: 'daemon',
  feature: 'roles',
  remedies: {
    access_denied:
      "See that the role exists, that its trust policy lets the daemon in (iam-policy --trust <ARN of the daemon's role>), by the configured external id, and that the daemon may assume it (iam-policy --for daemon).",
  },
} as const satisfies Operation;

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
    assumeRoleOperation,
    async (abortSignal) => {
      const { Credentials: credentials } = await client.send(command, { abortSignal });
      return temporaryCredentials(assumeRoleOperation, credentials);
    },
    deadline,
  );
}
