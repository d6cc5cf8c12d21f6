import {
  done,
  expiredToken,
  incompleteSignature,
  invalidSignature,
  missingToken,
  type Outcome,
  refused,
  unknownAccessKey,
} from '../wire/aws-error.js';
import type { IncomingRequest } from '../wire/incoming-request.js';
import { partitionOf } from '../world/arn.js';
import { hexOf } from '../world/chance.js';
import { type Authorization, readAuthorization } from './authorization.js';
import type { KeyRing } from './key-ring.js';
import { readSession } from './session.js';
import { signatureProblem } from './signature.js';

/** The account, the role and the Region of a call. */
export interface Caller {
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
  readonly userId: string;
  readonly isSession: boolean;
}

interface Identity {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  readonly expiresMs?: number;
}

/** The caller of a request that is signed as AWS demands it. */
export async function callerOf(
  request: IncomingRequest,
  service: string,
  keys: KeyRing,
  nowMs: number,
): Promise<Outcome<Caller>> {
  if (request.headers['authorization'] === undefined) return refused(missingToken);
  const authorization = readAuthorization(request);
  if (authorization === undefined) return refused(incompleteSignature);
  if (authorization.service !== service) {
    return refused(invalidSignature(`Credential should be scoped to correct service: '${service}'.`));
  }
  const identity = identityOf(authorization, request.headers['x-amz-security-token'], keys);
  if (identity === undefined) return refused(unknownAccessKey);
  const problem = await signatureProblem(request, authorization, identity.secretAccessKey, nowMs);
  if (problem !== undefined) return refused(problem);
  if (identity.expiresMs !== undefined && identity.expiresMs <= nowMs) return refused(expiredToken);
  return done(identity.caller);
}

function identityOf(
  { accessKeyId, region }: Authorization,
  sessionToken: string | undefined,
  { accessKeys, sessionKey }: KeyRing,
): Identity | undefined {
  const partition = partitionOf(region);
  if (sessionToken === undefined) {
    const key = accessKeys.find((one) => one.accessKeyId === accessKeyId);
    if (key === undefined) return undefined;
    const { accountId, secretAccessKey } = key;
    const arn = `arn:${partition}:iam::${accountId}:user/restore-test-monitor`;
    const userId = `AIDA${hexOf(17, accessKeyId).toUpperCase()}`;
    return { caller: { accountId, region, arn, userId, isSession: false }, secretAccessKey };
  }
  const session = readSession({ accessKeyId, sessionToken }, sessionKey);
  if (session === undefined || session.partition !== partition) return undefined;
  const { accountId, roleName, sessionName, secretAccessKey, expiresMs } = session;
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const userId = `${roleIdOf(accountId, roleName)}:${sessionName}`;
  return { caller: { accountId, region, arn, userId, isSession: true }, secretAccessKey, expiresMs };
}

export function roleIdOf(accountId: string, roleName: string): string {
  return `AROA${hexOf(17, accountId, roleName).toUpperCase()}`;
}
