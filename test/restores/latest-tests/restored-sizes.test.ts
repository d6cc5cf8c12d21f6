import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  medianSizeBefore,
  recordSize,
  withoutSize,
} from '../../../src/restores/latest-tests/restored-sizes.js';
import { dayMs, later, monday } from '../a-restore-job.js';

const day = (number: number) => later(monday, number * dayMs);
const at = (number: number) => day(number).getTime();

/** The sizes of restores on successive days. */
const sizesOf = (...bytes: readonly number[]) =>
  bytes.reduce<readonly number[]>((sizes, size, index) => recordSize(sizes, day(index), size), []);

describe('the sizes of a resource', () => {
  it('are those of the newest six restores, newest first', () => {
    expect(sizesOf(1, 2, 3, 4, 5, 6, 7)).toEqual(
      [6, 7, 5, 6, 4, 5, 3, 4, 2, 3, 1, 2].map((value, index) => (index % 2 === 0 ? at(value) : value)),
    );
  });

  it('have the greater of two at one moment, and stay where a view has no size', () => {
    const sizes = sizesOf(1, 2);
    expect(recordSize(sizes, day(0), 9)).toEqual([at(1), 2, at(0), 9]);
    expect(recordSize(sizes, day(0), 0)).toBe(sizes);
    expect(recordSize(sizes, day(0), undefined)).toBe(sizes);
  });

  it('lose that of a restore that was none', () => {
    const sizes = sizesOf(1, 2, 3);
    expect(withoutSize(sizes, day(1))).toEqual([at(2), 3, at(0), 1]);
    expect(withoutSize(sizes, day(7))).toBe(sizes);
  });

  it.each<[number | undefined, number[], number]>([
    [undefined, [], 0],
    [undefined, [10], 0],
    [10, [10, 1], 1],
    [15, [10, 20, 1], 2],
    [20, [10, 40, 20, 1], 3],
    [3, [900, 1, 2, 3, 4, 5, 6], 6],
    [30, [10, 30, 50, 70, 90], 3],
    [0, [0, 0, 5], 2],
  ])('have the median %s before the newest of %j', (median, bytes, newest) => {
    expect(medianSizeBefore(sizesOf(...bytes), day(newest))).toBe(median);
  });

  it('are the same in whatever order the restores are read', () => {
    const restores = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => ({
      createdAt: day(number),
      bytes: number * 10,
    }));
    const inOrder = sizesOf(...restores.map(({ bytes }) => bytes));
    fc.assert(
      fc.property(fc.shuffledSubarray(restores, { minLength: restores.length }), (order) => {
        const sizes = order.reduce<readonly number[]>(
          (known, { createdAt, bytes }) => recordSize(known, createdAt, bytes),
          [],
        );
        expect(sizes).toEqual(inOrder);
      }),
    );
  });
});
