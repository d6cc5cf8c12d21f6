import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
} from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { StsApi } from '../aws-api.js';
import { type TemporaryCredentials, temporaryCredentials } from '../credentials/temporary-credentials.js';
import type { Deadline } from '../deadline.js';

/** STS AssumeRoleWithWebIdentity: the daemon's own credentials, for a token instead of a signature. */
export function assumeRoleWithWebIdentity(
  { client, call }: StsApi,
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
