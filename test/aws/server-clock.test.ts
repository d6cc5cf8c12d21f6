import { ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { afterEach, expect, it, jest } from '@jest/globals';
import { observeServerClock } from '../../src/aws/server-clock.js';
import { clientOf, serve, type WireAnswer } from './tiny-server.js';

const sentAt = Date.parse('2026-03-02T05:00:00Z');
const noon = 'Mon, 02 Mar 2026 12:00:00 GMT';

afterEach(() => {
  jest.restoreAllMocks();
});

/** How far AWS was ahead by each of two answers that the machine got two seconds after it had asked. */
async function observed(answer: WireAnswer): Promise<number[]> {
  const client = clientOf(
    await serve((_, response) => {
      jest.spyOn(Date, 'now').mockReturnValue(sentAt + 2000);
      response.sendDate = false;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }),
  );
  const seen: number[] = [];
  observeServerClock({ client, call: () => Promise.reject(new Error('not called')) }, (ms) => seen.push(ms));
  for (const _ of [1, 2]) {
    jest.spyOn(Date, 'now').mockReturnValue(sentAt);
    await client.send(new ListRestoreJobsCommand({})).catch(() => undefined);
  }
  return seen;
}

it.each<[string, WireAnswer, number[]]>([
  ['an answer', { status: 200, headers: { date: noon }, body: '{}' }, [25_199_500, 25_199_500]],
  ['a refusal', { status: 403, headers: { date: noon }, body: '{}' }, [25_199_500, 25_199_500]],
  ['an answer without a date', { status: 200, body: '{}' }, []],
  ['an answer with a date that is none', { status: 200, headers: { date: 'noon' }, body: '{}' }, []],
])('compares the clock of %s with that of the machine', async (_, answer, aheadMs) => {
  expect(await observed(answer)).toEqual(aheadMs);
});
