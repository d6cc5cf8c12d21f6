import { z } from 'zod';

export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g;
const whole = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

/** Milliseconds of a duration such as `90s` or `1h30m`; undefined where the text is none. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0;
  if (!whole.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit = ''] of text.matchAll(part)) {
    sum += Number(amount) * (unitMs[unit] ?? 0);
  }
  return sum;
}

const written = z.string().meta({ asWritten: true });

export const duration = written.transform((text, context) => {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'expected a duration such as 90s or 1h30m' });
  return z.NEVER;
});

/** Milliseconds relative to the simulator's start: `-3h` is three hours before it. */
export const scenarioTime = written.transform((text, context) => {
  const ms = durationMs(text.replace(/^[-+]/, ''));
  if (ms !== undefined) return text.startsWith('-') ? -ms : ms;
  context.addIssue({ code: 'custom', message: 'expected an scenarioTime such as -3h or 30s' });
  return z.NEVER;
});

/** When something is there, relative to the simulator's start: always, unless a bound is given. */
export const presence = { from: scenarioTime.optional(), until: scenarioTime.optional() };

export interface Presence {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export function isPresent({ from, until }: Presence, sinceStartMs: number): boolean {
  return (
    sinceStartMs >= (from ?? Number.NEGATIVE_INFINITY) && sinceStartMs < (until ?? Number.POSITIVE_INFINITY)
  );
}

export const durationRange = written.transform((text, context): DurationRange => {
  const [from = '', to = from] = text.split('..');
  const minMs = durationMs(from);
  const maxMs = durationMs(to);
  if (minMs !== undefined && maxMs !== undefined && minMs <= maxMs) return { minMs, maxMs };
  context.addIssue({
    code: 'custom',
    message: 'expected a duration or a range such as 5m..20m',
  });
  return z.NEVER;
});
