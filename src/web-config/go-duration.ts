import * as z from 'zod';

const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, μs: 1e-3, ns: 1e-6 } as const;
const part = String.raw`(\d+\.?\d*|\.\d+)(h|ms|us|µs|μs|ns|m|s)`;
const pattern = new RegExp(`^[+-]?(?:${part})+$`);
const error = 'expected a duration such as 1s, 500ms or 1m30s, or 0';

/** A duration as Go writes it, in milliseconds; a bare whole number is nanoseconds. */
export function goDurationOption() {
  return z.union(
    [
      z.int({ error }).transform((nanoseconds) => nanoseconds * units.ns),
      z.string({ error }).regex(pattern).transform(parse),
    ],
    { error },
  );
}

function parse(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = Array.from(
    text.matchAll(new RegExp(part, 'g')),
    ([, amount, unit]) => Number(amount) * unitOf(unit),
  );
  return sign * parts.reduce((sum, ms) => sum + ms, 0);
}

function unitOf(unit: string | undefined): number {
  return Object.entries(units).find(([name]) => name === unit)?.[1] ?? 0;
}
