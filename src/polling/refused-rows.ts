import type { Logger } from 'pino';
import { newlyRefused, type RefusalReason, type RefusedRow } from '../targets/refused-row.js';

/** Called for each row that was refused, each time. */
export type RowRefused = (row: RefusedRow) => void;

/** Counts what was refused, logs what was not refused `before`, and returns everything that was so far. */
export function tellRefused(
  before: ReadonlySet<string> | undefined,
  rows: readonly RefusedRow[] | undefined,
  place: object,
  log: Logger,
  refused: RowRefused,
): ReadonlySet<string> | undefined {
  if (rows === undefined || rows.length === 0) return before;
  for (const row of rows) refused(row);
  const { fresh, known } = newlyRefused(before ?? new Set(), rows);
  for (const alike of byReason(fresh).values()) {
    const [{ operation, reason, message } = { operation: '', reason: '', message: '' }] = alike;
    log.warn(
      { ...place, operation, reason, message, rows: alike.length },
      'rows of an answer cannot be used; the rest is',
    );
  }
  return known;
}

function byReason(rows: readonly RefusedRow[]): ReadonlyMap<string, readonly RefusedRow[]> {
  const groups = new Map<`${string} ${RefusalReason}`, RefusedRow[]>();
  for (const row of rows) {
    const key = `${row.operation} ${row.reason}` as const;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
