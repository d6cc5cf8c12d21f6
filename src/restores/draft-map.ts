import type { Change } from './change.js';

/** A map in the making: reads like the map before with what was set and deleted since, and leaves that one as it is. */
export interface DraftMap<Value> {
  has(key: string): boolean;
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** Walk over what is there; what is set or deleted meanwhile may be met as it was before. */
  values(): Iterable<Value>;
  entries(): Iterable<readonly [string, Value]>;
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

  function* values(): Iterable<Value> {
    for (const [, value] of entries()) yield value;
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
    values,
    entries,
    changes,
    finished,
  };
}
