import type { Result } from '../../result.js';
import { daysBeforeLast } from './days-before-last.js';
import { quoted } from './quoted.js';

/** Croner's patterns of an expression, seconds first and weekdays from 1 = Sunday; it starts whenever one of them does. */
export type ParsedCron = Result<readonly string[], string>;

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Years do not come around again. */
  readonly wraps: boolean;
  /** Reads what is allowed only in this field and only alone: `?`, `L`, `W` and `#`. */
  readonly parseAlone?: (text: string) => string | undefined;
}

const daysOfMonth: CronField = {
  name: 'day-of-month',
  min: 1,
  max: 31,
  wraps: true,
  parseAlone: parseDayOfMonth,
};

const daysOfWeek: CronField = {
  name: 'day-of-week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  wraps: true,
  parseAlone: parseDayOfWeek,
};

const fields: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59, wraps: true },
  { name: 'hours', min: 0, max: 23, wraps: true },
  daysOfMonth,
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    wraps: true,
  },
  daysOfWeek,
  { name: 'year', min: 1970, max: 2199, wraps: false },
];

/** An expression that writes out each value of each field is shorter. */
const longestExpression = 2_000;

/** Quartz's `L-3` and `L-3W`: so many days before the last of the month, or the weekday nearest to that day. */
const beforeLast = /^L-(\d{1,2})(W?)$/i;
const mostDaysBeforeLast = 30;

/**
 * Reads `cron(minutes hours day-of-month month day-of-week year)` by the cron reference of Amazon EventBridge, to
 * which AWS Backup refers. Of what that leaves open, AWS accepts more than it documents: ranges that wrap around
 * (`22-6`, `FRI-MON`), steps of numbered weekdays, `L-3`, `LW`, and names before `L` and `#` are read as Quartz reads
 * them. All else is a problem, not a guess.
 */
export function parseAwsCron(expression: string): ParsedCron {
  if (expression.length > longestExpression) {
    return refuse(`The schedule is longer than ${longestExpression} characters.`);
  }
  const body = /^cron\(([^()]*)\)$/.exec(expression)?.[1];
  if (body === undefined) {
    return refuse('The schedule is not of the form cron(minutes hours day-of-month month day-of-week year).');
  }
  const texts = body.match(/\S+/g) ?? [];
  const [, , dayOfMonth, , dayOfWeek] = texts;
  if (texts.length !== fields.length) {
    return refuse(`The schedule has ${texts.length} of the six fields of a cron expression of AWS.`);
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    return refuse('Exactly one of the day-of-month and day-of-week fields must be "?".');
  }
  return patternsOf(texts);
}

function patternsOf(texts: readonly string[]): ParsedCron {
  const [, days, isWeekday] = beforeLast.exec(texts[2] ?? '') ?? [];
  const isBeforeLast = Number(days) <= mostDaysBeforeLast;
  const read = fields.map((field, index) =>
    field === daysOfMonth && isBeforeLast ? accept('*') : parseField(field, texts[index] ?? ''),
  );
  const joined = join(read, ' ');
  if (!joined.ok) return joined;
  const [minutes, hours, dayOfMonth, months = '*', dayOfWeek, years = '*'] = joined.value.split(' ');
  const dates = isBeforeLast
    ? daysBeforeLast({ days: Number(days), isWeekday: isWeekday !== '', months, years })
    : [{ dayOfMonth, months, years }];
  return {
    ok: true,
    value: dates.map((date) =>
      ['0', minutes, hours, date.dayOfMonth, date.months, dayOfWeek, date.years].join(' '),
    ),
  };
}

function parseField(field: CronField, text: string): Result<string, string> {
  const alone = field.parseAlone?.(text);
  if (alone !== undefined) return accept(alone);
  return join(
    text.split(',').map((item) => parseItem(field, item)),
    ',',
  );
}

function parseItem(field: CronField, item: string): Result<string, string> {
  const [, first, last, step] = /^(\*|[0-9a-z]+)(?:-([0-9a-z]+))?(?:\/(\d+))?$/i.exec(item) ?? [];
  if (first === undefined || (first === '*' && last !== undefined)) {
    return refuse(`AWS does not document ${quoted(item)} as an item of the ${field.name} field.`);
  }
  if (first === '*' && step === undefined) return accept('*');
  const from = first === '*' ? field.min : parseValue(field, first);
  const to = last === undefined ? endOf(field, from, step) : parseValue(field, last);
  if (from === undefined || to === undefined) {
    return refuse(`The ${field.name} field allows ${describeValues(field)}, not ${quoted(item)}.`);
  }
  if (from > to && !field.wraps) {
    return refuse(`The ${field.name} field has no ranges that run backwards, as ${quoted(item)}.`);
  }
  if (step === undefined) return accept(from > to ? wrapped(field, from, to, 1) : `${from}-${to}`);
  return parseStep(field, item, { from, to, step: Number(step) });
}

interface SteppedRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** Quartz ignores a step behind the name of a weekday, or behind a range that wraps around from name to name. */
function parseStep(field: CronField, item: string, { from, to, step }: SteppedRange): Result<string, string> {
  if (/[a-z]/i.test(item) && (field === daysOfWeek || from > to)) {
    return refuse(`AWS does not document steps behind names, as ${quoted(item)} in the ${field.name} field.`);
  }
  const most = field.max - field.min + 1;
  if (step < 1 || step > most) {
    return refuse(`The step of ${quoted(item)} in the ${field.name} field is not from 1 to ${most}.`);
  }
  return accept(from > to ? wrapped(field, from, to, step) : `${from}-${to}/${step}`);
}

/** Each value from `from` over the end of the field to `to`; the step is counted on over the end. */
function wrapped({ min, max }: CronField, from: number, to: number, step: number): string {
  const size = max - min + 1;
  const values: number[] = [];
  for (let value = from; value <= to + size; value += step) values.push(value > max ? value - size : value);
  return values.toSorted((a, b) => a - b).join(',');
}

/** AWS's n/m runs from n to the end of the field: 14/12 hours are 14 o'clock alone. */
function endOf(field: CronField, from: number | undefined, step: string | undefined): number | undefined {
  return step === undefined ? from : field.max;
}

function parseDayOfMonth(text: string): string | undefined {
  if (text === '?') return '*';
  if (/^LW?$/i.test(text)) return text.toUpperCase();
  const day = /^(\d+)W$/i.exec(text)?.[1];
  const value = day === undefined ? undefined : parseValue(daysOfMonth, day);
  return value === undefined ? undefined : `${value}W`;
}

function parseDayOfWeek(text: string): string | undefined {
  if (text === '?') return '*';
  if (/^L$/i.test(text)) return String(daysOfWeek.max);
  const [, day, which] = /^(\d|[a-z]{3})(L|#[1-5])$/i.exec(text) ?? [];
  const value = day === undefined ? undefined : parseValue(daysOfWeek, day);
  return value === undefined || which === undefined ? undefined : `${value}${which.toUpperCase()}`;
}

function parseValue(field: CronField, text: string): number | undefined {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return field.min + named;
  if (!/^\d+$/.test(text) || text.length > String(field.max).length) return undefined;
  const value = Number(text);
  return value >= field.min && value <= field.max ? value : undefined;
}

function describeValues({ min, max, names }: CronField): string {
  return names === undefined ? `${min}-${max}` : `${min}-${max} or ${names.at(0)}-${names.at(-1)}`;
}

function join(parts: readonly Result<string, string>[], separator: string): Result<string, string> {
  const patterns: string[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    patterns.push(part.value);
  }
  return accept(patterns.join(separator));
}

function accept(pattern: string): Result<string, string> {
  return { ok: true, value: pattern };
}

function refuse(problem: string): Result<never, string> {
  return { ok: false, failure: problem };
}
