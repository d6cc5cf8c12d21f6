import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CallFailed, type CallPolicyOptions, createCallPolicy } from '../../src/aws/call-policy.js';
import { createAbortController, startDeadline } from '../../src/aws/deadline.js';
import { assumeRoleOperation } from '../../src/aws/operations/assume-role.js';
import { listRestoreJobsOperation } from '../../src/aws/operations/list-restore-jobs.js';
import { emitTo } from '../emit-to.js';
import { hasBeenQuick } from '../patience.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const retry = { attempts: 4, delayMs: 8, throttleDelayMs: 16, maxDelayMs: 20 };

function awsError(name: string, retryAfter?: string): Error {
  const $response = { headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } };
  const $metadata = { httpStatusCode: 400, requestId: 'c0ffee' };
  return Object.assign(new Error(`AWS says ${name}`), { name, $metadata, $response });
}

afterEach(() => {
  jest.useRealTimers();
});

const throttled = awsError('ThrottlingException');
const unavailable = awsError('ServiceUnavailableException');
const denied = awsError('AccessDeniedException');
const expired = awsError('ExpiredTokenException');

const failureOf = (reason: string, error: Error) => ({
  ok: false,
  failure: { operation: 'ListRestoreJobs', reason, message: error.message, requestId: 'c0ffee' },
});

/** A policy that notes what it tells, and a call whose tries end in these ways; the last one repeats. */
function policy(outcomes: readonly (Error | string)[], options: Partial<CallPolicyOptions> = {}) {
  const attempts: (string | undefined)[] = [];
  const delays: number[] = [];
  const sentAt: number[] = [];
  const call = createCallPolicy({
    retry,
    requestsPerSecond: 100_000,
    random: () => 0.5,
    target,
    emit: emitTo({
      callAttempted({ target: of, operation, durationSeconds, reason }) {
        expect([of, operation]).toEqual([target, 'ListRestoreJobs']);
        expect(durationSeconds).toBeGreaterThanOrEqual(0);
        attempts.push(reason);
      },
      callRetried({ target: of, failure, delayMs }) {
        expect([of, failure.operation]).toEqual([target, 'ListRestoreJobs']);
        delays.push(delayMs);
      },
    }),
    ...options,
  });
  const send = async () => {
    const outcome = outcomes[Math.min(sentAt.length, outcomes.length - 1)];
    sentAt.push(performance.now());
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const run = async (deadlineMs = 10_000, parent = createAbortController().signal) => {
    using deadline = startDeadline(deadlineMs, parent);
    return await call(listRestoreJobsOperation, send, deadline);
  };
  return { run, attempts, delays, sentAt };
}

describe('a call', () => {
  it('that succeeds is sent once', async () => {
    const { run, attempts, delays } = policy(['rows']);
    expect(await run()).toEqual({ ok: true, value: 'rows' });
    expect(attempts).toEqual([undefined]);
    expect(delays).toEqual([]);
  });

  it('is tried again until it succeeds, and each try is told with its reason', async () => {
    const { run, attempts, delays } = policy([throttled, unavailable, 'rows']);
    expect(await run()).toEqual({ ok: true, value: 'rows' });
    expect(attempts).toEqual(['throttled', 'unavailable', undefined]);
    expect(delays).toHaveLength(2);
  });

  it('fails after as many tries as are allowed, with the last reason and the words of AWS', async () => {
    const { run, attempts, delays } = policy([throttled, throttled, throttled, unavailable]);
    expect(await run()).toEqual(failureOf('unavailable', unavailable));
    expect(attempts).toEqual(['throttled', 'throttled', 'throttled', 'unavailable']);
    expect(delays).toHaveLength(3);
  });

  it('is tried once where one try is allowed', async () => {
    const { run, attempts, delays } = policy([throttled], { retry: { ...retry, attempts: 1 } });
    expect(await run()).toEqual(failureOf('throttled', throttled));
    expect(attempts).toEqual(['throttled']);
    expect(delays).toEqual([]);
  });

  it('is not tried again where that cannot help', async () => {
    const { run, attempts, delays } = policy([denied]);
    expect(await run()).toEqual(failureOf('access_denied', denied));
    expect(attempts).toEqual(['access_denied']);
    expect(delays).toEqual([]);
  });

  it('is told with how long it took', async () => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(10_000);
    const seconds: number[] = [];
    const call = createCallPolicy({
      retry,
      requestsPerSecond: 1000,
      emit: emitTo({ callAttempted: ({ durationSeconds }) => seconds.push(durationSeconds) }),
    });
    using deadline = startDeadline(10_000, createAbortController().signal);
    const answer = await call(listRestoreJobsOperation, async () => jest.advanceTimersByTime(1500), deadline);
    expect(answer).toEqual({ ok: true, value: undefined });
    expect(seconds).toEqual([1.5]);
  });

  it('that throws what is no error fails all the same', async () => {
    const call = createCallPolicy({
      retry,
      requestsPerSecond: 1000,
      emit: emitTo(),
    });
    using deadline = startDeadline(1000, createAbortController().signal);
    const noError: unknown = 'text';
    expect(await call(assumeRoleOperation, () => Promise.reject(noError), deadline)).toEqual({
      ok: false,
      failure: { operation: 'AssumeRole', reason: 'other', message: 'text', requestId: undefined },
    });
  });
});

describe('the backoff', () => {
  it.each([
    ['doubles', unavailable, 1, [8, 16, 20]],
    ['is of any length below that', unavailable, 0.25, [2, 4, 5]],
    ['may be none', unavailable, 0, [0, 0, 0]],
    ['starts higher where AWS throttles', throttled, 1, [16, 20, 20]],
  ])('%s', async (_, error, random, expected) => {
    const { run, delays } = policy([error], { random: () => random });
    await run();
    expect(delays).toEqual(expected);
  });

  it('is waited', async () => {
    const { run, delays, sentAt } = policy([unavailable, 'rows'], { random: () => 1 });
    await run();
    // Timers may fire up to a millisecond early.
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual((delays[0] ?? 0) - 1);
  });

  it('is at least what AWS asks for, also over the longest one', async () => {
    const { run, delays } = policy([awsError('ThrottlingException', '0.04'), throttled, 'rows']);
    expect(await run()).toEqual({ ok: true, value: 'rows' });
    expect(delays).toEqual([40, 10]);
  });

  it('is what it would be where AWS asks for less', async () => {
    const { run, delays } = policy([awsError('ThrottlingException', '0.001'), 'rows']);
    await run();
    expect(delays).toEqual([8]);
  });
});

describe('the deadline', () => {
  it('is not waited for: where the backoff goes over it, the call fails at once with its own reason', async () => {
    const { run, attempts, delays } = policy([awsError('ThrottlingException', '60')]);
    const startedAt = performance.now();
    expect(await run(5000)).toEqual(failureOf('throttled', throttled));
    expect(hasBeenQuick(startedAt, 2000)).toBe(true);
    expect(attempts).toEqual(['throttled']);
    expect(delays).toEqual([]);
  });

  it('ends a request that hangs, whatever it does then', async () => {
    const attempts: (string | undefined)[] = [];
    const call = createCallPolicy({
      retry,
      requestsPerSecond: 1000,
      emit: emitTo({ callAttempted: ({ reason }) => attempts.push(reason) }),
    });
    using deadline = startDeadline(30, createAbortController().signal);
    expect(await call(listRestoreJobsOperation, () => new Promise(() => undefined), deadline)).toEqual({
      ok: false,
      failure: {
        operation: 'ListRestoreJobs',
        reason: 'timeout',
        message: 'the deadline of 0.03 s passed',
        requestId: undefined,
      },
    });
    expect(attempts).toEqual(['timeout']);
  });

  it('has no request sent once it has passed', async () => {
    const { run, attempts, sentAt } = policy(['rows']);
    const parent = createAbortController();
    parent.abort(new Error('the daemon is stopping'));
    expect(await run(1000, parent.signal)).toMatchObject({
      ok: false,
      failure: { reason: 'other', message: 'the daemon is stopping' },
    });
    expect(sentAt).toEqual([]);
    expect(attempts).toEqual([]);
  });

  it('of a shutdown ends the wait between two tries', async () => {
    const parent = createAbortController();
    const { run, attempts } = policy([awsError('ThrottlingException', '30')], {
      emit: emitTo({
        callRetried: () => setImmediate(() => parent.abort(new Error('the daemon is stopping'))),
      }),
    });
    const startedAt = performance.now();
    expect(await run(60_000, parent.signal)).toMatchObject({
      ok: false,
      failure: { message: 'the daemon is stopping' },
    });
    expect(hasBeenQuick(startedAt, 5000)).toBe(true);
    expect(attempts).toEqual([]);
  });
});

/** The same, with credentials that can be renewed. */
const renewing = (
  outcomes: readonly (Error | string)[],
  renew: () => Promise<unknown> = async () => 1,
  options: Partial<CallPolicyOptions> = {},
) => {
  let renewals = 0;
  const told = policy(outcomes, {
    ...options,
    renewCredentials: () => {
      renewals += 1;
      return renew();
    },
  });
  return { ...told, renewals: () => renewals };
};

describe('credentials that have expired', () => {
  it('are renewed, and the call is tried again at once', async () => {
    const { run, attempts, delays, renewals } = renewing([expired, 'rows']);
    expect(await run()).toEqual({ ok: true, value: 'rows' });
    expect([attempts, delays, renewals()]).toEqual([['expired_credentials', undefined], [0], 1]);
  });

  it('are renewed once in a call', async () => {
    const { run, attempts, renewals } = renewing([expired]);
    expect(await run()).toEqual(failureOf('expired_credentials', expired));
    expect([attempts, renewals()]).toEqual([['expired_credentials', 'expired_credentials'], 1]);
  });

  it('are renewed once in a call, also where it fails for another reason between', async () => {
    const { run, attempts, renewals } = renewing([expired, throttled, expired]);
    expect(await run()).toEqual(failureOf('expired_credentials', expired));
    expect([attempts, renewals()]).toEqual([['expired_credentials', 'throttled', 'expired_credentials'], 1]);
  });

  it('are not renewed for another call that this one depends on', async () => {
    const failure = { operation: 'AssumeRole', reason: 'expired_credentials', message: 'no' } as const;
    const { run, renewals } = renewing([new CallFailed(failure)]);
    expect([await run(), renewals()]).toEqual([{ ok: false, failure }, 0]);
  });

  it('are renewed by each call anew', async () => {
    const { run, renewals } = renewing([expired]);
    await run();
    await run();
    expect(renewals()).toBe(2);
  });

  it('fail the call with the failure of their renewal', async () => {
    const failure = { operation: 'AssumeRole', reason: 'access_denied', message: 'no' } as const;
    const { run } = renewing([expired], () => Promise.reject(new CallFailed(failure)));
    expect(await run()).toEqual({ ok: false, failure });
  });

  it('fail the call where nothing renews them', async () => {
    const { run, attempts } = policy([expired]);
    expect(await run()).toEqual(failureOf('expired_credentials', expired));
    expect(attempts).toEqual(['expired_credentials']);
  });
});

describe('credentials that may have been replaced', () => {
  const unknownKey = awsError('InvalidClientTokenId');
  const areReplaceable = { areReplaceable: true };

  it('are read again where AWS does not know them', async () => {
    const { run, attempts, renewals } = renewing([unknownKey, 'rows'], undefined, areReplaceable);
    expect(await run()).toEqual({ ok: true, value: 'rows' });
    expect([attempts, renewals()]).toEqual([['access_denied', undefined], 1]);
  });

  it.each<[string, Error, Partial<CallPolicyOptions>]>([
    ['they cannot have been', unknownKey, {}],
    ['AWS knows them and denies access', denied, areReplaceable],
  ])('are not where %s', async (_, error, options) => {
    const { run, attempts, renewals } = renewing([error, 'rows'], undefined, options);
    expect(await run()).toEqual(failureOf('access_denied', error));
    expect([attempts, renewals()]).toEqual([['access_denied'], 0]);
  });
});

it('passes on a failed call that it depends on, neither counted nor tried again', async () => {
  const failure = { operation: 'AssumeRole', reason: 'throttled', message: 'no' } as const;
  const { run, attempts, delays, sentAt } = policy([new CallFailed(failure)]);
  expect(await run()).toEqual({ ok: false, failure });
  expect([attempts, delays, sentAt.length]).toEqual([[], [], 1]);
});

it('sends no more requests in a second than it may, tries included', async () => {
  const { run, sentAt } = policy([unavailable, 'rows'], { requestsPerSecond: 50, random: () => 0 });
  const startedAt = performance.now();
  await Promise.all([run(), run(), run()]);
  expect(sentAt).toHaveLength(4);
  // Timers may fire a little early, and late ones leave those after them at their time.
  const tooEarly = sentAt.filter((at, index) => at - startedAt < index * 20 - 5);
  expect(tooEarly).toEqual([]);
});
