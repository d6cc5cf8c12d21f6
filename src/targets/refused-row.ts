/** The reasons to refuse a row of a list, or the description of one thing: the closed set that metrics and logs use. */
export const refusalReasons = ['missing_field', 'invalid_field', 'other_account'] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** A row of an AWS answer that was left out; the rest of the answer was used. */
export interface RefusedRow {
  /** The AWS operation, such as `ListRestoreJobs`. */
  readonly operation: string;
  readonly reason: RefusalReason;
  readonly message: string;
  /** The identity of the row, such as a RestoreJobId; absent if the row does not say. */
  readonly id?: string | undefined;
}

/** The facts that were read, with those known before that a refused row may be about. */
export function keepRefused<Fact>(
  read: readonly Fact[],
  known: readonly Fact[],
  refused: readonly RefusedRow[] | undefined,
  idOf: (fact: Fact) => string,
): Fact[] {
  if (refused === undefined || refused.length === 0) return [...read];
  const ids = new Set(read.map(idOf));
  const refusedIds = new Set(refused.map(({ id }) => id));
  const mayBeRefused = (fact: Fact) => !areIdentified(refused) || refusedIds.has(idOf(fact));
  const kept = known.filter((fact) => !ids.has(idOf(fact)) && mayBeRefused(fact));
  return [...read, ...new Map(kept.map((fact) => [idOf(fact), fact])).values()];
}

/** The number of refused rows that are kept apart: beyond it, a further one is nothing new. */
const mostKnown = 1000;

/** The rows that were not refused before, and every one known of with them, each by what is wrong with it. */
export function newlyRefused(
  known: ReadonlySet<string>,
  refused: readonly RefusedRow[],
): { readonly fresh: readonly RefusedRow[]; readonly known: ReadonlySet<string> } {
  if (refused.length === 0) return { fresh: [], known };
  const next = new Set(known);
  const fresh = refused.filter((row) => {
    const key = `${row.operation} ${row.reason} ${row.id ?? row.message}`;
    if (next.has(key) || next.size >= mostKnown) return false;
    next.add(key);
    return true;
  });
  return { fresh, known: next };
}

/** Returns true if everything that was refused is known by its id: otherwise anything may be what is missing. */
export function areIdentified(refused: readonly RefusedRow[]): boolean {
  return refused.every(({ id }) => id !== undefined);
}
