import type { CallResult } from '../targets/call-failure.js';
import type { Call } from './call-policy.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import type { Operation } from './operation.js';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextToken: string | undefined;
}

const maxPages = 10_000;

/**
 * Reads a paged list to its end, over short and empty pages. A page that names a page already read would
 * hide the rest of the list, so it is asked for again, and if AWS insists, the reading fails. A list may move
 * between two of its pages, so that a row comes twice: with `idOf`, the one that was read last is kept.
 */
export async function readPages<Row>(
  call: Call,
  operation: Operation,
  sendPage: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
  deadline: Deadline,
  idOf?: (row: Row) => string,
): Promise<CallResult<Row[]>> {
  const rows: Row[] = [];
  const followed = new Set<string>();
  let token: string | undefined;
  for (let pages = 1; pages <= maxPages; pages++) {
    const sentToken = token;
    const page = await call(
      operation,
      async (signal) => checkToken(await sendPage(sentToken, signal), followed, operation),
      deadline,
    );
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    token = page.value.nextToken;
    if (!token) return { ok: true, value: idOf ? distinct(rows, idOf) : rows };
    followed.add(token);
  }
  return {
    ok: false,
    failure: {
      operation,
      reason: 'invalid_response',
      message: `the list did not end after ${maxPages} pages`,
    },
  };
}

function checkToken<Row>(page: Page<Row>, followed: ReadonlySet<string>, operation: Operation): Page<Row> {
  if (page.nextToken && typeof page.nextToken !== 'string') {
    throw new InvalidResponse(`${operation} answered with a page token that is no text`);
  }
  if (page.nextToken && followed.has(page.nextToken)) {
    throw new InvalidResponse(`${operation} repeated the token of a page already read`);
  }
  return page;
}

function distinct<Row>(rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}
