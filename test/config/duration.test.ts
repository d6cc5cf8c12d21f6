import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatDuration, parseDuration } from '../../src/config/duration.js';

it.each([
  ['0s', 0],
  ['200ms', 200],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['90m', 5_400_000],
  ['30d', 2_592_000_000],
  ['1w', 604_800_000],
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
