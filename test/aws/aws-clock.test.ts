import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createAwsClock } from '../../src/aws/aws-clock.js';

const now = Date.parse('2026-03-02T05:00:00Z');
const minuteMs = 60_000;

beforeEach(() => {
  jest.useFakeTimers({ now });
});
afterEach(() => {
  jest.useRealTimers();
});

it('agrees with the machine until an answer says otherwise', () => {
  expect(createAwsClock().aheadMs()).toBe(0);
});

it.each([
  ['three hours ahead', 'Mon, 02 Mar 2026 08:00:00 GMT', 180 * minuteMs],
  ['three hours behind', 'Mon, 02 Mar 2026 02:00:00 GMT', -180 * minuteMs],
  ['five minutes ahead', 'Mon, 02 Mar 2026 05:05:00 GMT', 5 * minuteMs],
  ['five minutes behind', 'Mon, 02 Mar 2026 04:55:00 GMT', -5 * minuteMs],
  ['less than five minutes ahead', 'Mon, 02 Mar 2026 05:04:59 GMT', 0],
  ['less than five minutes behind', 'Mon, 02 Mar 2026 04:55:01 GMT', 0],
])('is %s by "%s"', (_, date, aheadMs) => {
  const clock = createAwsClock();
  clock.observe(date, Date.now());
  expect(clock.aheadMs()).toBe(aheadMs);
});

it('goes by the latest answer that tells the time', () => {
  const clock = createAwsClock();
  const seen = ['Mon, 02 Mar 2026 08:00:00 GMT', undefined, 'noon', 'Mon, 02 Mar 2026 05:00:01 GMT'].map(
    (date) => {
      clock.observe(date, Date.now());
      return clock.aheadMs();
    },
  );
  expect(seen).toEqual([180 * minuteMs, 180 * minuteMs, 180 * minuteMs, 0]);
});

it('keeps the latest 99 differences from the middle between a request and its answer', () => {
  const clock = createAwsClock();
  for (let answer = 0; answer < 100; answer++) {
    clock.observe('Mon, 02 Mar 2026 05:00:07 GMT', now - (answer === 0 ? 8000 : 2000));
  }
  clock.observe('noon', now);
  expect(clock.latestAheadMs()).toEqual(Array.from({ length: 99 }, () => 8500));
});
