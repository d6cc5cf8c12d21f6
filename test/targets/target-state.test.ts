import { describe, expect, it } from '@jest/globals';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { Target } from '../../src/targets/target.js';
import {
  currentFailure,
  currentTestsOf,
  forgetSource,
  hasBeenTried,
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  recordSummariesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import { anOpenTest, aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const failure: CallFailure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' };
const at = later(monday, hourMs);
const afterwards = later(monday, 2 * hourMs);
const fresh = newTargetState(target);
const facts = { jobs: [anOpenTest()], gone: [], listedAt: at };
const read = recordJobsReading(fresh, { at, durationSeconds: 2 }, facts, settings).state;

const summary = {
  region: 'eu-west-1',
  accountId: '111122223333',
  state: 'FAILED',
  awsState: 'FAILED',
  resourceType: 'EBS',
  count: 1,
  startAt: monday,
  endAt: afterwards,
};

describe('the state of a target', () => {
  it('begins with nothing tried', () => {
    expect(hasBeenTried(fresh)).toBe(false);
    expect(currentFailure(fresh)).toBeUndefined();
    expect(fresh.restores.jobs.size).toBe(0);
  });

  it('has the facts of a good reading, and when it was', () => {
    expect(read.sources).toEqual({ jobs: { durationSeconds: 2, lastSuccessAt: at } });
    expect([...read.restores.jobs.keys()]).toEqual(['job-1']);
    expect(hasBeenTried(read)).toBe(true);
  });

  it('keeps its facts and their moment when a reading fails', () => {
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      undefined,
      settings,
    ).state;
    expect(failed.restores).toBe(read.restores);
    expect(failed.sources).toEqual({ jobs: { durationSeconds: 9, lastSuccessAt: at, failure } });
    expect(currentFailure(failed)).toBe(failure);
  });

  it('has been tried, and was never read, when its first reading fails', () => {
    const failed = recordJobsReading(fresh, { at, durationSeconds: 1, failure }, undefined, settings).state;
    expect(hasBeenTried(failed)).toBe(true);
    expect(failed.sources).toEqual({ jobs: { durationSeconds: 1, failure } });
    expect(failed.restores.listedAt).toBeUndefined();
  });

  it('takes what a failed reading learned all the same', () => {
    const partial = { jobs: [aRestoreTest()], gone: [] };
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      partial,
      settings,
    ).state;
    expect(failed.restores.jobs.get('job-1')?.status).toBe('COMPLETED');
    expect(failed.restores.groups.get('daily/RDS')?.ended.COMPLETED).toBe(1);
    expect(failed.sources.jobs).toEqual({ durationSeconds: 9, lastSuccessAt: at, failure });
  });

  it('has no failure any more after the next good reading', () => {
    const failed = recordJobsReading(
      read,
      { at: afterwards, durationSeconds: 9, failure },
      undefined,
      settings,
    ).state;
    const recovered = recordJobsReading(
      failed,
      { at: afterwards, durationSeconds: 1 },
      facts,
      settings,
    ).state;
    expect(recovered.sources).toEqual({ jobs: { durationSeconds: 1, lastSuccessAt: afterwards } });
    expect(currentFailure(recovered)).toBeUndefined();
  });

  it('reads jobs and summaries apart: one can fail while the other does not', () => {
    const both = recordSummariesReading(read, { at: afterwards, durationSeconds: 1 }, [summary]).state;
    const failed = recordSummariesReading(
      both,
      { at: afterwards, durationSeconds: 3, failure },
      undefined,
    ).state;
    expect(failed.summaries).toEqual([summary]);
    expect(failed.sources).toEqual({
      jobs: { durationSeconds: 2, lastSuccessAt: at },
      summaries: { durationSeconds: 3, lastSuccessAt: afterwards, failure },
    });
    expect(currentFailure(failed)).toBe(failure);
    expect(hasBeenTried(recordSummariesReading(fresh, { at, durationSeconds: 1 }, []).state)).toBe(false);
  });
});

const ledgerDatabase = aResource('ledger');
const lastRestores = new Map([[aResource('orders').arn, monday]]);
const resources = [ledgerDatabase, aResource('orders')];
const aDayLater = later(monday, dayMs);
/** Read while its only test was open, that test having been created by the plan's execution. */
const withPlan = recordPlansReading(read, { at, durationSeconds: 1 }, [aPlan()]).state;
const withResources = recordResourcesReading(
  withPlan,
  { at, durationSeconds: 1 },
  { resources, lastRestores },
).state;
const completed = { jobs: [aRestoreTest()], gone: [], listedAt: aDayLater };
const tested = recordJobsReading(
  withResources,
  { at: aDayLater, durationSeconds: 1 },
  completed,
  settings,
).state;

const testsIn = (state: TargetState) => currentTestsOf(state).map((test) => test.resourceArn);
const afterDays = (days: number) => ({ at: later(monday, days * dayMs), durationSeconds: 1 });

describe('the plans of a target', () => {
  it('are known with the jobs of their latest execution', () => {
    expect([withPlan.plans, withPlan.planRecords.get('daily')?.runs.latest, withPlan.asOf]).toEqual([
      [aPlan()],
      { start: monday, jobs: 1 },
      at,
    ]);
    expect(withPlan.sources.plans).toEqual({ durationSeconds: 1, lastSuccessAt: at });
  });

  it('count from zero what they select', () => {
    const planned = recordPlansReading(fresh, { at, durationSeconds: 1 }, [aPlan()]).state;
    expect([...planned.restores.groups.keys()]).toEqual(['daily/RDS']);
  });

  it('stay known when they cannot be read', () => {
    const failed = recordPlansReading(
      withPlan,
      { at: afterwards, durationSeconds: 9, failure },
      undefined,
    ).state;
    expect(failed).toEqual({
      ...withPlan,
      asOf: afterwards,
      sources: { ...withPlan.sources, plans: { durationSeconds: 9, lastSuccessAt: at, failure } },
    });
  });

  it('tell by their validation windows when no result can come any more', () => {
    const unplanned = recordJobsReading(
      read,
      { at: aDayLater, durationSeconds: 1 },
      completed,
      settings,
    ).state;
    const tests = [tested, unplanned].flatMap((state) => [...state.restores.latestTests.values()]);
    expect(tests.map((test) => test.ended?.verdict)).toEqual(['restored', undefined]);
  });

  it('count the jobs of an execution that are listed only now', () => {
    const second = { jobs: [anOpenTest({ id: 'job-2' })], gone: [], listedAt: aDayLater };
    const listed = recordJobsReading(withPlan, { at: aDayLater, durationSeconds: 1 }, second, settings).state;
    expect(listed.planRecords.get('daily')?.runs).toEqual({
      closedStart: monday,
      closed: { start: monday, jobs: 2 },
      latest: { start: monday, jobs: 2 },
    });
  });

  it('name their jobs, whatever the form of the ARN that joins them', () => {
    const arn = 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:0f1e2d3c-daily';
    const planned = recordPlansReading(fresh, { at, durationSeconds: 1 }, [aPlan({ arn })]).state;
    const jobs = [
      anOpenTest({ plan: { arn, name: '0f1e2d3c-daily' } }),
      anOpenTest({ id: 'job-2', plan: { arn: 'arn:of:another', name: 'daily' } }),
    ];
    const listed = recordJobsReading(
      planned,
      { at, durationSeconds: 1 },
      { jobs, gone: [], listedAt: at },
      settings,
    ).state;
    expect([...listed.restores.jobs.values()].map(({ plan }) => plan)).toEqual([
      { arn, name: 'daily' },
      { arn: 'arn:of:another', name: 'daily' },
    ]);
    expect(listed.planRecords.get('daily')?.runs.latest).toEqual({ start: monday, jobs: 1 });
  });

  it('say nothing any more of a resource that is not protected any more when they have run without it', () => {
    const ordersTest = aRestoreTest({ id: 'job-2', sourceResourceArn: aResource('orders').arn });
    const listed = { jobs: [ordersTest], gone: [], listedAt: aDayLater };
    const both = recordJobsReading(tested, { at: aDayLater, durationSeconds: 1 }, listed, settings).state;
    const unprotected = { ...both, resources: [aResource('orders')] };
    const ranAgain = [aPlan({ lastExecutedAt: later(monday, 2 * dayMs) })];
    expect(testsIn(recordPlansReading(unprotected, afterDays(3), ranAgain).state)).toEqual([
      aResource('orders').arn,
    ]);
  });
});

describe('the resources of a target', () => {
  it('are known with the restores that AWS tells of them', () => {
    expect([withResources.resources, withResources.lastRestores]).toEqual([resources, lastRestores]);
    expect(withResources.sources.resources).toEqual({ durationSeconds: 1, lastSuccessAt: at });
  });

  it('stay known when they cannot be read', () => {
    const reading = { at: afterwards, durationSeconds: 9, failure };
    expect(recordResourcesReading(withResources, reading, undefined).state).toEqual({
      ...withResources,
      asOf: afterwards,
      sources: { ...withResources.sources, resources: { durationSeconds: 9, lastSuccessAt: at, failure } },
    });
  });
});

it.each(['plans', 'jobs', 'resources', 'summaries'] as const)('tells of a failure of %s', (source) => {
  const sources = { ...withResources.sources, [source]: { durationSeconds: 1, failure } };
  expect(currentFailure({ ...withResources, sources })).toBe(failure);
});

describe('a source that is not read any more', () => {
  const full = recordSummariesReading(withResources, { at, durationSeconds: 1 }, [summary]).state;
  const { jobs, plans, resources: ofResources, summaries } = full.sources;
  const bare = { plans: [], planRecords: new Map(), resources: [], lastRestores: new Map(), summaries: [] };

  it.each([
    [
      'plans',
      { plans: bare.plans, planRecords: bare.planRecords },
      { jobs, resources: ofResources, summaries },
    ],
    ['resources', { resources: [], lastRestores: bare.lastRestores }, { jobs, plans, summaries }],
    ['summaries', { summaries: [] }, { jobs, plans, resources: ofResources }],
  ] as const)('has no facts: %s', (source, none, sources) => {
    const { [source]: _, ...knownAt } = full.knownAt;
    expect(forgetSource(full, source).state).toStrictEqual({ ...full, ...none, knownAt, sources });
  });
});
