import { expect, it } from '@jest/globals';
import { formatSchedule, scheduleOption } from '../../src/config/values/schedule.js';

it.each([
  ['1s', { kind: 'interval', every: 1000 }],
  ['1w', { kind: 'interval', every: 604_800_000 }],
  [' 5m ', { kind: 'interval', every: 300_000 }],
  [' 0 6 * * * ', { kind: 'cron', expression: '0 6 * * *' }],
  ['@hourly', { kind: 'cron', expression: '@hourly' }],
])('%p is read as %p', (text, expected) => {
  expect(scheduleOption().parse(text)).toEqual(expected);
});

const neither = 'expected an interval such as 5m, or a cron expression such as "*/5 * * * *"';

it.each([
  ['999ms', 'expected an interval of at least 1s'],
  ['1w1ms', 'expected an interval of at most 1w'],
  ['5m@night', neither],
  ['61 * * * *', 'expected a cron expression with a valid minute, not "61"'],
  ['0 0 32 * *', 'expected a cron expression with a valid day of month, not "32"'],
  ['0 0 * * 8', 'expected a cron expression with a valid day of week, not "8"'],
])('%p is refused with %p', (text, expected) => {
  expect(
    scheduleOption()
      .safeParse(text)
      .error?.issues.map(({ message }) => message),
  ).toEqual([expected]);
});

it('says in words when something happens', () => {
  expect(formatSchedule({ kind: 'interval', every: 90_000 })).toBe('every 1m30s');
  expect(formatSchedule({ kind: 'cron', expression: '0 6 * * *' })).toBe('at "0 6 * * *"');
});
