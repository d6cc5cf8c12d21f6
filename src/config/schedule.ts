import { validate } from 'node-cron';
import * as z from 'zod';
import { durationExpected, formatDuration, type Milliseconds, parseDuration } from './duration.js';

export type Schedule =
  | { readonly kind: 'interval'; readonly every: Milliseconds }
  | { readonly kind: 'cron'; readonly expression: string };

const shortest = 1000;
const longest = 604_800_000;
const expected = 'an interval such as 5m, or a cron expression such as "*/5 * * * *"';
const cronExpected =
  'expected a cron expression of five fields (minute, hour, day of month, month, day of week), or six with seconds first';

export function scheduleOption() {
  return z
    .string({ error: ({ input }) => durationExpected(input, expected) })
    .transform((text, context): Schedule => {
      const parsed = parseSchedule(text);
      if (typeof parsed !== 'string') return parsed;
      context.addIssue({ code: 'custom', message: parsed });
      return z.NEVER;
    });
}

export function formatSchedule(schedule: Schedule): string {
  return schedule.kind === 'cron' ? `at "${schedule.expression}"` : `every ${formatDuration(schedule.every)}`;
}

function parseSchedule(text: string): Schedule | string {
  const trimmed = text.trim();
  if (/\s|^@/.test(trimmed)) {
    return isCron(trimmed) ? { kind: 'cron', expression: trimmed } : cronExpected;
  }
  const every = parseDuration(trimmed);
  if (every === undefined) return durationExpected(text, expected);
  if (every < shortest) return 'expected an interval of at least 1s';
  if (every > longest) return 'expected an interval of at most 1w';
  return { kind: 'interval', every };
}

function isCron(text: string): boolean {
  try {
    return validate(text);
  } catch {
    return false;
  }
}
