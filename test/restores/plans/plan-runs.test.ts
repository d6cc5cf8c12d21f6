import { describe, expect, it } from '@jest/globals';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { recordPlan } from '../../../src/restores/plans/plan-history.js';
import { countRuns, type PlanRuns, planJobs } from '../../../src/restores/plans/plan-runs.js';
import type { RestoreTestingPlan } from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan } from '../a-plan.js';
import { aRestoreJob, aRestoreTest, dailyPlan, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const tuesday = later(monday, dayMs);
const jobs = [
  aRestoreTest({ id: 'yesterday', createdAt: monday }),
  aRestoreTest({ id: 'first', createdAt: later(tuesday, 1000) }),
  aRestoreTest({ id: 'by a clock behind', createdAt: later(tuesday, -60_000) }),
  aRestoreTest({ id: 'too early for that', createdAt: later(tuesday, -60_001) }),
  aRestoreJob({ id: 'on demand', createdAt: later(tuesday, 1000) }),
  aRestoreTest({ id: 'second', createdAt: later(tuesday, hourMs) }),
  aRestoreTest({ id: 'of another', createdAt: later(tuesday, 1000), plan: { arn: 'arn', name: 'daily' } }),
];

function ledgerAt(now: Date, listed = jobs) {
  return recordJobs(emptyLedger, { jobs: listed, gone: [], listedAt: now }, now, settings).ledger;
}

function runsOf(
  fields: Partial<RestoreTestingPlan>,
  readAt: Date,
  ledger = ledgerAt(readAt),
  before?: PlanRuns,
): PlanRuns {
  const plan = aPlan({ lastExecutedAt: tuesday, ...fields });
  const created = planJobs(ledger).get(plan.arn) ?? [];
  return countRuns(recordPlan(undefined, plan, readAt), ledger, created, before);
}

const afternoon = later(tuesday, 8 * hourMs);
const wednesday = later(tuesday, dayMs);

it('joins the jobs of a plan by its ARN', () => {
  const byPlan = planJobs(ledgerAt(afternoon));
  expect([byPlan.get(dailyPlan.arn)?.length, byPlan.get('arn')?.length, byPlan.size]).toEqual([5, 1, 2]);
});

describe('the latest run', () => {
  it.each<[what: string, fields: Partial<RestoreTestingPlan>, jobs: number]>([
    ['counts the jobs from its scheduled start on', {}, 3],
    [
      'counts them though LastExecutionTime comes after them',
      { lastExecutedAt: later(tuesday, 2 * hourMs) },
      3,
    ],
    [
      'counts those of an hour before where no start fits',
      { schedule: '?', lastExecutedAt: later(tuesday, hourMs + 1000) },
      2,
    ],
    ['may have none so far', { lastExecutedAt: later(tuesday, 2 * hourMs + 1), schedule: '?' }, 0],
  ])('%s', (_, fields, expected) => {
    expect(runsOf(fields, afternoon).latest?.jobs).toBe(expected);
  });

  it.each<[what: string, fields: Partial<RestoreTestingPlan>, ledger: ReturnType<typeof ledgerAt>]>([
    ['it has never run', { lastExecutedAt: undefined }, ledgerAt(afternoon)],
    ['the jobs were not listed since', {}, ledgerAt(monday)],
    ['the jobs were never listed', {}, emptyLedger],
    ['its jobs are not listed any more', {}, ledgerAt(later(tuesday, 30 * dayMs + 1))],
  ])('is not known where %s', (_, fields, ledger) => {
    expect(runsOf(fields, afternoon, ledger).latest).toBeUndefined();
  });

  it('keeps its count when its jobs are not listed any more, until the next run', () => {
    const seen = runsOf({}, afternoon);
    const much = later(tuesday, 31 * dayMs);
    expect(runsOf({}, much, ledgerAt(much), seen).latest).toEqual({ start: tuesday, jobs: 3 });
    const next = later(tuesday, 31 * dayMs);
    expect(runsOf({ lastExecutedAt: next }, much, ledgerAt(much), seen).latest).toEqual({
      start: next,
      jobs: 0,
    });
  });
});

describe('the latest run that is over', () => {
  it('is not the one whose start window is open', () => {
    const within = later(tuesday, hourMs - 1);
    const runs = runsOf({}, within, ledgerAt(within, [aRestoreTest({ createdAt: monday })]));
    expect(runs).toEqual({
      closedStart: monday,
      closed: { start: monday, jobs: 1 },
      latest: { start: tuesday, jobs: 0 },
    });
  });

  it('is one without jobs', () => {
    const runs = runsOf({}, afternoon, ledgerAt(afternoon, [aRestoreTest({ createdAt: monday })]));
    expect([runs.closedStart, runs.closed]).toEqual([tuesday, { start: tuesday, jobs: 0 }]);
  });

  it('has no job only once a late execution is over, too', () => {
    const late = { lastExecutedAt: later(tuesday, 3 * hourMs) };
    const over = later(tuesday, 4 * hourMs);
    const count = (now: Date, listed: typeof jobs) => runsOf(late, now, ledgerAt(now, listed)).closed;
    expect(count(later(over, -1), [])).toBeUndefined();
    expect(count(later(over, -1), jobs)).toEqual({ start: tuesday, jobs: 3 });
    expect(count(over, [])).toEqual({ start: tuesday, jobs: 0 });
  });

  it('is known before its jobs are listed, and keeps what was counted until then', () => {
    const before: PlanRuns = { closedStart: monday, closed: { start: monday, jobs: 7 } };
    const runs = runsOf({}, afternoon, ledgerAt(later(tuesday, hourMs - 1)), before);
    expect([runs.closedStart, runs.closed]).toEqual([tuesday, before.closed]);
  });

  it('keeps its count when its jobs are not listed any more', () => {
    const much = later(tuesday, 31 * dayMs);
    const yearly = { schedule: 'cron(0 5 ? MAR 3#1 *)' };
    const seen = runsOf(yearly, afternoon);
    expect(runsOf(yearly, much, ledgerAt(much), seen).closed).toEqual({ start: tuesday, jobs: 3 });
    expect(runsOf(yearly, much, ledgerAt(much)).closed).toBeUndefined();
  });

  it('is proven by a job where LastExecutionTime does not tell it', () => {
    const runs = runsOf({ lastExecutedAt: monday }, afternoon);
    expect([runs.closedStart, runs.closed]).toEqual([tuesday, { start: tuesday, jobs: 3 }]);
  });

  it('outlives a plan that is made again under its name', () => {
    const before = runsOf({}, afternoon, ledgerAt(afternoon, []));
    const again = { arn: 'arn:of:another', createdAt: later(tuesday, 7 * hourMs), lastExecutedAt: undefined };
    expect(runsOf(again, afternoon, ledgerAt(afternoon, []), before)).toEqual({
      closedStart: tuesday,
      closed: { start: tuesday, jobs: 0 },
      latest: undefined,
    });
  });
});

const daily = (lagMs: number, without: number) =>
  Array.from({ length: 20 }, (_, index) => index - 17)
    .filter((day) => day !== without)
    .map((day) => aRestoreTest({ id: `${day}`, createdAt: later(tuesday, day * dayMs + lagMs) }));

describe('a run whose start window reaches over the next start', () => {
  const wide = { startWindowMs: 48 * hourMs, lastExecutedAt: wednesday };
  const readAt = later(wednesday, 25 * hourMs);

  it('has none of the jobs of the next run, where all are created soon after a start', () => {
    expect(runsOf(wide, readAt, ledgerAt(readAt, daily(hourMs, 0))).closed).toEqual({
      start: tuesday,
      jobs: 0,
    });
  });

  it('may have those of the next run, where they are created at any time', () => {
    expect(runsOf(wide, readAt, ledgerAt(readAt, daily(20 * hourMs, 0))).closed).toEqual({
      start: tuesday,
      jobs: 1,
    });
  });

  it('may have those of the next run, where few are known', () => {
    const few = daily(hourMs, 0).slice(-2, -1);
    expect(runsOf(wide, readAt, ledgerAt(readAt, few)).closed).toEqual({ start: tuesday, jobs: 1 });
  });
});
