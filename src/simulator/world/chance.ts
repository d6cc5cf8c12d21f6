import { createHash } from 'node:crypto';

/** A seeded source of choices: the same key gives the same choices in the same order. */
export interface Chance {
  fraction(): number;
  between(min: number, max: number): number;
}

export function chanceOf(...key: ReadonlyArray<string | number>): Chance {
  let state = createHash('sha256').update(key.join('\n')).digest().readUInt32LE(0);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, between: (min, max) => min + (max - min) * fraction() };
}

export function hexOf(length: number, ...key: ReadonlyArray<string | number>): string {
  return createHash('sha256').update(key.join('\n')).digest('hex').slice(0, length);
}

export function uuidOf(...key: ReadonlyArray<string | number>): string {
  const hex = hexOf(32, ...key);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
