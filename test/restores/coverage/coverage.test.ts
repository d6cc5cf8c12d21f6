import { describe, expect, it } from '@jest/globals';
import {
  coverageOf,
  isTestable,
  proofsOf,
  type ResourceProof,
  resourcesToTest,
  successesOf,
} from '../../../src/restores/coverage/coverage.js';
import type { LatestTest } from '../../../src/restores/latest-tests/latest-test.js';
import type { Objective } from '../../../src/restores/coverage/objective.js';
import { createObjectiveLookup } from '../../../src/restores/coverage/objective-lookup.js';
import type { Proof } from '../../../src/restores/latest-tests/proof.js';
import { aPlan, aResource } from '../a-plan.js';
import { dayMs, later, monday } from '../a-restore-job.js';

const now = later(monday, 10 * dayMs);
const weekly: Objective = {
  plan: '*',
  resourceType: 'RDS',
  successIntervalMs: 7 * dayMs,
  requiresValidation: false,
  accepts: [],
};
const home = { accountId: '111122223333', region: 'eu-west-1' };
const production = { ...home, accountName: 'production' };
const recovery = { accountId: '222233334444', accountName: 'recovery', region: 'eu-west-1' };
const facts = { ...production, arn: aResource('orders').arn, organizationalUnits: [] };
const vaultIn = ({ accountId, region }: typeof home, name = 'Default') =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;

function aTest(proofs: readonly Partial<Proof>[], plan = 'daily'): LatestTest {
  return {
    plan,
    resourceType: 'RDS',
    resourceArn: aResource('orders').arn,
    proofs: proofs.map((proof) => ({
      jobId: 'job',
      verdict: 'passed',
      isValidated: true,
      endedAt: monday,
      ...proof,
    })),
    restoredSizes: [],
  };
}

function aProof(fields: Partial<ResourceProof> = {}): ResourceProof {
  return { ...production, at: monday, copy: 'own', isCounted: true, ...fields };
}

function proven(tests: readonly LatestTest[], objectives: readonly Objective[] = [], place = recovery) {
  const lookup = createObjectiveLookup(objectives);
  const asked = ({ plan, resourceType }: LatestTest) => lookup.of(plan, resourceType, facts);
  return proofsOf(successesOf(tests, place, asked), home);
}

describe('the proofs of a resource', () => {
  it('are the latest of each place and vault, newest first, whatever plan it was', () => {
    const [one, other] = [vaultIn(recovery, 'one'), vaultIn(recovery, 'other')];
    const tests = [
      aTest([{ endedAt: later(monday, 3), vaultArn: one }, { vaultArn: one }], 'a'),
      aTest(
        [
          { endedAt: later(monday, 4), vaultArn: other },
          { endedAt: later(monday, 2), vaultArn: one },
        ],
        'b',
      ),
    ];
    expect(proven(tests)).toEqual([
      { ...recovery, vaultArn: other, at: later(monday, 4), copy: 'other_account', isCounted: true },
      { ...recovery, vaultArn: one, at: later(monday, 3), copy: 'other_account', isCounted: true },
    ]);
  });

  it('are successes by the objective of their test', () => {
    const tests = [
      aTest([{ endedAt: now, verdict: 'restored', isValidated: false }, { endedAt: monday }], 'validated'),
    ];
    const strict = { ...weekly, plan: 'validated', requiresValidation: true };
    expect(proven(tests, [strict, weekly]).map(({ at }) => at)).toEqual([monday]);
    expect(proven(tests, [weekly]).map(({ at }) => at)).toEqual([now]);
  });

  it('count where the objective of their test says so, and are told all the same', () => {
    const tests = [aTest([{ endedAt: now }], 'drill'), aTest([{ endedAt: monday }], 'daily')];
    const own = { ...weekly, plan: 'drill', provenIn: 'own' as const };
    expect(proven(tests, [own, weekly])).toEqual([
      { ...recovery, at: now, copy: 'other_account', isCounted: false },
      { ...recovery, at: monday, copy: 'other_account', isCounted: true },
    ]);
  });
});

describe('coverageOf', () => {
  const orders = aResource('orders');
  const asked = { name: undefined, intervalMs: 7 * dayMs };
  const known = { ...orders, name: undefined, asked };
  const covered = (proofs: readonly ResourceProof[], objectives = [weekly]) =>
    coverageOf(orders, proofs, createObjectiveLookup(objectives).ofResource('RDS', facts), now);

  it.each([
    ['fresh', -7 * dayMs, true],
    ['stale', -7 * dayMs - 1, false],
  ])('tells when a resource was last tested, and that this is %s', (_, ms, isTested) => {
    const proofs = [aProof({ at: later(now, ms) })];
    expect(covered(proofs)).toEqual({ ...known, lastTestAt: later(now, ms), isTested, proofs });
  });

  it('tells that it was never tested', () => {
    expect(covered([])).toEqual({ ...known, lastTestAt: undefined, isTested: false, proofs: [] });
  });

  it('takes any test for recent enough where no objective asks for more', () => {
    expect(covered([aProof({ at: later(now, -300 * dayMs) })], []).isTested).toBe(true);
  });

  it('takes the newest proof that counts', () => {
    const proofs = [aProof({ at: now, isCounted: false }), aProof({ at: later(now, -dayMs) })];
    expect(covered(proofs)).toEqual({ ...known, lastTestAt: later(now, -dayMs), isTested: true, proofs });
  });

  it('does not take a proof for a test where none counts', () => {
    expect(covered([aProof({ at: now, isCounted: false })])).toMatchObject({
      lastTestAt: undefined,
      isTested: false,
    });
  });
});

it.each([
  ['RDS', true],
  ['DynamoDB', true],
  ['VirtualMachine', false],
  ['Timestream', false],
])('knows whether restore testing can restore %s', (resourceType, expected) => {
  expect(isTestable({ resourceType })).toBe(expected);
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
