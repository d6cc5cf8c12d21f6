import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Call, createCallPolicy } from '../../../src/aws/call-policy.js';
import { InvalidResponse } from '../../../src/aws/classify-error.js';
import { startDeadline } from '../../../src/aws/deadline.js';
import { listRestoreJobsOperation } from '../../../src/aws/operations/list-restore-jobs.js';
import { type ListReading, type RawPage, readPages } from '../../../src/aws/operations/read-pages.js';
import { emitTo } from '../../emit-to.js';

const retry = { attempts: 3, delayMs: 1, throttleDelayMs: 1, maxDelayMs: 1 };
const withRetries = () => createCallPolicy({ retry, requestsPerSecond: 100_000, emit: emitTo() });

/** Without waits, for lists without end. */
const atOnce: Call = async (_, send, { signal }) => ({ ok: true, value: await send(signal) });

async function read(
  page: (token: string | undefined) => RawPage<number>,
  call: Call = withRetries(),
  reading: Partial<ListReading<{ row: number }, number>> = {},
): Promise<{ result: unknown; tokens: (string | undefined)[] }> {
  const tokens: (string | undefined)[] = [];
  using deadline = startDeadline(10_000, new AbortController().signal);
  const send = async (token: string | undefined) => {
    tokens.push(token);
    const { rows, nextToken } = page(token);
    return { rows: rows?.map((row) => ({ row })), nextToken };
  };
  const rowReading = { map: ({ row }: { row: number }) => row, identify: () => undefined, ...reading };
  return { result: await readPages(call, listRestoreJobsOperation, send, deadline, rowReading), tokens };
}

const end = undefined;
const repeated = {
  ok: false,
  failure: {
    operation: 'ListRestoreJobs',
    reason: 'invalid_response',
    message: 'ListRestoreJobs repeated the token of a page already read',
    requestId: undefined,
  },
};

const tens = (row: number) => String(Math.floor(row / 10));

describe('a list', () => {
  it.each<[string, Record<string, RawPage<number>>, number[], (string | undefined)[]]>([
    ['of one page', { first: { rows: [1, 2], nextToken: end } }, [1, 2], [end]],
    ['of one empty page', { first: { rows: [], nextToken: end } }, [], [end]],
    ['that ends with an empty token', { first: { rows: [1], nextToken: '' } }, [1], [end]],
    [
      'of short pages',
      {
        first: { rows: [1], nextToken: 'b' },
        b: { rows: [2, 3], nextToken: 'c' },
        c: { rows: [4], nextToken: end },
      },
      [1, 2, 3, 4],
      [end, 'b', 'c'],
    ],
    [
      'with empty pages between',
      {
        first: { rows: [], nextToken: 'b' },
        b: { rows: [], nextToken: 'c' },
        c: { rows: [1], nextToken: end },
      },
      [1],
      [end, 'b', 'c'],
    ],
  ])('%s is read to its end', async (_, pages, rows, tokens) => {
    const page = (token: string | undefined) => pages[token ?? 'first'] ?? { rows: [-1], nextToken: end };
    expect(await read(page)).toEqual({ result: { ok: true, value: rows }, tokens });
  });

  it('is read whatever its pages are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer()), { minLength: 1, maxLength: 8 }), async (pages) => {
        const page = (token = '0') => ({
          rows: pages[Number(token)] ?? [],
          nextToken: Number(token) + 1 < pages.length ? String(Number(token) + 1) : end,
        });
        expect((await read(page, atOnce)).result).toEqual({ ok: true, value: pages.flat() });
      }),
    );
  });

  it('that repeats a token is asked again, and fails where AWS insists', async () => {
    const { result, tokens } = await read(() => ({ rows: [1], nextToken: 'b' }));
    expect(result).toEqual(repeated);
    expect(tokens).toEqual([end, 'b', 'b', 'b']);
  });

  it('that repeats a token on empty pages fails too, for it may hide the rest', async () => {
    const { result } = await read(() => ({ rows: [], nextToken: 'b' }));
    expect(result).toEqual(repeated);
  });

  it('of which a token is no text fails', async () => {
    const nextToken = 7 as unknown as string;
    expect((await read(() => ({ rows: [1], nextToken }))).result).toMatchObject({
      ok: false,
      failure: {
        reason: 'invalid_response',
        message: 'ListRestoreJobs answered with a page token that is no text',
      },
    });
  });

  it('that goes around in a circle fails', async () => {
    const next: Record<string, string> = { a: 'b', b: 'c', c: 'a' };
    const { result } = await read((token = 'a') => ({ rows: [1], nextToken: next[token] }));
    expect(result).toEqual(repeated);
  });

  it('that repeated a token once is read to its end, each row once', async () => {
    let asked = 0;
    const { result } = await read((token) => {
      if (token === undefined) return { rows: [1], nextToken: 'b' };
      asked += 1;
      return { rows: [2], nextToken: asked === 1 ? 'b' : end };
    });
    expect(result).toEqual({ ok: true, value: [1, 2] });
  });

  it('that moves between two pages has each row once, as it was read last', async () => {
    const pages: Record<string, RawPage<number>> = {
      first: { rows: [11, 21], nextToken: 'b' },
      b: { rows: [22, 31], nextToken: end },
    };
    const page = (token = 'first') => pages[token] ?? { rows: [], nextToken: end };
    expect((await read(page, withRetries(), { idOf: tens })).result).toEqual({
      ok: true,
      value: [11, 22, 31],
    });
  });

  const evenOnly: Partial<ListReading<{ row: number }, number>> = {
    map({ row }) {
      if (row % 2 === 1) throw new InvalidResponse(`${row} is odd`, 'invalid_field');
      return row;
    },
    identify: ({ row }) => (row === 1 ? undefined : String(row)),
  };
  const refusal = { operation: 'ListRestoreJobs', reason: 'invalid_field' };

  it('is read without the rows that cannot be used, which are told', async () => {
    const { result } = await read(() => ({ rows: [1, 2, 3, 4], nextToken: end }), atOnce, evenOnly);
    expect(result).toEqual({
      ok: true,
      value: [2, 4],
      refused: [
        { ...refusal, message: '1 is odd' },
        { ...refusal, message: '3 is odd', id: '3' },
      ],
    });
  });

  it.each([
    ['one row cannot be used', [3]],
    ['one row is sent twice and cannot be used', [3, 3]],
  ])('is read if %s', async (_, rows) => {
    const { result } = await read(() => ({ rows, nextToken: end }), atOnce, evenOnly);
    expect(result).toMatchObject({ ok: true, value: [], refused: rows.map((row) => ({ id: String(row) })) });
  });

  const failure = { operation: 'ListRestoreJobs', reason: 'invalid_response', message: '3 is odd' };

  it('fails if none of several rows can be used', async () => {
    const { result } = await read(() => ({ rows: [3, 5], nextToken: end }), atOnce, evenOnly);
    expect(result).toEqual({ ok: false, failure });
  });

  it('that is never empty fails if its only row cannot be used', async () => {
    const reading = { ...evenOnly, withoutRows: 'none' };
    const { result } = await read(() => ({ rows: [3], nextToken: end }), atOnce, reading);
    expect(result).toEqual({ ok: false, failure });
    const empty = await read(() => ({ rows: [], nextToken: end }), atOnce, reading);
    expect(empty.result).toEqual({ ok: false, failure: { ...failure, message: 'none' } });
  });

  it('fails if reading a row breaks the daemon itself', async () => {
    const broken = {
      map(): number {
        throw new TypeError('a bug');
      },
    };
    await expect(read(() => ({ rows: [1], nextToken: end }), atOnce, broken)).rejects.toThrow('a bug');
  });

  it('fails as a whole where one page fails', async () => {
    const { result } = await read((token) => {
      if (token !== undefined) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      return { rows: [1], nextToken: 'b' };
    });
    expect(result).toMatchObject({ ok: false, failure: { reason: 'access_denied' } });
  });

  it('without an end is given up after ten thousand pages', async () => {
    let page = 0;
    const { result, tokens } = await read(() => ({ rows: [], nextToken: String(++page) }), atOnce);
    expect(result).toEqual({
      ok: false,
      failure: {
        operation: 'ListRestoreJobs',
        reason: 'invalid_response',
        message: 'the list did not end after 10000 pages',
      },
    });
    expect(tokens).toHaveLength(10_000);
  });
});
