import * as z from 'zod';

export type Milliseconds = number;

const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const pattern = /^(?=\d)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const examples = 'a duration such as 30s, 5m or 1h30m';

/** Reads `5m` or `1h30m`, as Prometheus writes durations: whole numbers, units from long to short. */
export function parseDuration(text: string): Milliseconds | undefined {
  const amounts = pattern.exec(text)?.slice(1);
  if (amounts === undefined) return undefined;
  const scales = Object.values(units);
  return amounts.reduce((sum, amount, index) => sum + Number(amount ?? 0) * (scales[index] ?? 0), 0);
}

export function formatDuration(duration: Milliseconds): string {
  if (duration === 0) return '0s';
  let rest = duration;
  let text = '';
  for (const [unit, scale] of Object.entries(units)) {
    if (unit === 'w' && rest % scale !== 0) continue;
    const amount = Math.floor(rest / scale);
    if (amount > 0) text += `${amount}${unit}`;
    rest %= scale;
  }
  return text;
}

export interface DurationBounds {
  readonly min: string;
  readonly max: string;
  readonly minReason?: string;
  readonly maxReason?: string;
}

export function durationOption({ min, max, minReason = '', maxReason = '' }: DurationBounds) {
  return z
    .string({ error: ({ input }) => durationExpected(input) })
    .regex(pattern)
    .transform((text, context): Milliseconds => {
      const duration = parseDuration(text) ?? Number.NaN;
      const isShort = duration < (parseDuration(min) ?? 0);
      if (!isShort && duration <= (parseDuration(max) ?? 0)) return duration;
      const message = isShort
        ? `expected at least ${min}${minReason}`
        : `expected at most ${max}${maxReason}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ expects: `a duration from ${min} to ${max}` });
}

/** What to say of something that is no duration. */
export function durationExpected(input: unknown, expected = examples): string {
  const isBare = typeof input === 'number' || (typeof input === 'string' && /^[\d.]+$/.test(input));
  return isBare ? `${input} is a bare number without a unit; expected ${expected}` : `expected ${expected}`;
}
