import { describe, expect, it } from '@jest/globals';
import { latestTestKey } from '../../../src/restores/latest-tests/latest-test.js';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import {
  type BackupIntervals,
  backupIntervalOf,
  learnIntervals,
} from '../../../src/restores/plans/backup-intervals.js';
import type { ProtectedResource } from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan, aResource } from '../a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const backedUp = (...hours: readonly (number | undefined)[]): ProtectedResource[][] =>
  hours.map((each) => [
    { ...aResource('ledger'), lastBackupAt: each === undefined ? each : later(monday, each * hourMs) },
  ]);

function learn(readings: readonly ProtectedResource[][]): BackupIntervals {
  return readings.reduce(learnIntervals, new Map());
}

describe('the times between backups', () => {
  it.each<[what: string, readings: ProtectedResource[][], hours: number[] | undefined]>([
    ['are not known at first', backedUp(0), []],
    ['are not known while no backup is made', backedUp(0, 0, 0), []],
    ['are those by which LastBackupTime moves', backedUp(0, 0, 24, 24, 47), [23, 24]],
    ['are the two latest', backedUp(0, 24, 48, 54), [6, 24]],
    ['do not shrink for a view that lags behind', backedUp(0, 24, 0), [24]],
    ['are not told again after a view that lags behind', backedUp(0, 24, 47, 0, 47, 24, 47), [23, 24]],
    ['are not told by a first backup', backedUp(undefined, 24), []],
    ['stay known while AWS does not tell the latest', backedUp(0, 24, undefined), [24]],
    ['go with the resource', [...backedUp(0, 24), []], undefined],
  ])('%s', (_, readings, hours) => {
    expect(learn(readings).get(aResource('ledger').arn)?.intervalsMs).toEqual(
      hours?.map((each) => each * hourMs),
    );
  });
});

const selecting = (...resourceArns: string[]) =>
  aPlan({ selections: [{ name: 'databases', resourceType: 'RDS', validationWindowMs: 0, resourceArns }] });

describe('the time between two backups of a plan', () => {
  const resources = ['ledger', 'orders', 'users']
    .map((name) => aResource(name))
    .concat(aResource('files', 'EFS'));
  const intervals: BackupIntervals = new Map([
    [aResource('ledger').arn, { latestAt: monday, intervalsMs: [2 * dayMs, dayMs] }],
    [aResource('orders').arn, { latestAt: monday, intervalsMs: [dayMs / 2] }],
    [aResource('files', 'EFS').arn, { latestAt: monday, intervalsMs: [30 * dayMs] }],
  ]);
  const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const testsOf = (...names: string[]) => [
    ...recordJobs(
      emptyLedger,
      {
        jobs: names.map((name) =>
          aRestoreTest({ id: name, sourceResourceArn: aResource(name).arn, deletion: 'SUCCESSFUL' }),
        ),
        gone: [],
      },
      later(monday, dayMs),
      settings,
    ).ledger.latestTests.values(),
  ];

  it.each([
    ['the longest of its resources, of each the shorter of two', selecting(), [], dayMs],
    ['that of the resources that it names', selecting(aResource('orders').arn), [], dayMs / 2],
    [
      'that of the resources that it was seen to test, where it names none',
      selecting(),
      testsOf('orders'),
      dayMs / 2,
    ],
    ['not known where none was seen', selecting(aResource('users').arn), [], undefined],
    ['not known of a plan without selections', aPlan({ selections: [] }), [], undefined],
  ])('is %s', (_, plan, tests, expected) => {
    expect(backupIntervalOf(plan, resources, intervals, tests)).toBe(expected);
  });

  it('does not go by the tests of other plans', () => {
    const tests = testsOf('orders').map((test) => ({ ...test, plan: 'weekly' }));
    expect(tests.map(latestTestKey)).toHaveLength(1);
    expect(backupIntervalOf(selecting(), resources, intervals, tests)).toBe(dayMs);
  });
});
