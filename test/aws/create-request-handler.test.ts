import { text } from 'node:stream/consumers';
import { afterEach, expect, it, jest } from '@jest/globals';
import { HttpRequest } from '@smithy/core/protocols';
import { createAwsClock } from '../../src/aws/aws-clock.js';
import { createRequestHandler } from '../../src/aws/create-request-handler.js';
import { serve, type WireAnswer } from './tiny-server.js';

const sentAt = Date.parse('2026-03-02T05:00:00Z');
const noon = 'Mon, 02 Mar 2026 12:00:00 GMT';

afterEach(() => {
  jest.restoreAllMocks();
});

/** How far AWS was ahead by each of two answers that the machine got two seconds after it had asked. */
async function observed(answer: WireAnswer): Promise<readonly number[]> {
  const address = await serve((_, response) => {
    jest.spyOn(Date, 'now').mockReturnValue(sentAt + 2000);
    response.sendDate = false;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const clock = createAwsClock();
  const handler = createRequestHandler({ connectionTimeoutMs: 5000, requestTimeoutMs: 5000 }, clock);
  const { hostname, port } = new URL(address);
  for (const _ of [1, 2]) {
    jest.spyOn(Date, 'now').mockReturnValue(sentAt);
    const { response } = await handler.handle(
      new HttpRequest({ protocol: 'http:', hostname, port: Number(port) }),
    );
    await text(response.body);
  }
  handler.destroy();
  return clock.latestAheadMs();
}

it.each<[string, WireAnswer, number[]]>([
  ['an answer', { status: 200, headers: { date: noon }, body: '{}' }, [25_199_500, 25_199_500]],
  ['a refusal', { status: 403, headers: { date: noon }, body: '{}' }, [25_199_500, 25_199_500]],
  ['an answer without a date', { status: 200, body: '{}' }, []],
  ['an answer with a date that is none', { status: 200, headers: { date: 'noon' }, body: '{}' }, []],
])('compares the clock of %s with that of the machine', async (_, answer, aheadMs) => {
  expect(await observed(answer)).toEqual(aheadMs);
});
