import type { Credentials } from '@aws-sdk/client-sts';
import { InvalidResponse } from '../classify-error.js';
import type { Operation } from '../operation.js';

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Maps the Credentials of STS's answer. @throws InvalidResponse if a part of them is missing */
export function temporaryCredentials(
  operation: Operation,
  credentials: Credentials | undefined,
): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new InvalidResponse(`${operation.name} answered without credentials`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
