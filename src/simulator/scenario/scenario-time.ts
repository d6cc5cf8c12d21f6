import { z } from 'zod';
import { parseDuration } from '../../duration.js';

export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
}

const written = z.string().meta({ asWritten: true });

export const duration = written.transform((text, context) => {
  const ms = parseDuration(text, 'scenario');
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'expected a duration such as 90s or 1h30m' });
  return z.NEVER;
});

/** Milliseconds relative to the simulator's start: `-3h` is three hours before it. */
export const scenarioTime = written.transform((text, context) => {
  const ms = parseDuration(text.replace(/^[-+]/, ''), 'scenario');
  if (ms !== undefined) return text.startsWith('-') ? -ms : ms;
  context.addIssue({ code: 'custom', message: 'expected an offset such as -3h or 30s' });
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
  const minMs = parseDuration(from, 'scenario');
  const maxMs = parseDuration(to, 'scenario');
  if (minMs !== undefined && maxMs !== undefined && minMs <= maxMs) return { minMs, maxMs };
  context.addIssue({
    code: 'custom',
    message: 'expected a duration or a range such as 5m..20m',
  });
  return z.NEVER;
});
