import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { CallFailure } from '../../targets/call-failure.js';
import { CallFailed, type RetrySettings } from '../call-policy.js';
import { classifyError } from '../classify-error.js';
import { orAbort, startDeadline } from '../deadline.js';
import { getCallerIdentityOperation } from '../operations/get-caller-identity.js';
import { sdkErrorMessage } from '../sdk-error.js';
import { limitCredentialProcess } from './credential-process.js';
import {
  type CallerProperties,
  type CredentialChain,
  type Credentials,
  loadCredentials,
  NoCredentials,
} from './load-credentials.js';

export interface OwnCredentialsOptions {
  readonly sources: CredentialChain;
  readonly retry: RetrySettings;
  /** The time in which loading has to end, with all its tries. */
  readonly limitMs: number;
  readonly shutdown: AbortSignal;
}

/** Loads the daemon's own credentials within a limit, whatever their source does. Throws CallFailed. */
export function createOwnCredentials({ sources, retry, limitMs, shutdown }: OwnCredentialsOptions) {
  limitCredentialProcess(limitMs);

  return async (caller: CallerProperties): Promise<Credentials> => {
    using deadline = startDeadline(limitMs, shutdown);
    const { signal } = deadline;
    const load = async () => checked(await orAbort(loadCredentials(sources, caller, signal), signal));
    const shouldRetry = async ({ error, retriesConsumed }: { error: Error; retriesConsumed: number }) => {
      if (signal.aborted || error instanceof CallFailed) return false;
      if (!classifyError(error, getCallerIdentityOperation).isRetryable) return false;
      const delayMs = Math.random() * Math.min(retry.maxDelayMs, retry.delayMs * 2 ** retriesConsumed);
      if (delayMs >= deadline.remainingMs()) return false;
      await sleep(delayMs, undefined, { signal });
      return true;
    };
    try {
      // But the loop, as in the call policy.
      return await pRetry(load, { retries: retry.attempts - 1, minTimeout: 0, shouldRetry });
    } catch (error) {
      throw error instanceof CallFailed
        ? error
        : new CallFailed(failureOf(signal.aborted ? signal.reason : error));
    }
  };
}

function failureOf(error: unknown): CallFailure {
  const { reason } = classifyError(error, getCallerIdentityOperation);
  return { operation: 'LoadCredentials', reason, message: sdkErrorMessage(error) };
}

/** Keys with a line break would fail as a header of each request. */
function checked(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials;
  const parts = [
    ['access key id', accessKeyId],
    ['secret access key', secretAccessKey],
    ['session token', sessionToken],
  ] as const;
  for (const [name, value] of parts) {
    if (!/[^\x21-\x7e]/.test(value)) continue;
    throw new NoCredentials(`the ${name} has a space, a line break or another character that no key has`);
  }
  return credentials;
}
