import { expect, it } from '@jest/globals';
import { recoveryTime, restoreQuotas } from '../../../src/restores/coverage/recovery-time.js';
import { testableResourceTypes } from '../../../src/restores/plans/restore-testing-plan.js';

const repeated = (count: number, duration: number): number[] => Array.from({ length: count }, () => duration);

it.each<[string, Record<string, number[]>, Record<string, number>, number]>([
  ['of nothing', {}, { RDS: 2 }, 0],
  ['of a type without restores', { RDS: [] }, { RDS: 2 }, 0],
  ['of one restore', { RDS: [90] }, { RDS: 40 }, 90],
  ['of as many as run at once', { RDS: [10, 30, 20] }, { RDS: 3 }, 30],
  ['of one more than run at once', { RDS: [10, 30, 20] }, { RDS: 2 }, 30],
  ['of restores one after the other', { RDS: [10, 30, 20] }, { RDS: 1 }, 60],
  ['of restores that the longest is not to wait for', { EFS: [1, 1, 1, 1, 4] }, { EFS: 2 }, 4],
  ['of restores whose order matters', { EFS: [2, 3, 2, 3, 2] }, { EFS: 2 }, 7],
  ['of types at the same time', { RDS: [60, 60], S3: [100] }, { RDS: 1, S3: 1 }, 120],
  ['of a type with a quota of its own', { RDS: [60, 60], S3: [60, 60] }, { RDS: 1, S3: 2 }, 120],
  ['of a type of which no quota is known', { Timestream: [5, 5] }, { RDS: 40 }, 10],
  ['of restores that took no time', { RDS: [0, 0] }, { RDS: 1 }, 0],
  ['at the quotas of AWS', { EBS: repeated(101, 60), EFS: repeated(90, 60) }, { ...restoreQuotas }, 180],
])('is the recovery time %s', (_, durations, concurrency, expected) => {
  expect(recoveryTime(new Map(Object.entries(durations)), concurrency)).toBe(expected);
});

it('knows a quota of each type that restore testing supports', () => {
  expect(Object.keys(restoreQuotas)).toEqual([...testableResourceTypes]);
});
