import { describe, expect, it } from '@jest/globals';
import { recordPlansReading } from '../../src/targets/target-state.js';
import { planViewsOf } from '../../src/views/plan-view.js';
import { aPlan } from '../restores/a-plan.js';
import { aRestoreTest, dailyPlan, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';
import { aReadTarget, place } from './a-read-target.js';

const common = {
  ...place,
  ...dailyPlan,
  schedule: 'cron(0 5 ? * * *)',
  timezone: 'UTC',
  isScheduleUnderstood: true,
  startWindowSeconds: 3600,
  createdAt: '1970-01-01T00:00:00.000Z',
  isOverdue: false,
  selections: [{ name: 'databases', resourceType: 'RDS', validationWindowSeconds: 28_800, resourceArns: [] }],
};

describe('the view of a plan', () => {
  it('has its moments, runs and recovery points', () => {
    const recoveryPoints = {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includedVaults: ['*'],
      excludedVaults: [],
      types: ['SNAPSHOT'],
      windowMs: 7 * dayMs,
    };
    const ranAt = later(monday, 2 * dayMs);
    const plan = aPlan({ recoveryPoints, lastExecutedAt: ranAt, updatedAt: later(monday, -dayMs) });
    const jobs = [aRestoreTest({ createdAt: later(ranAt, hourMs / 2) })];
    expect(planViewsOf(aReadTarget({ plans: [plan], jobs }))).toEqual([
      {
        ...common,
        updatedAt: '2026-03-01T05:00:00.000Z',
        lastExecutedAt: '2026-03-04T05:00:00.000Z',
        dueAt: '2026-03-04T05:00:00.000Z',
        lastClosedRunAt: '2026-03-04T05:00:00.000Z',
        nextRunAt: '2026-03-06T05:00:00.000Z',
        latestRun: { startAt: '2026-03-04T05:00:00.000Z', restoreJobs: 1 },
        lastClosedRun: { startAt: '2026-03-04T05:00:00.000Z', restoreJobs: 1 },
        recoveryPoints: {
          algorithm: 'LATEST_WITHIN_WINDOW',
          includedVaults: ['*'],
          excludedVaults: [],
          types: ['SNAPSHOT'],
          windowSeconds: 604_800,
        },
      },
    ]);
  });

  it('is overdue if the start that was due last has no run, until a run is seen', () => {
    const before = aReadTarget({ plans: [aPlan()], jobs: [] });
    const viewAt = (at: Date, lastExecutedAt: Date) => {
      const plans = [aPlan({ lastExecutedAt })];
      return planViewsOf(recordPlansReading(before, { at, durationSeconds: 1 }, plans).state)[0];
    };
    const dueAt = later(monday, 4 * dayMs);
    const afterwards = later(dueAt, 2 * hourMs);
    expect(viewAt(afterwards, monday)).toMatchObject({ dueAt: dueAt.toISOString(), isOverdue: true });
    expect(viewAt(afterwards, dueAt)).toMatchObject({ dueAt: dueAt.toISOString(), isOverdue: false });
  });

  it('has no moments where its schedule is not understood', () => {
    const plan = aPlan({ schedule: 'whenever', lastExecutedAt: undefined });
    expect(planViewsOf(aReadTarget({ plans: [plan], jobs: [] }))).toEqual([
      { ...common, schedule: 'whenever', isScheduleUnderstood: false },
    ]);
  });
});
