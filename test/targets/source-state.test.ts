import { describe, expect, it } from '@jest/globals';
import type { CallFailure, FailureReason } from '../../src/targets/call-failure.js';
import { failureOf, nextSourceState, type SourceState } from '../../src/targets/source-state.js';
import {
  currentFailure,
  currentTestsOf,
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  type TargetState,
  unavailableSources,
} from '../../src/targets/target-state.js';
import { aPlan } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, later, monday } from '../restores/a-restore-job.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const at = (minutes: number) => later(monday, dayMs + minutes * 60_000);

function failing(reason: FailureReason): CallFailure {
  return { operation: 'ListRestoreTestingPlans', reason, message: 'no' };
}

const notSupported = failing('not_supported');

/** The source after readings at these minutes; `undefined` is one that succeeded. */
function sourceAfter(...readings: readonly (readonly [minutes: number, failure?: CallFailure])[]) {
  return readings.reduce<SourceState | undefined>(
    (state, [minutes, failure]) =>
      nextSourceState(state, true, { at: at(minutes), durationSeconds: 1, failure }),
    undefined,
  );
}

describe('a source that AWS says the account and region do not have', () => {
  it('is unavailable at once if it was never read, and that is no failure', () => {
    const state = sourceAfter([0, notSupported]);
    expect(state).toEqual({
      durationSeconds: 1,
      failure: notSupported,
      missing: { since: at(0), readings: 0 },
      isUnavailable: true,
    });
    expect(failureOf(state)).toBeUndefined();
  });

  it('fails if it could be read before, until further readings confirm it', () => {
    const readings = [[0], [60, notSupported], [90, notSupported]] as const;
    const state = sourceAfter(...readings);
    expect(state).toEqual({
      durationSeconds: 1,
      lastSuccessAt: at(0),
      failure: notSupported,
      missing: { since: at(60), readings: 1 },
    });
    expect(failureOf(state)).toBe(notSupported);
    expect(sourceAfter(...readings, [120, notSupported])).toEqual({
      durationSeconds: 1,
      failure: notSupported,
      missing: { since: at(60), readings: 2 },
      isUnavailable: true,
    });
  });

  it('stays unavailable, and is there again when it can be read', () => {
    const readings = [
      [0, notSupported],
      [60, notSupported],
      [3000, notSupported],
    ] as const;
    expect(sourceAfter(...readings)?.isUnavailable).toBe(true);
    expect(sourceAfter(...readings, [3060])).toEqual({ durationSeconds: 1, lastSuccessAt: at(3060) });
  });

  it('is denied by a policy of the organization in the same way', () => {
    expect(sourceAfter([0, failing('denied_by_policy')])?.isUnavailable).toBe(true);
  });

  it.each(['AssumeRole', 'DescribeProtectedResource'])('is not meant where %s is denied', (operation) => {
    const denied: CallFailure = { ...failing('denied_by_policy'), operation };
    expect(failureOf(sourceAfter([0, denied]))).toBe(denied);
  });

  it('is not believed while other sources fail', () => {
    const state = nextSourceState(undefined, false, { at: at(0), durationSeconds: 1, failure: notSupported });
    expect(state).toEqual({ durationSeconds: 1, failure: notSupported });
  });

  it.each<FailureReason>(['access_denied', 'throttled', 'region_disabled', 'not_found'])(
    'is told apart from a fault: %s is one',
    (reason) => {
      expect(failureOf(sourceAfter([0, failing(reason)]))).toEqual(failing(reason));
      expect(failureOf(sourceAfter([0, notSupported], [60, failing(reason)]))).toEqual(failing(reason));
    },
  );
});

describe('a target without restore testing plans', () => {
  const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const jobs = { jobs: [aRestoreTest()], gone: [], listedAt: at(0) };
  const reading = (minutes: number, failure?: CallFailure) => ({
    at: at(minutes),
    durationSeconds: 1,
    failure,
  });
  const unsupported = (state: TargetState, minutes: number) =>
    recordPlansReading(state, reading(minutes, notSupported), undefined).state;

  it('is up', () => {
    const state = recordJobsReading(newTargetState(target), reading(0), jobs, settings).state;
    const without = unsupported(state, 0);
    expect([currentFailure(without), unavailableSources(without)]).toEqual([undefined, ['plans']]);
  });

  it('keeps its plans while its jobs cannot be read', () => {
    const known = recordPlansReading(newTargetState(target), reading(0), [aPlan()]).state;
    const failed = recordJobsReading(
      known,
      reading(0, failing('denied_by_policy')),
      undefined,
      settings,
    ).state;
    const denied = [60, 90, 120, 150].reduce(unsupported, failed);
    expect([denied.plans, unavailableSources(denied)]).toEqual([[aPlan()], []]);
  });

  it('has no plans any more when that is confirmed, and keeps what its tests have proven', () => {
    const known = recordPlansReading(newTargetState(target), reading(0), [aPlan()]).state;
    const state = recordJobsReading(known, reading(0), jobs, settings).state;
    const once = unsupported(state, 60);
    expect([once.plans, currentFailure(once)]).toEqual([[aPlan()], notSupported]);
    const without = [90, 120].reduce(unsupported, once);
    expect([without.plans, currentFailure(without), unavailableSources(without)]).toEqual([
      [],
      undefined,
      ['plans'],
    ]);
    expect(currentTestsOf(without)).toEqual([...state.restores.latestTests.values()]);
  });
});
