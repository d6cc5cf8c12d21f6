import { quoted } from './quoted.js';

/** What AWS's cron expression means in croner's terms, seconds first and weekdays from 1 = Sunday. */
export type ParsedCron =
  | { readonly ok: true; readonly pattern: string }
  | { readonly ok: false; readonly problem: string };

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  readonly allowsSteps: boolean;
  /** What is allowed only in this field and only alone: `?`, `L`, `W` and `#`. */
  readonly parseAlone?: (text: string) => string | undefined;
}

const daysOfMonth: CronField = {
  name: 'day-of-month',
  min: 1,
  max: 31,
  allowsSteps: true,
  parseAlone: parseDayOfMonth,
};

const daysOfWeek: CronField = {
  name: 'day-of-week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  allowsSteps: false,
  parseAlone: parseDayOfWeek,
};

const fields: readonly CronField[] = [
  { name: 'minutes', min: 0, max: 59, allowsSteps: true },
  { name: 'hours', min: 0, max: 23, allowsSteps: true },
  daysOfMonth,
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    allowsSteps: true,
  },
  daysOfWeek,
  { name: 'year', min: 1970, max: 2199, allowsSteps: true },
];

/** An expression that writes out each value of each field is shorter. */
const longestExpression = 2_000;

/**
 * Reads `cron(minutes hours day-of-month month day-of-week year)` by the cron reference of Amazon EventBridge, to
 * which AWS Backup refers. Of what that leaves open, only `LW`, the last weekday of the month, and names before `L`
 * and `#` have one possible meaning; all else is a problem, not a guess.
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
  const seconds = accept('0');
  return join([seconds, ...fields.map((field, index) => parseField(field, texts[index] ?? ''))], ' ');
}

function parseField(field: CronField, text: string): ParsedCron {
  const alone = field.parseAlone?.(text);
  if (alone !== undefined) return accept(alone);
  return join(
    text.split(',').map((item) => parseItem(field, item)),
    ',',
  );
}

function parseItem(field: CronField, item: string): ParsedCron {
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
  if (from > to) {
    return refuse(
      `AWS does not document ranges that run backwards, as ${quoted(item)} in the ${field.name} field.`,
    );
  }
  return step === undefined ? accept(`${from}-${to}`) : parseStep(field, item, `${from}-${to}`, Number(step));
}

function parseStep(field: CronField, item: string, range: string, step: number): ParsedCron {
  if (!field.allowsSteps) {
    return refuse(`AWS does not document steps, as ${quoted(item)}, in the ${field.name} field.`);
  }
  const most = field.max - field.min + 1;
  if (step < 1 || step > most) {
    return refuse(`The step of ${quoted(item)} in the ${field.name} field is not from 1 to ${most}.`);
  }
  return accept(`${range}/${step}`);
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

function join(parts: readonly ParsedCron[], separator: string): ParsedCron {
  const patterns: string[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    patterns.push(part.pattern);
  }
  return accept(patterns.join(separator));
}

function accept(pattern: string): ParsedCron {
  return { ok: true, pattern };
}

function refuse(problem: string): ParsedCron {
  return { ok: false, problem };
}
