import { expect, it } from '@jest/globals';
import { parseAwsCron } from '../../../src/restores/plans/parse-aws-cron.js';

const months = ['jan', 'Feb', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['sun', 'Mon', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const yearsFrom = (first: number, isWanted: (year: number) => boolean) =>
  Array.from({ length: 2200 - first }, (_, index) => first + index)
    .filter(isWanted)
    .join(',');

it.each(months.map((name, index) => [name, index + 1]))('%s is month %d', (name, month) => {
  const pattern = `0 0-0 5-5 1-1 ${month}-${month} * *`;
  expect(parseAwsCron(`cron(0 5 1 ${name} ? *)`)).toEqual({ ok: true, value: [pattern] });
});

it.each(days.map((name, index) => [name, index + 1]))('%s is day %d of the week', (name, day) => {
  const pattern = `0 0-0 5-5 * * ${day}-${day} *`;
  expect(parseAwsCron(`cron(0 5 ? * ${name} *)`)).toEqual({ ok: true, value: [pattern] });
});

it.each([
  ['cron(0 5 l * ? *)', '0 0-0 5-5 L * * *'],
  ['cron(0 5 lw * ? *)', '0 0-0 5-5 LW * * *'],
  ['cron(0 5 15w * ? *)', '0 0-0 5-5 15W * * *'],
  ['cron(0 5 ? * 6l *)', '0 0-0 5-5 * * 6L *'],
  ['cron(0 5 ? * fri#2 *)', '0 0-0 5-5 * * 6#2 *'],
  ['cron(0/1 5 ? * 2 *)', '0 0-59/1 5-5 * * 2-2 *'],
  ['cron(0 5 1/31 * ? *)', '0 0-0 5-5 1-31/31 * * *'],
  ['cron(50-10/5 5 ? * * *)', '0 0,5,10,50,55 5-5 * * * *'],
  ['cron(0 22-6 ? * * *)', '0 0-0 0,1,2,3,4,5,6,22,23 * * * *'],
  ['cron(0 22-6/3 ? * * *)', '0 0-0 1,4,22 * * * *'],
  ['cron(0 20-2,12 ? * * *)', '0 0-0 0,1,2,20,21,22,23,12-12 * * * *'],
  ['cron(0 5 28-3 * ? *)', '0 0-0 5-5 1,2,3,28,29,30,31 * * *'],
  ['cron(0 5 1 NOV-FEB ? *)', '0 0-0 5-5 1-1 1,2,11,12 * *'],
  ['cron(0 5 1 11-4/2 ? *)', '0 0-0 5-5 1-1 1,3,11 * *'],
  ['cron(0 5 ? * SAT-SUN *)', '0 0-0 5-5 * * 1,7 *'],
  ['cron(0 5 ? * fri-mon *)', '0 0-0 5-5 * * 1,2,6,7 *'],
  ['cron(0 5 ? * 6-3/2 *)', '0 0-0 5-5 * * 1,3,6 *'],
  ['cron(0 5 ? * */3 *)', '0 0-0 5-5 * * 1-7/3 *'],
  ['cron(0 5 ? * 2/2 *)', '0 0-0 5-5 * * 2-7/2 *'],
])('%s is understood', (expression, pattern) => {
  expect(parseAwsCron(expression)).toEqual({ ok: true, value: [pattern] });
});

it.each<[expression: string, patterns: string[]]>([
  [
    'cron(0 5 L-2 * ? 2027/1)',
    [
      '0 0-0 5-5 29 1,3,5,7,8,10,12 * 2027-2199/1',
      '0 0-0 5-5 28 4,6,9,11 * 2027-2199/1',
      `0 0-0 5-5 27 2 * ${yearsFrom(2027, (year) => isLeap(year))}`,
      `0 0-0 5-5 26 2 * ${yearsFrom(2027, (year) => !isLeap(year))}`,
    ],
  ],
  [
    'cron(0 5 l-0w 2-4 ? 2027)',
    ['0 0-0 5-5 31W 3 * 2027-2027', '0 0-0 5-5 30W 4 * 2027-2027', '0 0-0 5-5 28W 2 * 2027'],
  ],
  ['cron(0 5 L-30 1-4 ? *)', ['0 0-0 5-5 1 1,3 * *']],
  ['cron(0 5 L-29 2 ? *)', []],
])('%s is written out by the lengths of months', (expression, patterns) => {
  expect(parseAwsCron(expression)).toEqual({ ok: true, value: patterns });
});

it('allows no step beyond the values of a field', () => {
  expect(parseAwsCron('cron(0 5 1/32 * ? *)')).toEqual({
    ok: false,
    failure: 'The step of "1/32" in the day-of-month field is not from 1 to 31.',
  });
});

const spaced = (length: number) => `cron(0 5 1 * ?${' '.repeat(length - 'cron(0 5 1 * ?*)'.length)}*)`;

it('reads as many as 2000 characters', () => {
  expect(parseAwsCron(spaced(2000))).toEqual({ ok: true, value: ['0 0-0 5-5 1-1 * * *'] });
  expect(parseAwsCron(spaced(2001))).toEqual({
    ok: false,
    failure: 'The schedule is longer than 2000 characters.',
  });
});
