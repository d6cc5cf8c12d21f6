import { expect, it } from '@jest/globals';
import { firingsOf } from './alert-firings.js';

const minuteMs = 60_000;
const evaluations = Array.from({ length: 12 }, (_, minute) => minute * minuteMs);

/** The minutes of an alert that fired, of an expression whose result was there where the text has an x. */
function firings(presence: string, rule: { for?: number; keep?: number } = {}): [number, number][] {
  const presentMs = new Set(
    presence.split('').flatMap((mark, minute) => (mark === 'x' ? [minute * minuteMs] : [])),
  );
  const { for: pending = 0, keep = 0 } = rule;
  return firingsOf(
    { alert: 'Late', forMs: pending * minuteMs, keepFiringForMs: keep * minuteMs },
    [{ labels: { plan: 'daily' }, presentMs }],
    evaluations,
  ).map(({ fromMs, untilMs }) => [fromMs / minuteMs, untilMs / minuteMs]);
}

it.each([
  ['nothing is there', '............', {}, []],
  ['it fires at once without a for', '..xxx.......', {}, [[2, 5]]],
  [
    'it fires twice',
    '.x...xx.....',
    {},
    [
      [1, 2],
      [5, 7],
    ],
  ],
  ['it fires once it has been there for the time', '.xxxxx......', { for: 3 }, [[4, 6]]],
  ['it does not fire when it was there for less', '.xxx........', { for: 3 }, []],
  ['a gap begins the time anew', '.xx.xxxx....', { for: 3 }, [[7, 8]]],
  ['it fires until the end', '......xxxxxx', { for: 2 }, [[8, 11]]],
  ['it is kept firing', '.xx.........', { keep: 4 }, [[1, 7]]],
  ['what is kept and comes back is one firing', '.xx..xx.....', { keep: 3 }, [[1, 10]]],
  ['what was never firing is not kept', '.xx.........', { for: 4, keep: 4 }, []],
  ['kept until the end', '.......x....', { keep: 9 }, [[7, 11]]],
])('%s', (_, presence, rule, expected) => {
  expect(firings(presence, rule)).toEqual(expected);
});

it('tells the series apart', () => {
  const firing = firingsOf(
    { alert: 'Late', forMs: 0, keepFiringForMs: 0 },
    [
      { labels: { plan: 'daily' }, presentMs: new Set([0]) },
      { labels: { plan: 'weekly' }, presentMs: new Set([minuteMs]) },
    ],
    evaluations,
  );
  expect(firing).toEqual([
    { alert: 'Late', labels: { plan: 'daily' }, fromMs: 0, untilMs: minuteMs },
    { alert: 'Late', labels: { plan: 'weekly' }, fromMs: minuteMs, untilMs: 2 * minuteMs },
  ]);
});
