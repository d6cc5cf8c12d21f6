import { describe, expect, it } from '@jest/globals';
import { type PlanHistory, recordPlan } from '../../../src/restores/plans/plan-history.js';
import type { RestoreTestingPlan } from '../../../src/restores/plans/restore-testing-plan.js';
import { aPlan } from '../a-plan.js';
import { dayMs, hourMs, later, monday } from '../a-restore-job.js';

const minuteMs = 60_000;
const day = (days: number) => later(monday, days * dayMs);
const slack = (start: Date) => later(start, -minuteMs);
const seenAt = (start: Date) => ({
  start,
  countedFrom: slack(start),
  next: later(start, dayMs),
  closesAt: later(start, hourMs),
  execution: 'seen',
});

/** Reads a plan again and again; a daily one at 05:00 with a start window of an hour, where nothing else is said. */
function read(...readings: readonly (readonly [at: Date, fields: Partial<RestoreTestingPlan>])[]) {
  let history: PlanHistory | undefined;
  for (const [at, fields] of readings) history = recordPlan(history, aPlan(fields), at);
  if (history === undefined) throw new Error('nothing was read');
  return history;
}

const startsOf = ({ closed }: PlanHistory) => closed.map(({ start, execution }) => [start, execution]);

describe('what is due', () => {
  it.each<[what: string, at: Date, fields: Partial<RestoreTestingPlan>, due: Date | undefined]>([
    ['the latest start whose window has closed', later(day(1), hourMs), {}, day(1)],
    ['no start whose window is open', later(day(1), hourMs - 1), {}, monday],
    ['no start before the plan was made', later(day(1), hourMs), { createdAt: later(day(1), 1) }, undefined],
    [
      'no start before a first reading showed a change',
      later(day(1), hourMs),
      { updatedAt: later(day(1), 1) },
      undefined,
    ],
    ['the start at the moment of the change', later(day(1), hourMs), { updatedAt: day(1) }, day(1)],
    [
      'nothing of a schedule that is not understood',
      later(day(1), hourMs),
      { schedule: 'rate(1 day)' },
      undefined,
    ],
  ])('is %s', (_, at, fields, due) => {
    expect(read([at, fields]).due).toEqual(due);
  });

  const noon = later(day(1), 7 * hourMs);
  const update = { updatedAt: later(noon, -minuteMs) };

  it.each<[what: string, changed: Partial<RestoreTestingPlan>, due: Date | undefined]>([
    ['not moved by a change of anything else', { ...update, selections: [] }, day(1)],
    ['moved by another schedule', { ...update, schedule: 'cron(0 6 ? * * *)' }, undefined],
    ['moved by another time zone', { ...update, timezone: 'Europe/Berlin' }, undefined],
    ['moved by another start window', { ...update, startWindowMs: 2 * hourMs }, undefined],
    [
      'begun anew with a plan of the same name',
      { ...update, arn: 'arn:of:another', createdAt: noon },
      undefined,
    ],
    ['begun anew with a plan that was made again', { createdAt: noon }, undefined],
  ])('is %s', (_, changed, due) => {
    expect(read([later(noon, -hourMs), {}], [noon, changed]).due).toEqual(due);
  });

  it('is promised from the update on that came with the change, else from the reading that showed it', () => {
    const schedule = 'cron(30 11 ? * * *)';
    const promised = (updatedAt: Date | undefined) =>
      read([later(noon, -hourMs), {}], [noon, { schedule, updatedAt }]).promisedSince;
    expect([promised(later(noon, -minuteMs)), promised(undefined), promised(monday)]).toEqual([
      later(noon, -minuteMs),
      noon,
      noon,
    ]);
  });
});

describe('the closed starts', () => {
  const at = later(day(3), 2 * hourMs);

  it('are one where the latest was executed', () => {
    expect(read([at, { lastExecutedAt: later(day(3), 200_000) }]).closed).toEqual([seenAt(day(3))]);
  });

  it('are those that were missed, and the execution before them', () => {
    expect(startsOf(read([at, { lastExecutedAt: day(1) }]))).toEqual([
      [day(3), 'missed'],
      [day(2), 'missed'],
      [day(1), 'seen'],
    ]);
  });

  it('are not followed for ever', () => {
    const everyMinute = read([at, { schedule: 'cron(* * ? * * *)', lastExecutedAt: monday }]);
    expect(everyMinute.closed).toHaveLength(51);
    expect(everyMinute.closed.at(-1)?.execution).toBe('seen');
  });

  it('go back no further than the schedule was promised', () => {
    expect(startsOf(read([at, { lastExecutedAt: undefined, createdAt: later(day(1), 1) }]))).toEqual([
      [day(3), 'missed'],
      [day(2), 'missed'],
    ]);
  });

  const wide = { startWindowMs: 48 * hourMs };

  it('were executed where nobody looked whether they were', () => {
    const history = read([later(day(3), hourMs), { ...wide, lastExecutedAt: day(3) }]);
    expect(startsOf(history)).toEqual([[day(1), 'assumed']]);
  });

  it.each([
    ['missed where a reading well after the start did not show it', 6 * hourMs, 'missed'],
    ['executed where no reading was well after the start', 6 * hourMs - 1, 'assumed'],
  ])('were %s', (_, lookedAfterMs, execution) => {
    const history = read(
      [later(day(1), lookedAfterMs), { ...wide, lastExecutedAt: monday }],
      [later(day(3), hourMs), { ...wide, lastExecutedAt: day(3) }],
    );
    expect(history.closed[0]).toMatchObject({ start: day(1), execution });
  });

  it('are not missed for a view that lags behind', () => {
    const history = read(
      [later(day(3), hourMs), { lastExecutedAt: day(3) }],
      [later(day(3), 2 * hourMs), { lastExecutedAt: day(2) }],
      [later(day(3), 3 * hourMs), { lastExecutedAt: undefined }],
    );
    expect(history.executions).toEqual([
      { executedAt: day(3), start: day(3), countedFrom: slack(day(3)), shownUntil: later(day(3), hourMs) },
    ]);
    expect(history.closed).toEqual([seenAt(day(3))]);
  });

  it('close later where the execution was late', () => {
    const executedAt = later(day(1), 3 * hourMs);
    const [late] = read([later(day(1), 3.5 * hourMs), { lastExecutedAt: executedAt }]).closed;
    expect(late).toEqual({ ...seenAt(day(1)), closesAt: later(executedAt, hourMs) });
  });

  it.each<[what: string, fields: Partial<RestoreTestingPlan>]>([
    ['its schedule is not understood', { schedule: 'rate(1 day)' }],
    ['its schedule has no start before it', { schedule: 'cron(0 5 1 1 ? 2099)' }],
    ['its schedule was another then', { schedule: 'cron(0 5 1 * ? *)', updatedAt: later(day(2), hourMs) }],
  ])('are the latest execution by its own time where %s', (_, fields) => {
    const executedAt = later(day(2), 10_000);
    const history = read([at, { ...fields, lastExecutedAt: executedAt }]);
    const closesAt = later(executedAt, hourMs);
    expect(history.closed).toEqual([
      {
        start: executedAt,
        countedFrom: later(executedAt, -hourMs),
        next: closesAt,
        closesAt,
        execution: 'seen',
      },
    ]);
  });
});
