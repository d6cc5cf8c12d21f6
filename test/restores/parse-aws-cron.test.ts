import { expect, it } from '@jest/globals';
import { parseAwsCron } from '../../src/restores/parse-aws-cron.js';

const months = ['jan', 'Feb', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['sun', 'Mon', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

it.each(months.map((name, index) => [name, index + 1]))('%s is month %d', (name, month) => {
  const pattern = `0 0-0 5-5 1-1 ${month}-${month} * *`;
  expect(parseAwsCron(`cron(0 5 1 ${name} ? *)`)).toEqual({ ok: true, pattern });
});

it.each(days.map((name, index) => [name, index + 1]))('%s is day %d of the week', (name, day) => {
  const pattern = `0 0-0 5-5 * * ${day}-${day} *`;
  expect(parseAwsCron(`cron(0 5 ? * ${name} *)`)).toEqual({ ok: true, pattern });
});

it.each([
  ['cron(0 5 l * ? *)', '0 0-0 5-5 L * * *'],
  ['cron(0 5 lw * ? *)', '0 0-0 5-5 LW * * *'],
  ['cron(0 5 15w * ? *)', '0 0-0 5-5 15W * * *'],
  ['cron(0 5 ? * 6l *)', '0 0-0 5-5 * * 6L *'],
  ['cron(0 5 ? * fri#2 *)', '0 0-0 5-5 * * 6#2 *'],
  ['cron(0/1 5 ? * 2 *)', '0 0-59/1 5-5 * * 2-2 *'],
  ['cron(0 5 1/31 * ? *)', '0 0-0 5-5 1-31/31 * * *'],
])('%s is understood', (expression, pattern) => {
  expect(parseAwsCron(expression)).toEqual({ ok: true, pattern });
});

it('allows no step beyond the values of a field', () => {
  expect(parseAwsCron('cron(0 5 1/32 * ? *)')).toEqual({
    ok: false,
    problem: 'The step of "1/32" in the day-of-month field is not from 1 to 31.',
  });
});

const spaced = (length: number) => `cron(0 5 1 * ?${' '.repeat(length - 'cron(0 5 1 * ?*)'.length)}*)`;

it('reads as many as 2000 characters', () => {
  expect(parseAwsCron(spaced(2000))).toEqual({ ok: true, pattern: '0 0-0 5-5 1-1 * * *' });
  expect(parseAwsCron(spaced(2001))).toEqual({
    ok: false,
    problem: 'The schedule is longer than 2000 characters.',
  });
});
