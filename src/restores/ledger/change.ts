/** One value before and after: `before` is undefined for a new one, and `after` for one that is gone. */
export interface Change<Value> {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Lists the rows of two lists that differ in their facts, by their keys: new and altered ones, then those that are gone. */
export function changesOf<Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
  factsOf: (row: Row) => unknown = (row) => row,
): Change<Row>[] {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const changes: Change<Row>[] = [];
  for (const row of after) {
    const was = known.get(keyOf(row));
    if (was === undefined || !isSame(factsOf(was), factsOf(row))) changes.push({ before: was, after: row });
    known.delete(keyOf(row));
  }
  return [...changes, ...[...known.values()].map((row) => ({ before: row, after: undefined }))];
}

/** Returns true if two plain values say the same; a member that is undefined says as much as an absent one. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Date || other instanceof Date) {
    return one instanceof Date && other instanceof Date && one.getTime() === other.getTime();
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(Reflect.get(one, name), Reflect.get(other, name)));
}
