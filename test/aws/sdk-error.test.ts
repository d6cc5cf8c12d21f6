import { ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { httpStatus, requestId, retryAfterMs } from '../../src/aws/sdk-error.js';
import { clientOf, serve } from './tiny-server.js';

const now = Date.UTC(2026, 2, 2, 5);

const withHeader = (value?: string) =>
  Object.assign(new Error('no'), {
    $metadata: {},
    $response: { headers: value === undefined ? {} : { 'retry-after': value } },
  });

describe('the wait that an answer asks for', () => {
  it.each<[string, number | undefined]>([
    ['2', 2000],
    ['0', 0],
    ['1.5', 1500],
    [' 3 ', 3000],
    ['Mon, 02 Mar 2026 05:00:30 GMT', 30_000],
    ['Mon, 02 Mar 2026 04:59:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('of "%s" is %s ms', (value, ms) => expect(retryAfterMs(withHeader(value), now)).toBe(ms));

  it.each([
    ['an answer without the header', withHeader()],
    ['an error without an answer', new Error('no')],
    ['an error of the SDK without an answer', Object.assign(new Error('no'), { $metadata: {} })],
    ['no error', undefined],
  ])('is none of %s', (_, error) => expect(retryAfterMs(error, now)).toBeUndefined());

  it('comes with the status and the request id from the wire', async () => {
    const url = await serve({
      status: 429,
      headers: { 'retry-after': '7', 'x-amzn-requestid': 'c0ffee' },
      body: '{}',
    });
    const error: unknown = await clientOf(url)
      .send(new ListRestoreJobsCommand({}))
      .catch((thrown: unknown) => thrown);
    expect([httpStatus(error), requestId(error), retryAfterMs(error, now)]).toEqual([429, 'c0ffee', 7000]);
  });
});
