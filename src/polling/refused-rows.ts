import type { Emit } from '../events.js';
import { newlyRefused, type RefusedRow } from '../targets/refused-row.js';
import type { Target } from '../targets/target.js';

/** Reports the rows that were refused, and returns everything that was refused so far. */
export function reportRefusedRows(
  emit: Emit<'rowsRefused'>,
  before: ReadonlySet<string> | undefined,
  rows: readonly RefusedRow[] | undefined,
  target?: Target,
): ReadonlySet<string> | undefined {
  if (rows === undefined || rows.length === 0) return before;
  const { fresh, known } = newlyRefused(before ?? new Set(), rows);
  emit('rowsRefused', { target, rows, fresh });
  return known;
}
