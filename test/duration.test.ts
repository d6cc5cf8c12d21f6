import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatDuration, parseDuration } from '../src/duration.js';

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

it.each([
  ['go', '500ms', 500],
  ['go', '1m30s', 90_000],
  ['go', '1s1m', 61_000],
  ['go', '-1.5h', -5_400_000],
  ['go', '+.5s', 500],
  ['go', '1.s', 1000],
  ['go', '1us1µs1μs1ns', 0.003001],
  ['go', '0', undefined],
  ['go', '1d', undefined],
  ['go', '5 s', undefined],
  ['scenario', '0', 0],
  ['scenario', '90s', 90_000],
  ['scenario', '1.5d12h', 172_800_000],
  ['scenario', '1m1h', 3_660_000],
  ['scenario', '250ms', 250],
  ['scenario', '-1s', undefined],
  ['scenario', '.5s', undefined],
  ['scenario', '1us', undefined],
  ['scenario', '30', undefined],
] as const)('in the dialect %s, %p is %p milliseconds', (dialect, text, expected) => {
  const read = parseDuration(text, dialect);
  expect(read === undefined ? read : Number(read.toFixed(6))).toBe(expected);
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
