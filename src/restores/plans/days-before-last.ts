/** A day of the month in certain months of certain years, each as a field of croner's. */
export interface MonthDay {
  readonly dayOfMonth: string;
  readonly months: string;
  readonly years: string;
}

interface DaysBeforeLast {
  readonly days: number;
  /** True for the weekday nearest to that day. */
  readonly isWeekday: boolean;
  readonly months: string;
  readonly years: string;
}

const monthsByLength = [
  { length: 31, isLeap: undefined, months: [1, 3, 5, 7, 8, 10, 12] },
  { length: 30, isLeap: undefined, months: [4, 6, 9, 11] },
  { length: 29, isLeap: true, months: [2] },
  { length: 28, isLeap: false, months: [2] },
];

const everyMonth = '1-12';
const everyYear = '1970-2199';

/** Writes a day before the last of the month, which croner does not know, out by the lengths of months; a month without it is left out. */
export function daysBeforeLast({ days, isWeekday, months, years }: DaysBeforeLast): MonthDay[] {
  const wanted = new Set(valuesOf(months === '*' ? everyMonth : months));
  return monthsByLength.flatMap(({ length, isLeap, months: ofLength }) => {
    const day = length - days;
    const among = ofLength.filter((month) => wanted.has(month));
    const within = isLeap === undefined ? years : yearsThat(isLeap, years);
    if (day < 1 || among.length === 0 || within === '') return [];
    return [{ dayOfMonth: `${day}${isWeekday ? 'W' : ''}`, months: among.join(','), years: within }];
  });
}

function yearsThat(areLeap: boolean, years: string): string {
  return valuesOf(years === '*' ? everyYear : years)
    .filter((year) => isLeapYear(year) === areLeap)
    .join(',');
}

function isLeapYear(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
}

/** The values of a list of values, ranges and ranges with steps. */
function valuesOf(field: string): number[] {
  return field.split(',').flatMap((item) => {
    const [from = 0, to = from, step = 1] = item.split(/[-/]/).map(Number);
    const values: number[] = [];
    for (let value = from; value <= to; value += step) values.push(value);
    return values;
  });
}
