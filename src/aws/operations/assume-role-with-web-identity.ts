import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
} from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { StsApi } from '../aws-api.js';
import { type TemporaryCredentials, temporaryCredentials } from '../credentials/temporary-credentials.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';

export const assumeRoleWithWebIdentityOperation = {
  name: 'AssumeRoleWithWebIdentity',
  actions: [],
  resource: 'any',
  caller: 'daemon',
  feature: 'jobs',
  remedies: {
    access_denied:
      'See that the OIDC provider of the cluster is there in IAM, that the trust policy of the role (AWS_ROLE_ARN) lets in the namespace and the service account of the pod, and that the token (AWS_WEB_IDENTITY_TOKEN_FILE) is for the audience sts.amazonaws.com.',
    expired_credentials:
      'See why the token (AWS_WEB_IDENTITY_TOKEN_FILE) is not renewed: the kubelet writes the file anew before it expires, unless it is a copy. Restart the pod.',
    unavailable:
      'Try again later. See that AWS reaches the issuer of the token: the OIDC provider of the cluster, which has to be public.',
  },
} as const satisfies Operation;

/** STS AssumeRoleWithWebIdentity: the daemon's own credentials, for a token instead of a signature. */
export function assumeRoleWithWebIdentity(
  { client, call }: StsApi,
  request: AssumeRoleWithWebIdentityCommandInput,
  deadline: Deadline,
): Promise<CallResult<TemporaryCredentials>> {
  const command = new AssumeRoleWithWebIdentityCommand(request);
  return call(
    assumeRoleWithWebIdentityOperation,
    async (abortSignal) => {
      const { Credentials: credentials } = await client.send(command, { abortSignal });
      return temporaryCredentials(assumeRoleWithWebIdentityOperation, credentials);
    },
    deadline,
  );
}
