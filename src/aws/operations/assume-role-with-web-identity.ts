import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
} from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { Deadline } from '../deadline.js';
import type { StsSession } from '../session.js';
import { type TemporaryCredentials, temporaryCredentials } from './temporary-credentials.js';

/** STS AssumeRoleWithWebIdentity: the daemon's own credentials, for a token instead of a signature. */
export function assumeRoleWithWebIdentity(
  { client, call }: StsSession,
  request: AssumeRoleWithWebIdentityCommandInput,
  deadline: Deadline,
): Promise<CallResult<TemporaryCredentials>> {
  const command = new AssumeRoleWithWebIdentityCommand(request);
  return call(
    'AssumeRoleWithWebIdentity',
    async (abortSignal) => {
      const { Credentials: credentials } = await client.send(command, { abortSignal });
      return temporaryCredentials('AssumeRoleWithWebIdentity', credentials);
    },
    deadline,
  );
}
