import { describe, expect, it } from '@jest/globals';
import type { RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import type { Target } from '../../src/targets/target.js';
import {
  currentTestsOf,
  forgetSource,
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const resources = ['ledger', 'orders', 'users', 'carts'].map((name) => aResource(name));
const tests = resources.map(({ arn }, index) =>
  aRestoreTest({
    id: `job-${index}`,
    sourceResourceArn: arn,
    validation: index < 2 ? 'SUCCESSFUL' : 'FAILED',
    deletion: 'SUCCESSFUL',
  }),
);
const minuteMs = 60_000;
const start = later(monday, dayMs);
const daily = aPlan();
/** The plan ran again without its failed resources, so that only its selection and the protected resources tell. */
const ranSince = aPlan({ lastExecutedAt: later(monday, dayMs + 6 * hourMs) });

function naming(name: string) {
  return { name, resourceType: 'RDS', validationWindowMs: 0, resourceArns: [aResource(name).arn] };
}

function reading(minutes: number) {
  return { at: later(start, minutes * minuteMs), durationSeconds: 1 };
}

function withPlans(state: TargetState, minutes: number, plans: readonly RestoreTestingPlan[]): TargetState {
  return recordPlansReading(state, reading(minutes), plans).state;
}

function withResources(state: TargetState, minutes: number, listed = resources): TargetState {
  return recordResourcesReading(state, reading(minutes), { resources: listed, lastRestores: new Map() })
    .state;
}

function started(plans = [daily]): TargetState {
  const planned = withPlans(newTargetState(target), 0, plans);
  const { at, durationSeconds } = reading(0);
  const facts = { jobs: tests, gone: [], listedAt: at };
  return withResources(recordJobsReading(planned, { at, durationSeconds }, facts, settings).state, 0);
}

function resultsOf(state: TargetState) {
  return currentTestsOf(state).map(({ resourceArn, ended }) => [
    resourceArn.split(':').at(-1),
    ended?.verdict,
  ]);
}

function testedOf(state: TargetState): number {
  const index = createProofIndex([]);
  index.follow([state]);
  return index.coverageOf(state).filter(({ isTested }) => isTested).length;
}

const allResults = [
  ['ledger', 'passed'],
  ['orders', 'passed'],
  ['users', 'validation_failed'],
  ['carts', 'validation_failed'],
];

describe('an empty list of plans', () => {
  const once = withPlans(started(), 60, []);

  it('ends nothing when it comes once', () => {
    expect([resultsOf(once), testedOf(once), once.plans]).toEqual([allResults, 2, [daily]]);
    expect(once.omissions.plans).toEqual(new Map([['daily', { since: reading(60).at, readings: 0 }]]));
  });

  it('leaves no trace when the plan is listed again', () => {
    const again = withPlans(once, 90, [daily]);
    expect(again).toEqual({
      ...once,
      asOf: reading(90).at,
      omissions: started().omissions,
      planRecords: withPlans(started(), 90, [daily]).planRecords,
      knownAt: { ...once.knownAt, plans: reading(90).at },
      sources: { ...once.sources, plans: { durationSeconds: 1, lastSuccessAt: reading(90).at } },
    });
  });

  it('ends the series of the plan when it is confirmed, and not what its tests have proven', () => {
    const gone = withPlans(withPlans(once, 90, []), 120, []);
    expect([resultsOf(gone), testedOf(gone), gone.plans]).toEqual([[], 2, []]);
    expect(gone.omissions.plans.size).toBe(0);
  });

  it('is not confirmed by two readings within the hour, nor by one after it', () => {
    const quick = withPlans(withPlans(once, 61, []), 62, []);
    const slow = withPlans(once, 600, []);
    expect([resultsOf(quick), resultsOf(slow)]).toEqual([allResults, allResults]);
  });

  it('brings nothing back after a restart', () => {
    const facts = { jobs: tests, gone: [], listedAt: reading(0).at };
    const unplanned = withPlans(newTargetState(target), 0, []);
    const restarted = withResources(recordJobsReading(unplanned, reading(0), facts, settings).state, 0);
    expect([resultsOf(restarted), testedOf(restarted)]).toEqual([[], 2]);
  });
});

describe('a plan that is created again under its name', () => {
  const renewed = aPlan({
    arn: `${daily.arn}-2`,
    createdAt: later(start, 100 * minuteMs),
    lastExecutedAt: undefined,
  });

  it('keeps its results, also before it has run', () => {
    const replaced = withPlans(withPlans(started(), 60, []), 110, [renewed]);
    expect([resultsOf(replaced), replaced.plans]).toEqual([allResults, [renewed]]);
  });

  it('has them again days later', () => {
    const gone = [60, 90, 120].reduce((state, minutes) => withPlans(state, minutes, []), started());
    expect(resultsOf(gone)).toEqual([]);
    expect(resultsOf(withPlans(gone, 3000, [renewed]))).toEqual(allResults);
  });
});

describe('a selection that is missing', () => {
  const both = aPlan({ ...ranSince, selections: [naming('ledger'), naming('users')] });
  const first = aPlan({ ...ranSince, selections: [naming('ledger')] });
  const selected = [
    ['ledger', 'passed'],
    ['users', 'validation_failed'],
  ];

  it('is kept with its results until it is confirmed', () => {
    const known = withPlans(started([{ ...daily, selections: both.selections }]), 600, [both]);
    const once = withPlans(known, 660, [first]);
    expect([resultsOf(once), once.plans]).toEqual([selected, [both]]);
    expect([...once.omissions.selections.keys()]).toEqual(['daily/users']);
    const gone = withPlans(withPlans(once, 690, [first]), 720, [first]);
    expect([resultsOf(gone), gone.plans]).toEqual([[['ledger', 'passed']], [first]]);
  });

  it('is kept with its plan', () => {
    const known = withPlans(started([{ ...daily, selections: both.selections }]), 600, [both]);
    const missing = [660, 690].reduce((state, minutes) => withPlans(state, minutes, []), known);
    expect([missing.plans, missing.omissions.selections.size]).toEqual([[both], 0]);
  });
});

describe('a short list of protected resources', () => {
  const short = resources.slice(0, 1);
  const known = withPlans(started(), 600, [ranSince]);
  const once = withResources(known, 660, short);

  it('costs no result when it comes once', () => {
    expect([resultsOf(once), testedOf(once)]).toEqual([allResults, 2]);
    expect(once.resources.map(({ arn }) => arn)).toEqual(resources.map(({ arn }) => arn));
    expect(once.omissions.resources.size).toBe(3);
  });

  it('ends the results of what is not protected any more when it is confirmed', () => {
    const gone = withResources(withResources(once, 690, short), 720, short);
    expect([resultsOf(gone), gone.resources, gone.omissions.resources.size]).toEqual([
      [['ledger', 'passed']],
      short,
      0,
    ]);
  });

  it('keeps what AWS told of the latest restore', () => {
    const lastRestores = new Map([[aResource('users').arn, monday]]);
    const told = recordResourcesReading(known, reading(650), { resources, lastRestores }).state;
    const without = recordResourcesReading(told, reading(660), {
      resources: short,
      lastRestores: new Map(),
    }).state;
    expect(without.lastRestores).toEqual(lastRestores);
  });

  it('is forgotten with the source', () => {
    expect(forgetSource(once, 'resources').state.omissions).toEqual(started().omissions);
  });
});
