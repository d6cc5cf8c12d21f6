import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  isConfirmationDue,
  type Kept,
  keepOmitted,
  newlyOmitted,
  nothingKept,
  type OmissionRule,
} from '../../src/restores/omissions.js';
import { hourMs, later, monday } from './a-restore-job.js';

const rule: OmissionRule = { readings: 2, durationMs: hourMs };
const minutes = (count: number) => later(monday, count * 60_000);
const idOf = (row: string) => row;

/** What is kept after readings of a list at these minutes, and what was gone with the last one. */
function after(readings: readonly (readonly [minute: number, ...rows: string[]])[]) {
  let kept: Kept<string> = nothingKept;
  let gone: readonly string[] = [];
  for (const [minute, ...rows] of readings) {
    const next = keepOmitted(kept, rows, idOf, minutes(minute), rule);
    ({ gone } = next);
    kept = { rows: next.rows, omissions: next.omissions };
  }
  return { rows: kept.rows, omissions: Object.fromEntries(kept.omissions), gone };
}

const since = (minute: number, readings: number) => ({ since: minutes(minute), readings });

describe('what a list leaves out', () => {
  it.each<[string, Parameters<typeof after>[0], ReturnType<typeof after>]>([
    ['is nothing at first', [[0, 'a', 'b']], { rows: ['a', 'b'], omissions: {}, gone: [] }],
    [
      'is kept, and that it was left out',
      [
        [0, 'a', 'b'],
        [5, 'a'],
      ],
      { rows: ['a', 'b'], omissions: { b: since(5, 0) }, gone: [] },
    ],
    [
      'may be everything',
      [[0, 'a', 'b'], [5]],
      { rows: ['a', 'b'], omissions: { a: since(5, 0), b: since(5, 0) }, gone: [] },
    ],
    [
      'is kept after enough readings until the time is over',
      [[0, 'a'], [5], [10], [15], [64]],
      { rows: ['a'], omissions: { a: since(5, 3) }, gone: [] },
    ],
    [
      'is kept after the time until there were enough readings',
      [[0, 'a'], [5], [600]],
      { rows: ['a'], omissions: { a: since(5, 1) }, gone: [] },
    ],
    [
      'is gone after both',
      [
        [0, 'a', 'b'],
        [5, 'b'],
        [30, 'b'],
        [65, 'b'],
      ],
      { rows: ['b'], omissions: {}, gone: ['a'] },
    ],
    [
      'begins anew when it was named in between',
      [[0, 'a'], [5], [30], [60, 'a'], [70], [80]],
      { rows: ['a'], omissions: { a: since(70, 1) }, gone: [] },
    ],
    [
      'comes back as it was new',
      [[0, 'a'], [5], [30], [65], [70, 'a']],
      { rows: ['a'], omissions: {}, gone: [] },
    ],
  ])('%s', (_, readings, expected) => {
    expect(after(readings)).toEqual(expected);
  });

  it('is shown as the list has it now, not as it was', () => {
    const known = { rows: [{ id: 'a', size: 1 }], omissions: new Map() };
    const { rows } = keepOmitted(known, [{ id: 'a', size: 2 }], ({ id }) => id, monday, rule);
    expect(rows).toEqual([{ id: 'a', size: 2 }]);
  });
});

const names = ['a', 'b', 'c', 'd'];
const readingsOfWorld = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 90 }),
    listed: fc.subarray(names),
    deleted: fc.subarray(names, { maxLength: 1 }),
  }),
  { maxLength: 40 },
);

it('loses no row that is there, however lists leave it out twice at a time, and settles with the truth', () => {
  fc.assert(
    fc.property(readingsOfWorld, (readings) => {
      const alive = new Set(names);
      const missed = new Map<string, number>();
      let kept: Kept<string> = { rows: names, omissions: new Map() };
      let minute = 0;
      const read = (listed: readonly string[]) => {
        kept = keepOmitted(kept, listed, idOf, minutes(minute), rule);
      };
      for (const { gap, listed, deleted } of readings) {
        minute += gap;
        for (const name of deleted) alive.delete(name);
        const answer = [...alive].filter((name) => listed.includes(name) || (missed.get(name) ?? 0) >= 2);
        for (const name of alive) missed.set(name, answer.includes(name) ? 0 : (missed.get(name) ?? 0) + 1);
        read(answer);
        expect(kept.rows).toEqual(expect.arrayContaining([...alive]));
        expect(new Set(kept.rows).size).toBe(kept.rows.length);
      }
      for (const gap of [1, 30, 30]) {
        minute += gap;
        read([...alive]);
      }
      expect(kept).toMatchObject({ rows: [...alive], omissions: new Map() });
    }),
    { numRuns: 300 },
  );
});

describe('the next reading that confirms', () => {
  it.each([
    ['is due after half of the time', 29, 0, false],
    ['is due after half of the time', 30, 0, true],
    ['is due at the end the second time', 59, 1, false],
    ['is due at the end the second time', 60, 1, true],
    ['is due by the time alone after enough readings', 59, 7, false],
    ['is due by the time alone after enough readings', 60, 7, true],
  ])('%s: after %i minutes and %i readings', (_, minute, readings, expected) => {
    expect(isConfirmationDue([since(0, readings)], minutes(minute), rule)).toBe(expected);
  });

  it('is not due where nothing was left out', () => {
    expect(isConfirmationDue([], minutes(999), rule)).toBe(false);
  });
});

it('tells what is left out anew', () => {
  const before = new Map([['a', since(0, 0)]]);
  expect(
    newlyOmitted(
      before,
      new Map([
        ['a', since(0, 1)],
        ['b', since(5, 0)],
      ]),
    ),
  ).toEqual(['b']);
});
