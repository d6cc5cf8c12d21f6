import type { CallResult } from '../../targets/call-failure.js';
import type { RefusedRow } from '../../targets/refused-row.js';
import type { Call } from '../call-policy.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type RowReading, readRow } from './read-row.js';

/** One page as AWS sent it. */
export interface RawPage<Raw> {
  readonly rows: readonly Raw[] | undefined;
  readonly nextToken: string | undefined;
}

export interface ListReading<Raw, Row> extends RowReading<Raw, Row> {
  /** If it is there, rows of the same id are one row, and the one that was read last is kept. */
  readonly idOf?: (row: Row) => string;
  /** If the list is never empty: the message for one in which no row can be read. */
  readonly withoutRows?: string;
}

/** Every row of a list, or why the list could not be read. `refused` is absent if every row could be read. */
export type ListResult<Row> = CallResult<Row[]> & { readonly refused?: readonly RefusedRow[] };

const maxPages = 10_000;

/**
 * Reads a paged list to its end, over short and empty pages. A page that names a page already read would
 * hide the rest of the list, so it is asked for again, and if AWS insists, the reading fails. A row that cannot be
 * read is refused; if several are and none can be read, the reading fails.
 */
export async function readPages<Raw, Row>(
  call: Call,
  operation: Operation,
  sendPage: (nextToken: string | undefined, signal: AbortSignal) => Promise<RawPage<Raw>>,
  deadline: Deadline,
  reading: ListReading<Raw, Row>,
): Promise<ListResult<Row>> {
  const rows: Row[] = [];
  const refused: RefusedRow[] = [];
  const followed = new Set<string>();
  let token: string | undefined;
  for (let pages = 1; pages <= maxPages; pages++) {
    const sentToken = token;
    const page = await call(
      operation,
      async (signal) => checkPage(await sendPage(sentToken, signal), followed, operation),
      deadline,
    );
    if (!page.ok) return page;
    for (const raw of page.value.rows ?? []) {
      const row = readRow(raw, operation, reading);
      if ('read' in row) rows.push(row.read);
      else refused.push(row.refused);
    }
    token = page.value.nextToken;
    if (!token) return resultOf(operation, reading, rows, refused);
    followed.add(token);
  }
  return invalidList(operation, `the list did not end after ${maxPages} pages`);
}

function checkPage<Raw>(
  page: RawPage<Raw>,
  followed: ReadonlySet<string>,
  operation: Operation,
): RawPage<Raw> {
  if (page.rows !== undefined && !Array.isArray(page.rows)) {
    throw new InvalidResponse(`${operation.name} answered with rows that are no list`);
  }
  if (page.nextToken && typeof page.nextToken !== 'string') {
    throw new InvalidResponse(`${operation.name} answered with a page token that is no text`);
  }
  if (page.nextToken && followed.has(page.nextToken)) {
    throw new InvalidResponse(`${operation.name} repeated the token of a page already read`);
  }
  return page;
}

/** One odd row says nothing about the others; several without a good one say that none is as documented. */
function resultOf<Raw, Row>(
  operation: Operation,
  { idOf, withoutRows }: ListReading<Raw, Row>,
  rows: Row[],
  refused: readonly RefusedRow[],
): ListResult<Row> {
  const [first] = refused;
  const distinctRefused = new Set(refused.map(({ id, message }) => id ?? message));
  if (rows.length === 0) {
    if (withoutRows !== undefined) return invalidList(operation, first?.message ?? withoutRows);
    if (first !== undefined && distinctRefused.size > 1) return invalidList(operation, first.message);
  }
  const value = idOf ? distinct(rows, idOf) : rows;
  return { ok: true, value, ...(refused.length > 0 && { refused }) };
}

function invalidList(operation: Operation, message: string): CallResult<never> {
  return { ok: false, failure: { operation: operation.name, reason: 'invalid_response', message } };
}

function distinct<Row>(rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}
