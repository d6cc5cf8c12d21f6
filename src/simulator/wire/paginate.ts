import { createHash } from 'node:crypto';
import type { PageFault } from '../faults/fault-rule.js';
import { done, invalidParameter, type Outcome, refused } from './aws-error.js';

export interface PageRequest {
  readonly limit: number;
  readonly token: string | undefined;
  /** The identity of the list: a token of one list does not fit another. */
  readonly list: readonly unknown[];
  readonly fault: PageFault | undefined;
}

export interface Paginated<Row> {
  readonly rows: readonly Row[];
  readonly nextToken: string | undefined;
}

export interface Keyed<Row> {
  readonly key: string;
  readonly row: Row;
}

/** The rows in the order of their keys; those that share one stay apart by their number. */
export function keyedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Array<Keyed<Row>> {
  const seen = new Map<string, number>();
  return rows
    .map((row) => {
      const base = keyOf(row);
      const number = seen.get(base) ?? 0;
      seen.set(base, number + 1);
      return { key: `${base}/${number}`, row };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A page of rows in ascending order of their keys; it starts after a key, so that new rows in front move nothing. */
export function paginate<Row>(
  sorted: ReadonlyArray<Keyed<Row>>,
  request: PageRequest,
): Outcome<Paginated<Row>> {
  const seal = createHash('sha256').update(JSON.stringify(request.list)).digest('base64url').slice(0, 16);
  const after = request.token === undefined ? '' : keyOfToken(request.token, seal);
  if (after === undefined) return refused(invalidParameter('The provided NextToken is invalid.'));
  const rest = sorted.filter(({ key }) => key > after);
  const page = rest.slice(0, sizeOf(request, rest.length));
  const lastKey = page.at(-1)?.key ?? after;
  const tokenHere = Buffer.from(`${seal}${lastKey}`).toString('base64url');
  const hasMore = page.length < rest.length || goesOnForEver(request.fault);
  const isRepeated = request.fault === 'repeated-token' && request.token !== undefined;
  const nextToken = isRepeated ? request.token : hasMore ? tokenHere : undefined;
  return done({ rows: page.map(({ row }) => row), nextToken });
}

function keyOfToken(token: string, seal: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return text.startsWith(seal) ? text.slice(seal.length) : undefined;
}

function sizeOf({ limit, fault }: PageRequest, remaining: number): number {
  if (fault === 'empty-page') return 0;
  return fault === 'short-page' ? Math.ceil(Math.min(limit, remaining) / 3) : limit;
}

function goesOnForEver(fault: PageFault | undefined): boolean {
  return fault === 'empty-page' || fault === 'repeated-token';
}
