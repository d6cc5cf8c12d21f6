import { validateDetailed } from 'node-cron';
import * as z from 'zod';
import { durationExpected, formatDuration, type Milliseconds, parseDuration } from './duration.js';

export type Schedule =
  | { readonly kind: 'interval'; readonly every: Milliseconds }
  | { readonly kind: 'cron'; readonly expression: string };

const shortest = 1000;
const longest = 604_800_000;
const expected = 'an interval such as 5m, or a cron expression such as "*/5 * * * *"';
const fields = 'five fields (minute, hour, day of month, month, day of week), or six with seconds first';

export function scheduleOption() {
  return z
    .string({ error: ({ input }) => durationExpected(input, expected) })
    .transform((text, context): Schedule => {
      const parsed = parseSchedule(text);
      if (typeof parsed !== 'string') return parsed;
      context.addIssue({ code: 'custom', message: parsed });
      return z.NEVER;
    })
    .meta({ expects: expected });
}

export function formatSchedule(schedule: Schedule): string {
  return schedule.kind === 'cron' ? `at "${schedule.expression}"` : `every ${formatDuration(schedule.every)}`;
}

function parseSchedule(text: string): Schedule | string {
  const trimmed = text.trim();
  if (/\s|^@/.test(trimmed)) {
    const wrong = cronProblem(trimmed);
    return wrong === undefined ? { kind: 'cron', expression: trimmed } : `expected ${wrong}`;
  }
  const every = parseDuration(trimmed);
  if (every === undefined) return durationExpected(text, expected);
  if (every < shortest) return 'expected an interval of at least 1s';
  if (every > longest) return 'expected an interval of at most 1w';
  return { kind: 'interval', every };
}

function cronProblem(text: string): string | undefined {
  const { valid, errors } = validateDetailed(text);
  if (valid) return undefined;
  const [first] = errors;
  if (first === undefined || first.field === 'expression') return `a cron expression of ${fields}`;
  const field = fieldNames[first.field] ?? first.field;
  if (first.message.includes('impossible')) return 'a cron expression of a day that exists in its months';
  return `a cron expression with a valid ${field}, not ${JSON.stringify(first.value)}`;
}

const fieldNames: Readonly<Record<string, string>> = {
  dayOfMonth: 'day of month',
  dayOfWeek: 'day of week',
};
