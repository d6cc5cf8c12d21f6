import { describe, expect, it } from '@jest/globals';
import { coverageOf, resourcesToTest } from '../../src/restores/coverage.js';
import type { LatestTest } from '../../src/restores/latest-test.js';
import type { Objective } from '../../src/restores/objective.js';
import { aPlan, aResource } from './a-plan.js';
import { dayMs, later, monday } from './a-restore-job.js';

const now = later(monday, 10 * dayMs);
const weekly: Objective = {
  plan: '*',
  resourceType: 'RDS',
  successIntervalMs: 7 * dayMs,
  requiresValidation: false,
  accepts: [],
};

function tested(name: string, at: Date, plan = 'daily'): LatestTest {
  return {
    plan,
    resourceType: 'RDS',
    resourceArn: aResource(name).arn,
    proofs: [{ jobId: name, verdict: 'passed', isValidated: true, endedAt: at }],
    restoredSizes: [],
  };
}

describe('coverageOf', () => {
  it('tells of each protected resource when it was last tested, and whether that is recent enough', () => {
    const fresh = later(now, -7 * dayMs);
    const stale = later(now, -7 * dayMs - 1);
    const tests = [tested('fresh', fresh), tested('stale', stale)];
    const resources = [aResource('fresh'), aResource('stale'), aResource('never')];
    expect(coverageOf(resources, tests, [weekly], now)).toEqual([
      { arn: aResource('fresh').arn, resourceType: 'RDS', lastTestAt: fresh, isTested: true },
      { arn: aResource('stale').arn, resourceType: 'RDS', lastTestAt: stale, isTested: false },
      { arn: aResource('never').arn, resourceType: 'RDS', lastTestAt: undefined, isTested: false },
    ]);
  });

  it('takes any test for recent enough where no objective asks for more', () => {
    const long = later(now, -300 * dayMs);
    expect(coverageOf([aResource('old')], [tested('old', long)], [], now)).toEqual([
      { arn: aResource('old').arn, resourceType: 'RDS', lastTestAt: long, isTested: true },
    ]);
  });

  it('takes the newest test of several plans', () => {
    const tests = [tested('db', monday, 'a'), tested('db', now, 'b'), tested('db', later(monday, 1), 'c')];
    expect(coverageOf([aResource('db')], tests, [weekly], now)[0]?.lastTestAt).toEqual(now);
  });

  it('leaves out what restore testing cannot restore', () => {
    const resources = [aResource('db'), aResource('vm', 'VirtualMachine'), aResource('t', 'Timestream')];
    expect(coverageOf(resources, [], [], now).map(({ arn }) => arn)).toEqual([aResource('db').arn]);
  });
});

describe('resourcesToTest', () => {
  const selection = { name: 's', resourceType: 'EFS', validationWindowMs: 0 };

  it('has the protected resources, and once each those that selections name and AWS does not protect', () => {
    const named = [aResource('db').arn, aResource('never-backed-up').arn];
    const plans = [
      aPlan({ selections: [{ ...selection, resourceArns: named }] }),
      aPlan({ name: 'other', selections: [{ ...selection, resourceArns: named }] }),
    ];
    expect(resourcesToTest([aResource('db')], plans)).toEqual([
      aResource('db'),
      { arn: aResource('never-backed-up').arn, resourceType: 'EFS' },
    ]);
  });

  it('has nothing of a selection that names none', () => {
    expect(resourcesToTest([], [aPlan()])).toEqual([]);
  });
});
