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
