import { expect, it } from '@jest/globals';
import { durationExpected, durationOption } from '../../src/config/values/duration-option.js';

it.each([
  ['1m', 60_000],
  ['59s', undefined],
  ['1h', 3_600_000],
  ['1h1ms', undefined],
])('an option from 1m to 1h takes %p as %p', (text, expected) => {
  expect(durationOption({ min: '1m', max: '1h' }).safeParse(text).data).toBe(expected);
});

it.each([
  [30, '30 is a bare number without a unit; expected a duration such as 30s, 5m or 1h30m'],
  ['1.5', '1.5 is a bare number without a unit; expected a duration such as 30s, 5m or 1h30m'],
  ['v1.5', 'expected a duration such as 30s, 5m or 1h30m'],
  [['30'], 'expected a duration such as 30s, 5m or 1h30m'],
])('of %p it says that %p', (input, expected) => {
  expect(durationExpected(input)).toBe(expected);
});
