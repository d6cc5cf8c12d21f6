import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  durationExpected,
  durationOption,
  formatDuration,
  parseDuration,
} from '../../src/config/values/duration.js';

it.each([
  ['0s', 0],
  ['200ms', 200],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['90m', 5_400_000],
  ['30d', 2_592_000_000],
  ['1w', 604_800_000],
  ['10w', 6_048_000_000],
  ['1w2d3h4m5s6ms', 788_645_006],
  ['', undefined],
  ['5', undefined],
  ['5 m', undefined],
  ['30m1h', undefined],
  ['1.5h', undefined],
  ['-1s', undefined],
  ['1M', undefined],
])('%p is %p milliseconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

it('reads what it writes', () => {
  const roundTrip = fc.property(fc.nat(4_000_000_000), (duration) => {
    expect(parseDuration(formatDuration(duration))).toBe(duration);
  });
  expect(() => fc.assert(roundTrip)).not.toThrow();
});

it.each([
  [0, '0s'],
  [1, '1ms'],
  [90_000, '1m30s'],
  [604_800_000, '1w'],
  [1_209_600_000, '2w'],
  [691_200_000, '8d'],
  [608_400_000, '7d1h'],
])('%p milliseconds are written as %p, in weeks only where nothing is left', (duration, expected) => {
  expect(formatDuration(duration)).toBe(expected);
});

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
