import { describe, expect, it } from '@jest/globals';
import type { ApplicationEntry } from '../../src/restores/coverage/application-entry.js';
import { restoreQuotas } from '../../src/restores/coverage/recovery-time.js';
import type { ProtectedResource } from '../../src/restores/plans/restore-testing-plan.js';
import { createApplications } from '../../src/targets/application-status.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import type { Target } from '../../src/targets/target.js';
import {
  newTargetState,
  recordJobsReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const at = later(monday, dayMs);
const reading = { at, durationSeconds: 1 };
const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const region = 'eu-central-1';
const production: Target = { accountId: '111122223333', accountName: 'production', region };
const recovery: Target = { accountId: '222233334444', accountName: 'recovery', region };
const database = (name: string) => `arn:aws:rds:eu-central-1:111122223333:db:${name}`;

function listing(state: TargetState, names: readonly string[]): TargetState {
  const resources = names.map((name): ProtectedResource => ({ arn: database(name), resourceType: 'RDS' }));
  return recordResourcesReading(state, reading, { resources, lastRestores: new Map() }).state;
}

interface Test {
  readonly name: string;
  readonly minutes: number;
  readonly at?: Date;
  readonly failed?: boolean;
  readonly pointAt?: Date | undefined;
}

function testing(state: TargetState, tests: readonly Test[]): TargetState {
  const jobs = tests.map(({ name, minutes, at: createdAt = monday, failed = false, pointAt }) =>
    aRestoreTest({
      id: `${name} ${createdAt.getTime()}`,
      sourceResourceArn: database(name),
      resourceType: 'RDS',
      createdAt,
      completedAt: later(createdAt, minutes * 60_000),
      recoveryPointCreatedAt: pointAt,
      validation: failed ? 'FAILED' : 'SUCCESSFUL',
    }),
  );
  return recordJobsReading(state, reading, { jobs, gone: [], listedAt: at }, limits).state;
}

const orders: ApplicationEntry = {
  named: { name: 'orders' },
  resourceType: '*',
  resources: ['*:db:orders-*'],
};

function applicationsOf(concurrency: number, entries: readonly ApplicationEntry[] = [orders]) {
  const index = createProofIndex([]);
  const applications = createApplications(
    { entries, concurrency: { ...restoreQuotas, RDS: concurrency } },
    index,
  );
  return (...states: TargetState[]) => {
    index.follow(states);
    return applications(states);
  };
}

const unknown = { name: 'orders', recoverySeconds: undefined, oldestRecoveryPointAt: undefined };

describe('an application', () => {
  const listed = listing(newTargetState(production), ['orders-1', 'orders-2', 'invoices']);

  it('of which nothing is known is shown without times', () => {
    expect(applicationsOf(2)()).toEqual([{ ...unknown, resources: 0, tested: 0, withoutDuration: 0 }]);
    expect(applicationsOf(2)(listed)).toEqual([{ ...unknown, resources: 2, tested: 0, withoutDuration: 2 }]);
  });

  it('is proven by tests in any account, of which the latest say how long a recovery takes', () => {
    const owner = testing(listed, [
      { name: 'orders-1', minutes: 50, pointAt: later(monday, -9 * hourMs) },
      { name: 'orders-2', minutes: 20, pointAt: later(monday, -5 * hourMs) },
      { name: 'invoices', minutes: 600, pointAt: later(monday, -90 * hourMs) },
    ]);
    const tester = testing(newTargetState(recovery), [
      { name: 'orders-1', minutes: 30, at: later(monday, hourMs), pointAt: later(monday, -2 * hourMs) },
    ]);
    const proven = { name: 'orders', resources: 2, tested: 2, withoutDuration: 0 };
    const oldestRecoveryPointAt = later(monday, -5 * hourMs);
    expect(applicationsOf(2)(owner, tester)).toEqual([
      { ...proven, recoverySeconds: 1800, oldestRecoveryPointAt },
    ]);
    expect(applicationsOf(1)(owner, tester)).toEqual([
      { ...proven, recoverySeconds: 3000, oldestRecoveryPointAt },
    ]);
  });

  it('is not proven by a restore whose validation failed, whose time counts all the same', () => {
    const follow = applicationsOf(1);
    const before = testing(listed, [{ name: 'orders-1', minutes: 10 }]);
    const proven = { ...unknown, resources: 2, tested: 1, withoutDuration: 1, recoverySeconds: 600 };
    expect(follow(before)).toEqual([proven]);
    const retested = { name: 'orders-1', minutes: 40, at: later(monday, hourMs), failed: true };
    const both = [retested, { name: 'orders-2', minutes: 5, failed: true }];
    expect(follow(testing(before, both))).toEqual([
      { ...proven, tested: 1, withoutDuration: 0, recoverySeconds: 2700 },
    ]);
  });

  it('follows what other targets learn of its resources', () => {
    const follow = applicationsOf(1);
    const tester = newTargetState(recovery);
    const seconds = (...states: TargetState[]) => follow(...states).map((each) => each.recoverySeconds);
    expect(seconds(listed, tester)).toEqual([undefined]);
    const failed = testing(tester, [{ name: 'orders-2', minutes: 7, failed: true }]);
    expect(seconds(listed, failed)).toEqual([420]);
    expect(seconds(listed, tester)).toEqual([undefined]);
  });

  it('is none by default', () => {
    expect(applicationsOf(1, [])(listed)).toEqual([]);
  });
});
