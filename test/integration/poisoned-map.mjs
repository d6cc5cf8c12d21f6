/**
 * Preloaded into a process (`node --import`): a Map throws for the key that the file POISON holds, as a bug would
 * that only the facts of one target meet. Without the file, nothing throws.
 */
import { readFileSync } from 'node:fs';

function poison() {
  try {
    return readFileSync(process.env.POISON, 'utf8');
  } catch {
    return undefined;
  }
}

globalThis.Map = class extends Map {
  set(key, value) {
    if (typeof key === 'string' && key.endsWith('-JOB-00007') && key === poison()) {
      throw new TypeError('the poison was taken by the bearer of AKIAIOSFODNN7EXAMPLE');
    }
    return super.set(key, value);
  }
};
