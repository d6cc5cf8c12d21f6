import * as z from 'zod';

const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const pattern = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/;
const error = 'expected a duration such as 1s, 500ms or 1m30s, or 0';

/** A duration as Go writes it, in milliseconds; a bare number other than 0 would be nanoseconds there. */
export function goDurationOption() {
  return z.union([z.literal(0, { error }), z.string({ error }).regex(pattern).transform(parse)], {
    error,
  });
}

function parse(text: string): number {
  const parts = text.matchAll(/([\d.]+)(h|ms|m|s)/g);
  return Array.from(parts, ([, amount, unit]) => Number(amount) * unitOf(unit)).reduce((a, b) => a + b, 0);
}

function unitOf(unit: string | undefined): number {
  return Object.entries(units).find(([name]) => name === unit)?.[1] ?? 0;
}
