import { describe, expect, it } from '@jest/globals';
import { planSchedule } from '../../../src/restores/plans/plan-schedule.js';

const noForm = 'The schedule is not of the form cron(minutes hours day-of-month month day-of-week year).';
const notOneQuestionMark = 'Exactly one of the day-of-month and day-of-week fields must be "?".';
const fieldCount = (count: number) =>
  `The schedule has ${count} of the six fields of a cron expression of AWS.`;
const undocumented = (item: string, field: string) =>
  `AWS does not document "${item}" as an item of the ${field} field.`;
const outside = (field: string, values: string, item: string) =>
  `The ${field} field allows ${values}, not "${item}".`;
const behindNames = (item: string, field: string) =>
  `AWS does not document steps behind names, as "${item}" in the ${field} field.`;
const daysOfWeek = '1-7 or SUN-SAT';

describe('a schedule that AWS would refuse or does not document', () => {
  it.each([
    ['', noForm],
    ['0 5 ? * * *', noForm],
    ['rate(1 day)', noForm],
    ['at(2026-03-02T05:00:00)', noForm],
    ['@daily', noForm],
    ['cron(@daily)', fieldCount(1)],
    ['cron()', fieldCount(0)],
    ['CRON(0 5 ? * * *)', noForm],
    [' cron(0 5 ? * * *)', noForm],
    ['cron(0 5 ? * * *) ', noForm],
    ['cron(cron(0 5 ? * * *))', noForm],
    ['cron(0 5 ? * * *', noForm],
    ['cron(0 5 ? * *)', fieldCount(5)],
    ['cron(0 0 5 ? * * *)', fieldCount(7)],
    ['cron(0 5 * * * *)', notOneQuestionMark],
    ['cron(0 5 1 * MON *)', notOneQuestionMark],
    ['cron(0 5 * * MON *)', notOneQuestionMark],
    ['cron(0 5 ? * ? *)', notOneQuestionMark],
    ['cron(? 5 ? * * *)', undocumented('?', 'minutes')],
    ['cron(0 5 ? ? * *)', undocumented('?', 'month')],
    ['cron(0 5 1,? * ? *)', undocumented('?', 'day-of-month')],
    ['cron(60 5 ? * * *)', outside('minutes', '0-59', '60')],
    ['cron(0 24 ? * * *)', outside('hours', '0-23', '24')],
    ['cron(0 20-24 ? * * *)', outside('hours', '0-23', '20-24')],
    ['cron(000 5 ? * * *)', outside('minutes', '0-59', '000')],
    ['cron(0 5 0 * ? *)', outside('day-of-month', '1-31', '0')],
    ['cron(0 5 32 * ? *)', outside('day-of-month', '1-31', '32')],
    ['cron(0 5 1 0 ? *)', outside('month', '1-12 or JAN-DEC', '0')],
    ['cron(0 5 1 13 ? *)', outside('month', '1-12 or JAN-DEC', '13')],
    ['cron(0 5 1 JANUARY ? *)', outside('month', '1-12 or JAN-DEC', 'JANUARY')],
    ['cron(0 5 1 MON ? *)', outside('month', '1-12 or JAN-DEC', 'MON')],
    ['cron(0 5 ? * 0 *)', outside('day-of-week', daysOfWeek, '0')],
    ['cron(0 5 ? * 8 *)', outside('day-of-week', daysOfWeek, '8')],
    ['cron(0 5 ? * FUN *)', outside('day-of-week', daysOfWeek, 'FUN')],
    ['cron(0 5 ? * ſUN *)', undocumented('ſUN', 'day-of-week')],
    ['cron(MON 5 ? * * *)', outside('minutes', '0-59', 'MON')],
    ['cron(0 5 ? * * 1969)', outside('year', '1970-2199', '1969')],
    ['cron(0 5 ? * * 2200)', outside('year', '1970-2199', '2200')],
    ['cron(0 5 ? * * 26)', outside('year', '1970-2199', '26')],
    ['cron(0 5 ? * * 2027-2026)', 'The year field has no ranges that run backwards, as "2027-2026".'],
    ['cron(0 5 ? * * 2027-2026/2)', 'The year field has no ranges that run backwards, as "2027-2026/2".'],
    ['cron(0 22-6/25 ? * * *)', 'The step of "22-6/25" in the hours field is not from 1 to 24.'],
    ['cron(0 5 1 NOV-FEB/2 ? *)', behindNames('NOV-FEB/2', 'month')],
    ['cron(0/0 5 ? * * *)', 'The step of "0/0" in the minutes field is not from 1 to 60.'],
    ['cron(0 0/25 ? * * *)', 'The step of "0/25" in the hours field is not from 1 to 24.'],
    ['cron(0/99999999999999999999 5 ? * * *)', expect.stringContaining('is not from 1 to 60')],
    ['cron(/10 5 ? * * *)', undocumented('/10', 'minutes')],
    ['cron(0/ 5 ? * * *)', undocumented('0/', 'minutes')],
    ['cron(0/5/5 5 ? * * *)', undocumented('0/5/5', 'minutes')],
    ['cron(1-2-3 5 ? * * *)', undocumented('1-2-3', 'minutes')],
    ['cron(-5 5 ? * * *)', undocumented('-5', 'minutes')],
    ['cron(*-5 5 ? * * *)', undocumented('*-5', 'minutes')],
    ['cron(5-* 5 ? * * *)', undocumented('5-*', 'minutes')],
    ['cron(1,,2 5 ? * * *)', undocumented('', 'minutes')],
    ['cron(1, 5 ? * * *)', undocumented('', 'minutes')],
    ['cron(1.5 5 ? * * *)', undocumented('1.5', 'minutes')],
    ['cron(1e1 5 ? * * *)', outside('minutes', '0-59', '1e1')],
    ['cron(H 5 ? * * *)', outside('minutes', '0-59', 'H')],
    ['cron(0 5~7 ? * * *)', undocumented('5~7', 'hours')],
    ['cron(0 5 ? * +MON *)', undocumented('+MON', 'day-of-week')],
    ['cron(0 5 ? * */8 *)', 'The step of "*/8" in the day-of-week field is not from 1 to 7.'],
    ['cron(0 5 ? * MON-FRI/2 *)', behindNames('MON-FRI/2', 'day-of-week')],
    ['cron(0 5 ? * MON/2 *)', behindNames('MON/2', 'day-of-week')],
    ['cron(L 5 ? * * *)', outside('minutes', '0-59', 'L')],
    ['cron(0 5 L-31 * ? *)', outside('day-of-month', '1-31', 'L-31')],
    ['cron(0 5 L-3,15 * ? *)', outside('day-of-month', '1-31', 'L-3')],
    ['cron(0 5 ? * L-3 *)', outside('day-of-week', daysOfWeek, 'L-3')],
    ['cron(0 5 L-3 13 ? *)', outside('month', '1-12 or JAN-DEC', '13')],
    ['cron(0 5 L,15 * ? *)', outside('day-of-month', '1-31', 'L')],
    ['cron(0 5 15L * ? *)', outside('day-of-month', '1-31', '15L')],
    ['cron(0 5 WL * ? *)', outside('day-of-month', '1-31', 'WL')],
    ['cron(0 5 W * ? *)', outside('day-of-month', '1-31', 'W')],
    ['cron(0 5 32W * ? *)', outside('day-of-month', '1-31', '32W')],
    ['cron(0 5 1W,15W * ? *)', outside('day-of-month', '1-31', '1W')],
    ['cron(0 5 2#1 * ? *)', undocumented('2#1', 'day-of-month')],
    ['cron(0 5 ? * 3W *)', outside('day-of-week', daysOfWeek, '3W')],
    ['cron(0 5 ? * LW *)', outside('day-of-week', daysOfWeek, 'LW')],
    ['cron(0 5 ? * 8L *)', outside('day-of-week', daysOfWeek, '8L')],
    ['cron(0 5 ? * 6L,2 *)', outside('day-of-week', daysOfWeek, '6L')],
    ['cron(0 5 ? * 2#0 *)', undocumented('2#0', 'day-of-week')],
    ['cron(0 5 ? * 2#6 *)', undocumented('2#6', 'day-of-week')],
    ['cron(0 5 ? * 8#1 *)', undocumented('8#1', 'day-of-week')],
    ['cron(0 5 ? * MON#L *)', undocumented('MON#L', 'day-of-week')],
    ['cron(0 5 ? * 3#1,6#3 *)', undocumented('3#1', 'day-of-week')],
    ['cron(0 5 ? * MON-FRI#1 *)', undocumented('MON-FRI#1', 'day-of-week')],
    [`cron(${'0,'.repeat(1_000)}0 5 ? * * *)`, 'The schedule is longer than 2000 characters.'],
    ['cron(\u0000 5 ? * * *)', undocumented('\\u0000', 'minutes')],
    [`cron(${'z'.repeat(100)} 5 ? * * *)`, outside('minutes', '0-59', `${'z'.repeat(60)}…`)],
  ])('%s', (expression, problem) => {
    expect(planSchedule(expression, undefined)).toEqual({ ok: false, failure: problem });
  });
});

describe('a time zone that is not known', () => {
  it.each(['', ' ', 'Mars/Olympus', 'Europe/Berlin ', '+01:00', '-05:00', 'UTC+1', 'local', 'CEST'])(
    '"%s"',
    (zone) => {
      expect(planSchedule('cron(0 5 ? * * *)', zone)).toEqual({
        ok: false,
        failure: `The time zone "${zone}" is not known.`,
      });
    },
  );
});

it('reads a field with each of its values written out', () => {
  const minutes = Array.from({ length: 60 }, (_, minute) => minute).join(',');
  const years = Array.from({ length: 230 }, (_, index) => 1970 + index).join(',');
  const schedule = planSchedule(`cron(${minutes} 5 ? * * ${years})`, undefined);
  const next = schedule.ok && schedule.value.next(new Date('2026-03-02T05:41:30Z'));
  expect(next).toEqual(new Date('2026-03-02T05:42:00Z'));
});
