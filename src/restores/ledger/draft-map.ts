import type { Change } from './change.js';

/** A map in the making: reads like the map before with what was set and deleted since, and leaves that one as it is. */
export interface DraftMap<Value> {
  has(key: string): boolean;
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  entries(): Iterable<readonly [string, Value]>;
  /** Lists the values of a kind, as they are now. */
  which(isOfKind: (value: Value) => boolean): readonly Value[];
  /** Each key that has another value than before. */
  changes(): ReadonlyMap<string, Change<Value>>;
  /** Returns the map that comes next, with what `kept` makes of the changed values: the one before if nothing changed. */
  finished(kept?: (value: Value) => Value): ReadonlyMap<string, Value>;
}

export function draftOf<Value>(before: ReadonlyMap<string, Value>): DraftMap<Value> {
  /** By key: what is there now, or undefined if it was deleted. */
  const touched = new Map<string, Value | undefined>();
  const get = (key: string) => (touched.has(key) ? touched.get(key) : before.get(key));

  function changes(): ReadonlyMap<string, Change<Value>> {
    const all = [...touched].map(([key, after]) => [key, { before: before.get(key), after }] as const);
    return new Map(all.filter(([, change]) => change.before !== change.after));
  }

  function* entries(): Iterable<readonly [string, Value]> {
    for (const [key, value] of before) {
      const now = touched.has(key) ? touched.get(key) : value;
      if (now !== undefined) yield [key, now];
    }
    for (const [key, value] of touched) if (value !== undefined && !before.has(key)) yield [key, value];
  }

  function which(isOfKind: (value: Value) => boolean): readonly Value[] {
    const found: Value[] = [];
    for (const [key, value] of before) if (isOfKind(value) && !touched.has(key)) found.push(value);
    for (const value of touched.values()) if (value !== undefined && isOfKind(value)) found.push(value);
    return found;
  }

  function finished(kept = (value: Value) => value): ReadonlyMap<string, Value> {
    const altered = changes();
    if (altered.size === 0) return before;
    const next = new Map(before);
    for (const [key, { after }] of altered) {
      if (after === undefined) next.delete(key);
      else next.set(key, kept(after));
    }
    return next;
  }

  return {
    has: (key) => get(key) !== undefined,
    get,
    set: (key, value) => touched.set(key, value),
    delete: (key) => touched.set(key, undefined),
    entries,
    which,
    changes,
    finished,
  };
}
