import { beforeEach, describe, expect, it } from '@jest/globals';
import { createAwsClock } from '../../../src/aws/aws-clock.js';
import { CallFailed } from '../../../src/aws/call-policy.js';
import type { Credentials } from '../../../src/aws/credentials/load-credentials.js';
import { createRenewedCredentials } from '../../../src/aws/credentials/renewed-credentials.js';
import { emitTo } from '../../emit-to.js';

const minuteMs = 60_000;
const failure = { operation: 'AssumeRole', reason: 'unavailable', message: 'no' } as const;

let fetched: number;
let told: unknown[];
let next: (() => Promise<Credentials>)[];

beforeEach(() => {
  fetched = 0;
  told = [];
  next = [];
});

function session(name: string, leftMs?: number): Credentials {
  const keys = { accessKeyId: name, secretAccessKey: 'secret' };
  return leftMs === undefined ? keys : { ...keys, expiration: new Date(Date.now() + leftMs) };
}

const gives = (name: string, leftMs?: number) => async () => session(name, leftMs);
const fails = async () => {
  throw new CallFailed(failure);
};

/** What the provider answers to one request after the other, each of which waits for what goes on behind it. */
async function answers(requests: number, options: { pauseMs?: number; aheadMs?: number } = {}) {
  const clock = createAwsClock();
  if (options.aheadMs) clock.observe(new Date(Date.now() + options.aheadMs).toUTCString(), Date.now());
  const provider = createRenewedCredentials({
    fetch: () => {
      const [first, ...rest] = next;
      next = rest;
      fetched += 1;
      if (first === undefined) throw new Error('asked too often');
      return first();
    },
    emit: emitTo({
      credentialsFailed: ({ failure: { reason }, expiresAt }) => told.push([reason, expiresAt !== undefined]),
      credentialsRenewed: () => told.push('recovered'),
    }),
    clock,
    pauseMs: options.pauseMs ?? 0,
  });
  const seen: string[] = [];
  for (let request = 0; request < requests; request += 1) {
    const answer = await provider().catch(({ message }: Error) => ({ accessKeyId: `failed: ${message}` }));
    seen.push(answer.accessKeyId);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { seen, provider };
}

describe('a session', () => {
  it('without an end is fetched once', async () => {
    next = [gives('a')];
    expect((await answers(3)).seen).toEqual(['a', 'a', 'a']);
  });

  it('that goes on for more than five minutes is kept', async () => {
    next = [gives('a', 6 * minuteMs)];
    expect((await answers(3)).seen).toEqual(['a', 'a', 'a']);
  });

  it('with less than five minutes left is renewed, and nobody waits', async () => {
    next = [gives('a', 4 * minuteMs), gives('b', 60 * minuteMs)];
    expect((await answers(4)).seen).toEqual(['a', 'a', 'b', 'b']);
  });

  it('ends by the clock of AWS', async () => {
    next = [gives('a', 60 * minuteMs), gives('b', 120 * minuteMs)];
    expect((await answers(4, { aheadMs: 56 * minuteMs })).seen).toEqual(['a', 'a', 'b', 'b']);
  });

  it('that has ended is waited for', async () => {
    next = [gives('a', -1), gives('b', 60 * minuteMs)];
    expect((await answers(2)).seen).toEqual(['a', 'b']);
  });
});

describe('a renewal that fails', () => {
  it('leaves the session that is valid, is told once, and is tried again', async () => {
    next = [gives('a', 4 * minuteMs), fails, fails, gives('b', 60 * minuteMs)];
    expect((await answers(6)).seen).toEqual(['a', 'a', 'a', 'a', 'b', 'b']);
    expect(told).toEqual([['unavailable', true], 'recovered']);
  });

  it('is not tried again during the pause', async () => {
    next = [gives('a', 4 * minuteMs)];
    expect((await answers(5, { pauseMs: 60_000 })).seen).toEqual(['a', 'a', 'a', 'a', 'a']);
    expect(fetched).toBe(1);
  });

  it('fails the requests where no session is valid, and is asked for again by each', async () => {
    next = [fails, fails, gives('a', 60 * minuteMs)];
    expect((await answers(4, { pauseMs: 60_000 })).seen).toEqual(['failed: no', 'failed: no', 'a', 'a']);
    expect(told).toEqual([['unavailable', false], 'recovered']);
  });

  it('fails the request that asks for another session, and leaves the session to others', async () => {
    next = [gives('a', 60 * minuteMs), fails];
    const { provider } = await answers(1);
    await expect(provider({ forceRefresh: true })).rejects.toThrow('no');
    expect((await provider()).accessKeyId).toBe('a');
  });
});

it('fetches once for requests at the same time', async () => {
  next = [gives('a', 60 * minuteMs), gives('b', 60 * minuteMs)];
  const { provider } = await answers(0);
  const answered = await Promise.all([provider(), provider(), provider({ forceRefresh: true })]);
  expect(answered.map(({ accessKeyId }) => accessKeyId)).toEqual(['a', 'a', 'a']);
  expect((await provider({ forceRefresh: true })).accessKeyId).toBe('b');
  expect(fetched).toBe(2);
});
