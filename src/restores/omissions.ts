/** A row that a list named before and leaves out now. */
export interface Omission {
  /** When the first reading without it was begun. */
  readonly since: Date;
  /** The number of further complete readings that left it out, too. */
  readonly readings: number;
}

/** By the id of the row. */
export type Omissions = ReadonlyMap<string, Omission>;

/**
 * The number of further complete readings, and the time over which, they must leave something out to confirm that it is
 * gone.
 */
export interface OmissionRule {
  readonly readings: number;
  readonly durationMs: number;
}

export const defaultOmissionRule: OmissionRule = { readings: 2, durationMs: 3_600_000 };

/** The rows that a list has named and that are kept. */
export interface Kept<Row> {
  /** The rows of the latest reading, and those whose omission is not confirmed. */
  readonly rows: readonly Row[];
  readonly omissions: Omissions;
}

export const nothingKept: Kept<never> = { rows: [], omissions: new Map() };

export interface KeptReading<Row> extends Kept<Row> {
  /** The rows that are known to be gone from this reading on. */
  readonly gone: readonly Row[];
}

/**
 * Takes one complete reading of a list into what is known of it. AWS promises no consistency for its lists, so that
 * a row, or all of them, may be missing from one answer: what is left out stays until further readings confirm it.
 */
export function keepOmitted<Row>(
  known: Kept<Row>,
  listed: readonly Row[],
  idOf: (row: Row) => string,
  at: Date,
  rule: OmissionRule,
): KeptReading<Row> {
  const named = new Set(listed.map(idOf));
  const omissions = new Map<string, Omission>();
  const kept: Row[] = [];
  const gone: Row[] = [];
  for (const row of known.rows) {
    const id = idOf(row);
    if (named.has(id)) continue;
    const omission = oneMore(known.omissions.get(id), at);
    if (isConfirmed(omission, at, rule)) {
      gone.push(row);
    } else {
      kept.push(row);
      omissions.set(id, omission);
    }
  }
  return { rows: [...listed, ...kept], omissions, gone };
}

export function oneMore(known: Omission | undefined, at: Date): Omission {
  return known === undefined ? { since: at, readings: 0 } : { ...known, readings: known.readings + 1 };
}

export function isConfirmed({ since, readings }: Omission, at: Date, rule: OmissionRule): boolean {
  return readings >= rule.readings && at.getTime() - since.getTime() >= rule.durationMs;
}

/** Returns true if another reading is due: the readings that confirm are spread evenly over the duration. */
export function isConfirmationDue(
  omissions: Iterable<Omission>,
  now: Date,
  { readings: wanted, durationMs }: OmissionRule,
): boolean {
  return [...omissions].some(({ since, readings }) => {
    const share = Math.min(1, (readings + 1) / wanted);
    return now.getTime() - since.getTime() >= durationMs * share;
  });
}

/** The ids of `after` that are not in `before`. */
export function newlyOmitted(before: Omissions, after: Omissions): string[] {
  return [...after.keys()].filter((id) => !before.has(id));
}
