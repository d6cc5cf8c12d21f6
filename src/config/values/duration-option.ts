import * as z from 'zod';
import { durationPatterns, formatDuration, parseDuration } from '../../duration.js';

const examples = 'a duration such as 30s, 5m or 1h30m';

export interface DurationBounds {
  readonly min: string;
  readonly max: string;
  readonly minReason?: string;
  readonly maxReason?: string;
}

export function durationOption({ min, max, minReason = '', maxReason = '' }: DurationBounds) {
  const written = z
    .string({ error: ({ input }) => durationExpected(input) })
    .regex(durationPatterns.prometheus);
  return z
    .codec(written, z.number(), {
      decode(text, { issues }) {
        const duration = parseDuration(text) ?? Number.NaN;
        const isShort = duration < (parseDuration(min) ?? 0);
        if (!isShort && duration <= (parseDuration(max) ?? 0)) return duration;
        const message = isShort
          ? `expected at least ${min}${minReason}`
          : `expected at most ${max}${maxReason}`;
        issues.push({ code: 'custom', message, input: text, params: { code: 'out-of-range' } });
        return z.NEVER;
      },
      encode: formatDuration,
    })
    .meta({ expects: `a duration from ${min} to ${max}` });
}

/** Returns the message for an input that is not a duration. */
export function durationExpected(input: unknown, expected = examples): string {
  const isBare = typeof input === 'number' || (typeof input === 'string' && /^[\d.]+$/.test(input));
  return isBare ? `${input} is a bare number without a unit; expected ${expected}` : `expected ${expected}`;
}
