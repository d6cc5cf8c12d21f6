import { describe, expect, it } from '@jest/globals';
import { emptyLedger, recordJobs } from '../../src/restores/ledger.js';
import { countExecutions } from '../../src/restores/plan-execution.js';
import { aPlan } from './a-plan.js';
import { aRestoreJob, aRestoreTest, dayMs, hourMs, later, monday } from './a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const tuesday = later(monday, dayMs);
const jobs = [
  aRestoreTest({ id: 'yesterday', createdAt: monday }),
  aRestoreTest({ id: 'first', createdAt: later(tuesday, 1000) }),
  aRestoreTest({ id: 'by a clock behind', createdAt: later(tuesday, -60_000) }),
  aRestoreTest({ id: 'too early for that', createdAt: later(tuesday, -60_001) }),
  aRestoreJob({ id: 'on demand', createdAt: later(tuesday, 1000) }),
  aRestoreTest({ id: 'second', createdAt: later(tuesday, hourMs) }),
  aRestoreTest({ id: 'other', createdAt: later(tuesday, 1000), plan: { arn: 'arn', name: 'other' } }),
];

function ledgerAt(now: Date) {
  return recordJobs(emptyLedger, { jobs, gone: [], listedAt: now }, now, settings);
}

describe('countExecutions', () => {
  const plan = aPlan({ lastExecutedAt: tuesday });

  it('counts the jobs of the latest execution only', () => {
    const executions = countExecutions([plan], ledgerAt(later(tuesday, dayMs)), new Map());
    expect(Object.fromEntries(executions)).toEqual({ daily: { executedAt: tuesday, jobs: 3 } });
  });

  it('tells of an execution that created nothing', () => {
    const empty = aPlan({ lastExecutedAt: later(tuesday, 2 * hourMs) });
    const executions = countExecutions([empty], ledgerAt(later(tuesday, dayMs)), new Map());
    expect(executions.get('daily')?.jobs).toBe(0);
  });

  it.each([
    ['a plan that has never run', aPlan({ lastExecutedAt: undefined }), later(tuesday, dayMs)],
    ['an execution that was not seen before its jobs ceased to be listed', plan, later(tuesday, 31 * dayMs)],
    ['an execution after the latest list', plan, monday],
  ])('says nothing of %s', (_, given, now) => {
    expect(countExecutions([given], ledgerAt(now), new Map()).size).toBe(0);
  });

  it.each([
    ['the latest list began', tuesday, later(tuesday, -1)],
    ['the look-back begins', later(tuesday, 30 * dayMs), later(tuesday, 30 * dayMs + 1)],
  ])('tells of an execution at the very moment that %s', (_, at, beyond) => {
    const sizes = [at, beyond].map((now) => countExecutions([plan], ledgerAt(now), new Map()).size);
    expect(sizes).toEqual([1, 0]);
  });

  it('says nothing before the jobs were listed once', () => {
    expect(countExecutions([plan], emptyLedger, new Map()).size).toBe(0);
  });

  it('keeps what was counted when the jobs are not listed any more, until the next execution', () => {
    const seen = countExecutions([plan], ledgerAt(later(tuesday, dayMs)), new Map());
    const later31Days = ledgerAt(later(tuesday, 31 * dayMs));
    expect(countExecutions([plan], later31Days, seen).get('daily')).toEqual({ executedAt: tuesday, jobs: 3 });
    const next = aPlan({ lastExecutedAt: later(tuesday, 30 * dayMs) });
    expect(countExecutions([next], later31Days, seen).get('daily')?.jobs).toBe(0);
  });
});
