import { createTask, validateDetailed } from 'node-cron';
import * as z from 'zod';
import { formatDuration, type Milliseconds, parseDuration } from '../../duration.js';
import { durationExpected } from './duration-option.js';

export type Schedule =
  | { readonly kind: 'interval'; readonly every: Milliseconds }
  | { readonly kind: 'cron'; readonly expression: string };

const shortest = 1000;
const longest = 604_800_000;
const expected = 'an interval such as 5m, or a cron expression such as "*/5 * * * *"';
const fields = 'five fields (minute, hour, day of month, month, day of week), or six with seconds first';

export function scheduleOption() {
  const written = z.string({ error: ({ input }) => durationExpected(input, expected) });
  return z
    .codec(written, z.custom<Schedule>(), {
      decode(text, { issues }) {
        const parsed = parseSchedule(text);
        if (typeof parsed !== 'string') return parsed;
        issues.push({ code: 'custom', message: parsed, input: text });
        return z.NEVER;
      },
      encode: (schedule) => (schedule.kind === 'cron' ? schedule.expression : formatDuration(schedule.every)),
    })
    .meta({ expects: expected });
}

export function formatSchedule(schedule: Schedule): string {
  return schedule.kind === 'cron' ? `at "${schedule.expression}"` : `every ${formatDuration(schedule.every)}`;
}

function parseSchedule(text: string): Schedule | string {
  const trimmed = text.trim();
  const ofAws = awsAdvice(trimmed);
  if (ofAws !== undefined) return ofAws;
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

/** Returns what to write instead of a schedule expression of AWS. */
function awsAdvice(text: string): string | undefined {
  const [, rate, unit] = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(text) ?? [];
  if (rate !== undefined && unit !== undefined) {
    return `is in the form of AWS; write ${rate}${unit.charAt(0).toLowerCase()}`;
  }
  const [, expression] = /^cron\((.*)\)$/i.exec(text) ?? [];
  if (expression === undefined) return undefined;
  const instead = withoutYear(expression.trim().split(/\s+/));
  const advice = instead === undefined ? `write a cron expression of ${fields}` : `write "${instead}"`;
  return `is in the form of AWS; ${advice}`;
}

/** Returns the expression in five fields; undefined if it has a year, or days that AWS numbers from 1. */
function withoutYear(parts: readonly string[]): string | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = parts;
  if (parts.length !== 6 || year !== '*' || dayOfWeek === undefined || /\d/.test(dayOfWeek)) return undefined;
  const expression = [minute, hour, dayOfMonth, month, dayOfWeek].join(' ').replaceAll('?', '*');
  return cronProblem(expression) === undefined ? expression : undefined;
}

/** The shortest time between two of the next runs of a cron expression. */
export function shortestGapMs(expression: string): Milliseconds {
  const runs = nextRuns(expression, runsLookedAt).map((run) => run.getTime());
  return Math.min(...runs.slice(1).map((run, index) => run - (runs[index] ?? 0)));
}

const runsLookedAt = 60;

function nextRuns(expression: string, count: number): Date[] {
  return createTask(expression, () => undefined).getNextRuns(count);
}

function cronProblem(text: string): string | undefined {
  const { valid, errors } = validateDetailed(text);
  if (valid) return comesNever(text) ? noSuchDay : undefined;
  const [first] = errors;
  if (first === undefined || first.field === 'expression') return `a cron expression of ${fields}`;
  const field = fieldNames[first.field] ?? first.field;
  if (first.message.includes('impossible')) return noSuchDay;
  return `a cron expression with a valid ${field}, not ${JSON.stringify(first.value)}`;
}

const fieldNames: Readonly<Record<string, string>> = {
  dayOfMonth: 'day of month',
  dayOfWeek: 'day of week',
};

const noSuchDay = 'a cron expression of a day that exists in its months';

/** node-cron accepts days that it then never finds, such as the weekday nearest to February 31. */
function comesNever(expression: string): boolean {
  try {
    nextRuns(expression, 1);
    return false;
  } catch {
    return true;
  }
}
