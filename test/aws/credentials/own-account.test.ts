import { expect, it } from '@jest/globals';
import { CallFailed } from '../../../src/aws/call-policy.js';
import type { Credentials } from '../../../src/aws/credentials/load-credentials.js';
import { createOwnAccount } from '../../../src/aws/credentials/own-account.js';
import { startDeadline } from '../../../src/aws/deadline.js';
import type { CallResult } from '../../../src/targets/call-failure.js';

const first: Credentials = { accessKeyId: 'one', secretAccessKey: 'secret' };
const second: Credentials = { accessKeyId: 'two', secretAccessKey: 'secret' };
const refused: CallResult<string> = {
  ok: false,
  failure: { operation: 'GetCallerIdentity', reason: 'unavailable', message: 'no' },
};
const none = { operation: 'LoadCredentials', reason: 'no_credentials', message: 'none' } as const;
const is = (value: string): CallResult<string> => ({ ok: true, value });

/** What is answered under one session after the other, of which `undefined` is none, and how often STS was asked. */
async function accountsUnder(sessions: readonly (Credentials | undefined)[], answers: CallResult<string>[]) {
  let asked = 0;
  let session: Credentials | undefined;
  const ownAccount = createOwnAccount(
    async () => {
      if (session === undefined) throw new CallFailed(none);
      return session;
    },
    async () => {
      asked += 1;
      return answers.shift() ?? is('asked too often');
    },
  );
  using deadline = startDeadline(60_000, new AbortController().signal);
  const seen: CallResult<string>[] = [];
  for (session of sessions) seen.push(await ownAccount('eu-west-1', deadline));
  return { seen, asked };
}

it.each([
  ['once for a session', [first, first, first], [is('a')], [is('a'), is('a'), is('a')], 1],
  ['again for another', [first, second, second], [is('a'), is('b')], [is('a'), is('b'), is('b')], 2],
  ['until it has told', [first, first], [refused, is('a')], [refused, is('a')], 2],
  [
    'and holds where it fails later',
    [first, second, second],
    [is('a'), refused, is('b')],
    [is('a'), is('a'), is('b')],
    3,
  ],
  ['not without credentials', [undefined, first], [is('a')], [{ ok: false, failure: none }, is('a')], 1],
])('STS is asked %s', async (_, sessions, answers, seen, asked) => {
  expect(await accountsUnder(sessions, answers)).toEqual({ seen, asked });
});

it('is asked once by polls at the same time', async () => {
  let asked = 0;
  const ownAccount = createOwnAccount(
    async () => first,
    async () => {
      asked += 1;
      return is('a');
    },
  );
  using deadline = startDeadline(60_000, new AbortController().signal);
  expect(await Promise.all([ownAccount('r', deadline), ownAccount('s', deadline)])).toEqual([
    is('a'),
    is('a'),
  ]);
  expect(asked).toBe(1);
});
