import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { Emit } from '../events.js';
import type { CallFailure, CallResult, FailureReason } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { type ClassifiedError, classifyError, isUnknownAccessKey } from './classify-error.js';
import { type Deadline, orAbort } from './deadline.js';
import type { Operation } from './operation.js';
import { createRateLimiter } from './rate-limiter.js';
import { requestId, retryAfterMs, sdkErrorMessage } from './sdk-error.js';

export interface RetrySettings {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** The base of the exponential backoff. */
  readonly delayMs: number;
  /** Its base after a throttled call. */
  readonly throttleDelayMs: number;
  readonly maxDelayMs: number;
}

export interface CallPolicyOptions {
  readonly retry: RetrySettings;
  readonly requestsPerSecond: number;
  readonly emit: Emit<'callAttempted' | 'callRetried'>;
  /** The target of the calls; absent if they serve several targets. */
  readonly target?: Target | undefined;
  readonly random?: () => number;
  /** Called once per call when AWS says that the credentials have expired, before the call is tried again. */
  readonly renewCredentials?: () => Promise<unknown>;
  /** True if the source of the credentials may hold new ones when AWS does not know the present ones. */
  readonly areReplaceable?: boolean;
}

/** Sends one request to AWS under the policy of its target. Never throws. */
export type Call = <T>(
  operation: Operation,
  send: (signal: AbortSignal) => Promise<T>,
  deadline: Deadline,
) => Promise<CallResult<T>>;

/** A failed call that another call depended on: it is passed on as it is, neither counted nor retried twice. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: CallFailure;
  constructor(failure: CallFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

class AttemptFailed extends Error {
  readonly failure: CallFailure;
  readonly classified: ClassifiedError;
  override readonly cause: unknown;
  constructor(failure: CallFailure, classified: ClassifiedError, cause: unknown) {
    super(failure.message);
    this.failure = failure;
    this.classified = classified;
    this.cause = cause;
  }
}

/** The one way to call AWS: rate limit, retries with full jitter, deadline, and a reason for every failure. */
export function createCallPolicy(options: CallPolicyOptions): Call {
  const { retry, emit, target, random = Math.random } = options;
  const pace = createRateLimiter(options.requestsPerSecond);

  const mayHelpToRenew = (error: unknown): error is AttemptFailed => {
    if (!(error instanceof AttemptFailed)) return false;
    if (error.failure.reason === 'expired_credentials') return true;
    return options.areReplaceable === true && isUnknownAccessKey(error.cause);
  };

  return async (operation, send, deadline) => {
    let hasRenewedCredentials = false;

    const sendOnce = async () => {
      await pace(deadline.signal);
      const startedAt = performance.now();
      const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
      try {
        const value = await orAbort(send(deadline.signal), deadline.signal);
        emit('callAttempted', { target, operation: operation.name, durationSeconds: elapsedSeconds() });
        return value;
      } catch (error) {
        if (error instanceof CallFailed) throw error;
        const failed = attemptFailed(operation, error, deadline.signal);
        const { reason } = failed.failure;
        emit('callAttempted', {
          target,
          operation: operation.name,
          durationSeconds: elapsedSeconds(),
          reason,
        });
        throw failed;
      }
    };

    const attempt = async () => {
      try {
        return await sendOnce();
      } catch (error) {
        const { renewCredentials } = options;
        if (!mayHelpToRenew(error) || hasRenewedCredentials || !renewCredentials) throw error;
        hasRenewedCredentials = true;
        emit('callRetried', { target, failure: error.failure, delayMs: 0 });
        await orAbort(renewCredentials(), deadline.signal);
        return sendOnce();
      }
    };

    const shouldRetry = async ({ error, retriesConsumed }: { error: Error; retriesConsumed: number }) => {
      if (!(error instanceof AttemptFailed) || deadline.signal.aborted) return false;
      if (!error.classified.isRetryable) return false;
      const delayMs = Math.max(
        backoffMs(error.failure.reason, retriesConsumed, retry, random),
        retryAfterMs(error.cause, Date.now()) ?? 0,
      );
      if (delayMs >= deadline.remainingMs()) return false;
      emit('callRetried', { target, failure: error.failure, delayMs });
      await sleep(delayMs, undefined, { signal: deadline.signal });
      return true;
    };

    try {
      // p-retry is but the loop here, and `shouldRetry` waits: p-retry's own wait knows no full jitter, no Retry-After and no base
      // by reason, and it would begin a wait that the deadline ends.
      const value = await pRetry(attempt, { retries: retry.attempts - 1, minTimeout: 0, shouldRetry });
      return { ok: true, value };
    } catch (error) {
      return { ok: false, failure: failureOf(operation, error, deadline.signal) };
    }
  };
}

function backoffMs(
  reason: FailureReason,
  retriesConsumed: number,
  retry: RetrySettings,
  random: () => number,
): number {
  const base = reason === 'throttled' ? retry.throttleDelayMs : retry.delayMs;
  return random() * Math.min(retry.maxDelayMs, base * 2 ** retriesConsumed);
}

function attemptFailed(operation: Operation, error: unknown, signal: AbortSignal): AttemptFailed {
  // An aborted request surfaces as whatever broke first; the signal knows why.
  const cause = signal.aborted ? signal.reason : error;
  const classified = classifyError(cause, operation);
  return new AttemptFailed(
    {
      operation: operation.name,
      reason: classified.reason,
      message: sdkErrorMessage(cause),
      requestId: requestId(cause),
    },
    classified,
    cause,
  );
}

function failureOf(operation: Operation, error: unknown, signal: AbortSignal): CallFailure {
  if (error instanceof AttemptFailed || error instanceof CallFailed) return error.failure;
  return attemptFailed(operation, error, signal).failure;
}
