import * as z from 'zod';

export function textOption(pattern: RegExp, expected: string) {
  const error = `expected ${expected}`;
  return z.string({ error }).regex(pattern).meta({ expects: expected });
}

export function wholeNumberOption(min: number, max: number) {
  const expects = `a whole number from ${min} to ${max}`;
  const error = `expected ${expects}`;
  return z.int({ error }).min(min).max(max).meta({ expects });
}
