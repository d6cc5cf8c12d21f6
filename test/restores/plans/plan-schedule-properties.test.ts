import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { planSchedule } from '../../../src/restores/plans/plan-schedule.js';
import { hasBeenQuick } from '../../patience.js';
import { dayMs, hourMs } from '../a-restore-job.js';

const minuteMs = 60_000;

/** A field of an expression, and which values it means. */
interface Field {
  readonly text: string;
  readonly has: (value: number) => boolean;
}

const every: Field = { text: '*', has: () => true };
const unspecified: Field = { text: '?', has: () => true };

const isWithin = (each: number, from: number, to: number) =>
  from <= to ? each >= from && each <= to : each >= from || each <= to;

function anyField(
  min: number,
  max: number,
  { withSteps = true, names = [] as readonly string[], size = max - min + 1 } = {},
) {
  const number = fc.integer({ min, max });
  const write = (value: number) => names[value - min] ?? String(value);
  const single = number.map((value): Field => ({ text: write(value), has: (each) => each === value }));
  const range = fc.tuple(number, number).map(([from, to]): Field => {
    return { text: `${write(from)}-${write(to)}`, has: (each) => isWithin(each, from, to) };
  });
  const steppedRange = fc
    .tuple(number, number, fc.integer({ min: 1, max: size }))
    .map(([from, to, by]): Field => {
      const has = (each: number) => isWithin(each, from, to) && ((each - from + size) % size) % by === 0;
      return { text: `${from}-${to}/${by}`, has };
    });
  const step = fc.tuple(number, fc.integer({ min: 1, max: size })).map(([from, by]): Field => {
    return { text: `${write(from)}/${by}`, has: (each) => each >= from && (each - from) % by === 0 };
  });
  const item = withSteps ? fc.oneof(single, range, step, steppedRange) : fc.oneof(single, range);
  return fc.array(item, { minLength: 1, maxLength: 3 }).map(
    (items): Field => ({
      text: items.map(({ text }) => text).join(','),
      has: (value) => items.some(({ has }) => has(value)),
    }),
  );
}

const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const dayFields = fc.oneof(
  fc.constant([unspecified, every]),
  anyField(1, 31).map((day) => [day, unspecified]),
  anyField(1, 7).map((day) => [unspecified, day]),
  anyField(1, 7, { withSteps: false, names: weekdayNames }).map((day) => [unspecified, day]),
);

/** A fortnight and its zone, with a change of clocks in the middle. */
const fortnights = (
  [
    ['Europe/Berlin', '2026-03-22T00:00Z'],
    ['Europe/Berlin', '2026-10-18T00:00Z'],
    ['America/New_York', '2026-03-01T00:00Z'],
    ['America/New_York', '2026-10-25T00:00Z'],
    ['Australia/Lord_Howe', '2026-03-28T00:00Z'],
    ['Australia/Lord_Howe', '2026-09-27T00:00Z'],
    ['America/Sao_Paulo', '2018-10-28T00:00Z'],
    ['America/Sao_Paulo', '2018-02-11T00:00Z'],
    ['Asia/Beirut', '2026-03-22T00:00Z'],
    ['Pacific/Apia', '2011-12-23T00:00Z'],
    ['Asia/Kathmandu', '2026-02-22T00:00Z'],
  ] as const
).map(([zone, start]) => ({ zone, from: Date.parse(start), to: Date.parse(start) + 14 * dayMs }));

interface ShownMinute {
  readonly instant: number;
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly weekday: number;
}

const shownMinutes = new Map<string, readonly ShownMinute[]>();

/** Each minute that a wall clock in the zone shows, where it is shown twice only the first time. */
function minutesOf({ zone, from, to }: (typeof fortnights)[number]): readonly ShownMinute[] {
  const known = shownMinutes.get(`${zone} ${from}`);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const seen = new Set<string>();
  const minutes: ShownMinute[] = [];
  for (let instant = from; instant < to; instant += minuteMs) {
    const shown = format.format(instant);
    if (seen.has(shown)) continue;
    seen.add(shown);
    const [weekday = '', day, hour, minute] = shown.match(/\w+/g) ?? [];
    minutes.push({
      instant,
      minute: Number(minute),
      hour: Number(hour),
      day: Number(day),
      weekday: weekdayNames.indexOf(weekday.toUpperCase()) + 1,
    });
  }
  shownMinutes.set(`${zone} ${from}`, minutes);
  return minutes;
}

const iso = (start: number | undefined) => (start === undefined ? undefined : new Date(start).toISOString());

it('starts in the minutes that a wall clock shows, each shown minute once', () => {
  const property = fc.property(
    fc.constantFrom(...fortnights),
    fc.oneof(fc.constant(every), anyField(0, 59)),
    fc.oneof(fc.constant(every), anyField(0, 23), anyField(0, 3, { size: 24 })),
    dayFields,
    fc.integer({ min: 1, max: 14 * dayMs - 1 }),
    fc.integer({ min: 0, max: 168 }),
    (fortnight, minute, hour, [day = every, weekday = every], offsetMs, windowHours) => {
      const starts = minutesOf(fortnight)
        .filter(
          (shown) =>
            minute.has(shown.minute) &&
            hour.has(shown.hour) &&
            day.has(shown.day) &&
            weekday.has(shown.weekday),
        )
        .map(({ instant }) => instant);
      const expression = `cron(${minute.text} ${hour.text} ${day.text} * ${weekday.text} *)`;
      const schedule = planSchedule(expression, fortnight.zone);
      if (!schedule.ok) throw new Error(schedule.failure);
      const moment = new Date(fortnight.from + offsetMs);
      const closed = new Date(moment.getTime() + windowHours * hourMs);

      const within = (start: Date | undefined) =>
        start && start.getTime() >= fortnight.from && start.getTime() < fortnight.to
          ? start.toISOString()
          : undefined;
      const latest = iso(starts.findLast((start) => start <= moment.getTime()));
      expect({
        next: within(schedule.value.next(moment)),
        previous: within(schedule.value.previous(moment)),
        due: within(schedule.value.dueAt(closed, windowHours * hourMs)),
      }).toEqual({
        next: iso(starts.find((start) => start > moment.getTime())),
        previous: latest,
        due: latest,
      });
    },
  );
  expect(() => fc.assert(property, { numRuns: 1_500 })).not.toThrow();
});

/** What a day field means on a date of the calendar in UTC. */
interface DayRule {
  readonly text: string;
  readonly isOn: (date: Date) => boolean;
}

const lastDayOf = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
const isWeekend = (date: Date) => date.getUTCDay() === 0 || date.getUTCDay() === 6;
const sameMonth = (date: Date, day: number) =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day));

function weekdayNearest(date: Date, day: number): number | undefined {
  if (day > lastDayOf(date).getUTCDate()) return undefined;
  return [0, -1, 1, -2, 2]
    .map((shift) => sameMonth(date, day + shift))
    .find((each) => each.getUTCMonth() === date.getUTCMonth() && !isWeekend(each))
    ?.getUTCDate();
}

const weekdays = fc.integer({ min: 1, max: 7 });
const dayRules = fc.oneof(
  fc.constant<DayRule>({
    text: 'L * ?',
    isOn: (date) => date.getUTCDate() === lastDayOf(date).getUTCDate(),
  }),
  fc.constant<DayRule>({
    text: 'LW * ?',
    isOn: (date) => {
      const last = lastDayOf(date).getUTCDate();
      const workdays = [last, last - 1, last - 2].filter((day) => !isWeekend(sameMonth(date, day)));
      return date.getUTCDate() === workdays[0];
    },
  }),
  fc.integer({ min: 1, max: 31 }).map(
    (day): DayRule => ({
      text: `${day}W * ?`,
      isOn: (date) => date.getUTCDate() === weekdayNearest(date, day),
    }),
  ),
  fc.tuple(fc.integer({ min: 0, max: 30 }), anyField(1, 12)).map(
    ([days, month]): DayRule => ({
      text: `L-${days} ${month.text} ?`,
      isOn: (date) =>
        month.has(date.getUTCMonth() + 1) && date.getUTCDate() === lastDayOf(date).getUTCDate() - days,
    }),
  ),
  fc.integer({ min: 0, max: 30 }).map(
    (days): DayRule => ({
      text: `L-${days}W * ?`,
      isOn: (date) => {
        const day = lastDayOf(date).getUTCDate() - days;
        return day >= 1 && date.getUTCDate() === weekdayNearest(date, day);
      },
    }),
  ),
  weekdays.map(
    (weekday): DayRule => ({
      text: `? * ${weekday}L`,
      isOn: (date) =>
        date.getUTCDay() + 1 === weekday && date.getUTCDate() + 7 > lastDayOf(date).getUTCDate(),
    }),
  ),
  fc.tuple(weekdays, fc.integer({ min: 1, max: 5 })).map(
    ([weekday, which]): DayRule => ({
      text: `? * ${weekday}#${which}`,
      isOn: (date) => date.getUTCDay() + 1 === weekday && Math.ceil(date.getUTCDate() / 7) === which,
    }),
  ),
  fc.tuple(anyField(1, 31), anyField(1, 12)).map(
    ([day, month]): DayRule => ({
      text: `${day.text} ${month.text} ?`,
      isOn: (date) => day.has(date.getUTCDate()) && month.has(date.getUTCMonth() + 1),
    }),
  ),
);

it('starts on the days of the calendar that the day fields mean', () => {
  const years = 9;
  const property = fc.property(
    dayRules,
    fc.integer({ min: Date.UTC(1985, 0, 1) / dayMs, max: Date.UTC(2150, 0, 1) / dayMs }),
    (rule, dayNumber) => {
      const schedule = planSchedule(`cron(0 5 ${rule.text} *)`, undefined);
      if (!schedule.ok) throw new Error(schedule.failure);
      const scan = (step: number) => {
        for (let shift = 0; Math.abs(shift) <= years * 366; shift += step) {
          const date = new Date((dayNumber + shift) * dayMs);
          if (rule.isOn(date)) return new Date(date.getTime() + 5 * hourMs);
        }
        return undefined;
      };
      const noon = new Date(dayNumber * dayMs + 12 * hourMs);
      const midnight = new Date(dayNumber * dayMs);
      expect([schedule.value.next(midnight), schedule.value.previous(noon)]).toEqual([scan(1), scan(-1)]);
    },
  );
  expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
});

const fragment = fc.oneof(
  fc.constantFrom(
    '?',
    '*',
    'L',
    'W',
    'LW',
    '#',
    '/',
    '-',
    ',',
    'SUN',
    'MON-FRI',
    'JAN',
    '0',
    '31',
    '29',
    '2',
    '2026',
  ),
  fc.integer({ min: -1, max: 2300 }).map(String),
  fc.string({ maxLength: 3 }),
);
const fragments = fc.array(fragment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
const likeCron = fc
  .array(fragments, { minLength: 4, maxLength: 7 })
  .map((parts) => `cron(${parts.join(' ')})`);
const rare = fc
  .tuple(
    fc.constantFrom('0', '30', '*', '0-59'),
    fc.constantFrom('2', '*', '0-23'),
    fc.constantFrom('29', '30', '31', '31W', 'L', 'L-28', 'L-30', 'L-28W', '1-31'),
    fc.constantFrom('2', '4,6,9,11', '*'),
    fc.constantFrom('*', '1970', '2199', '2100', '1970/4', '2199/1'),
  )
  .map(([minute, hour, day, month, year]) => `cron(${minute} ${hour} ${day} ${month} ? ${year})`);
const zones = fc.oneof(
  fc.constantFrom(undefined, 'UTC', 'Etc/UTC', 'Europe/Berlin', 'Pacific/Apia', 'Africa/Monrovia'),
  fc.string(),
);

it('neither throws nor takes long, whatever the text', () => {
  const property = fc.property(
    fc.oneof(fc.string(), fc.string({ unit: 'binary' }), likeCron, rare),
    zones,
    fc.oneof(fc.date({ noInvalidDate: false }), fc.date({ min: new Date(0), max: new Date('2200-01-01') })),
    fc.double(),
    (expression, zone, moment, windowMs) => {
      const begunAt = performance.now();
      const schedule = planSchedule(expression, zone);
      const next = schedule.ok ? schedule.value.next(moment) : undefined;
      const previous = schedule.ok ? schedule.value.previous(moment) : undefined;
      const due = schedule.ok ? schedule.value.dueAt(moment, windowMs) : undefined;
      expect({
        isQuick: hasBeenQuick(begunAt, 1_000),
        hasSentence: schedule.ok || /^[^\n]{10,250}\.$/.test(schedule.failure),
        isInOrder: !(next && next <= moment) && !(previous && previous > moment),
        isClosed: !(due && due.getTime() > moment.getTime() - Math.trunc(windowMs)),
      }).toEqual({ isQuick: true, hasSentence: true, isInOrder: true, isClosed: true });
    },
  );
  expect(() => fc.assert(property, { numRuns: 3_000 })).not.toThrow();
});

it.each(['cron(', 'cron(0 5 ? * * ', 'cron((((', '0,', '*/1,', 'cron(0 5 ? * * *)', ' '])(
  'refuses a million characters of "%s" at once',
  (part) => {
    const begunAt = performance.now();
    expect(planSchedule(part.repeat(1_000_000 / part.length), 'UTC').ok).toBe(false);
    expect(planSchedule('cron(0 5 ? * * *)', part.repeat(1_000_000 / part.length)).ok).toBe(false);
    expect(hasBeenQuick(begunAt, 1_000)).toBe(true);
  },
);
