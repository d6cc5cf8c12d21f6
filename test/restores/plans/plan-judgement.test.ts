import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Fate,
  judgementOf,
  type PlannedWorld,
  type RateLimiter,
  startWindowsHours,
  statesOver,
} from '../a-planned-world.js';
import { dayMs, hourMs, later, monday } from '../a-restore-job.js';

const minuteMs = 60_000;
const jobsMs = 30 * minuteMs;
const plansMs = hourMs;
/** Between two readings of plans and then of jobs something may go unnoticed. */
const toleranceMs = plansMs + jobsMs;
const phases = [
  { jobs: 0, plans: 0 },
  { jobs: 1, plans: 29 },
  { jobs: 23, plans: 59 },
].map(({ jobs, plans }) => ({ jobs: jobs * minuteMs, plans: plans * minuteMs }));

interface Spell {
  readonly beganMs: number;
  readonly endedMs: number | undefined;
}

/** When each alert was on, in time since the start of day 0. */
function spells(world: PlannedWorld, pace: RateLimiter, days: number, fromDay = -1) {
  const found = { isOverdue: [] as Spell[], testedNothing: [] as Spell[] };
  for (const state of statesOver(world, pace, later(monday, fromDay * dayMs), later(monday, days * dayMs))) {
    const atMs = state.asOf.getTime() - monday.getTime();
    const judgement = judgementOf(state);
    for (const alert of ['isOverdue', 'testedNothing'] as const) {
      const last = found[alert].at(-1);
      const isOn = last !== undefined && last.endedMs === undefined;
      if (judgement[alert] && !isOn) found[alert].push({ beganMs: atMs, endedMs: undefined });
      if (!judgement[alert] && isOn) found[alert].splice(-1, 1, { ...last, endedMs: atMs });
    }
  }
  return found;
}

const never = { isOverdue: [], testedNothing: [] };

function expectOn(found: readonly Spell[], fromMs: number, untilMs: number) {
  expect(found).toHaveLength(1);
  const { beganMs, endedMs = 0 } = found[0] ?? { beganMs: 0 };
  expect({
    beginsInTime: beganMs >= fromMs && beganMs <= fromMs + toleranceMs,
    endsInTime: endedMs >= untilMs && endedMs <= untilMs + toleranceMs,
  }).toEqual({ beginsInTime: true, endsInTime: true });
}

/** Any of every four hours of two days. */
const spread = (day: number) => [((((day * 7) % 12) + 12) % 12) * 4 * hourMs];
const minuteBefore = (now: Date) => later(now, -minuteMs);
const soon = () => [2 * minuteMs, 25 * minuteMs];
const badOn =
  (fate: Fate, first: number, last = first) =>
  (day: number) =>
    day >= first && day <= last ? fate : 'good';

describe.each(startWindowsHours)('a daily plan with a start window of %d h', (hours) => {
  const startWindowMs = hours * hourMs;
  const days = 3 + Math.ceil(hours / 24);

  it.each(phases)('is judged by its latest run that is over, polled at phase %o', (phaseMs) => {
    const pace = { jobsMs, plansMs, phaseMs };
    const world = { startWindowMs, lagsMs: soon };
    expect(spells({ ...world, fateOf: () => 'good' }, pace, days)).toEqual(never);

    const empty = spells({ ...world, fateOf: badOn('empty', 1) }, pace, days);
    expectOn(empty.testedNothing, dayMs + startWindowMs, 2 * dayMs + startWindowMs);
    expect(empty.isOverdue).toEqual([]);

    const missed = spells({ ...world, fateOf: badOn('missed', 1) }, pace, days);
    expectOn(missed.isOverdue, dayMs + startWindowMs, 2 * dayMs + startWindowMs);
    expect(missed.testedNothing).toEqual([]);
  });
});

const pace = { jobsMs, plansMs, phaseMs: { jobs: 0, plans: 29 * minuteMs } };

describe.each([1, 24, 48])('a daily plan with a start window of %d h', (hours) => {
  const startWindowMs = hours * hourMs;
  const days = 6 + Math.ceil(hours / 24);
  const world = { startWindowMs, lagsMs: soon };

  it('stays under alert until a good run is over, however many were not', () => {
    for (const [fate, alert] of [
      ['empty', 'testedNothing'],
      ['missed', 'isOverdue'],
    ] as const) {
      const found = spells({ ...world, fateOf: badOn(fate, 1, 3) }, pace, days);
      expectOn(found[alert], dayMs + startWindowMs, 4 * dayMs + startWindowMs);
      expect(found).toEqual({ ...never, [alert]: found[alert] });
    }
  });

  it('tested nothing by the same run after a restart', () => {
    const fateOf = badOn('empty', 1, 2);
    const found = spells({ ...world, fateOf }, pace, days, 2.5 + hours / 24);
    expect(found.isOverdue).toEqual([]);
    expectOn(found.testedNothing, 2.5 * dayMs + startWindowMs, 3 * dayMs + startWindowMs);
  });

  it('is overdue though its tags change every hour', () => {
    const found = spells({ ...world, fateOf: badOn('missed', 1), updatedAt: minuteBefore }, pace, days);
    expectOn(found.isOverdue, dayMs + startWindowMs, 2 * dayMs + startWindowMs);
    expect(found.testedNothing).toEqual([]);
  });

  it('is overdue though its tags change every hour, from the first start after a restart on', () => {
    const found = spells(
      { ...world, fateOf: badOn('missed', -9, 2), updatedAt: minuteBefore },
      pace,
      days,
      1.2,
    );
    expectOn(found.isOverdue, 2 * dayMs + startWindowMs, 3 * dayMs + startWindowMs);
    expect(found.testedNothing).toEqual([]);
  });

  it('is healthy though LastExecutionTime is 200 s after its jobs', () => {
    const late = { ...world, lagsMs: () => [2_000], executionLagMs: 202_000 };
    expect(spells({ ...late, fateOf: () => 'good' }, pace, days)).toEqual(never);
  });
});

it('is never under alert while its jobs are created at any moments of the start window', () => {
  const property = fc.property(
    fc.constantFrom(...startWindowsHours),
    fc.integer({ min: 1, max: 3 }),
    fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 600 }),
    (hours, resources, chance, plansPhase, executionLag) => {
      const startWindowMs = hours * hourMs;
      const lags = new Map<number, number[]>();
      const lagsMs = (day: number) => {
        const drawn =
          lags.get(day) ??
          Array.from({ length: resources }, () => (chance.next().value * startWindowMs) / 1000);
        lags.set(day, drawn);
        return drawn;
      };
      const world = {
        startWindowMs,
        lagsMs,
        fateOf: () => 'good' as const,
        executionLagMs: executionLag * 1000,
      };
      const phaseMs = { jobs: 0, plans: plansPhase * minuteMs };
      expect(spells(world, { jobsMs: 2 * hourMs, plansMs, phaseMs }, 6)).toEqual(never);
    },
  );
  expect(() => fc.assert(property, { numRuns: 30 })).not.toThrow();
});

it('tests nothing from the first run on whose start window saw no job, wherever in it jobs are created', () => {
  const startWindowMs = 48 * hourMs;
  const world = { startWindowMs, lagsMs: spread, fateOf: badOn('empty', 3, 99) };
  const { testedNothing, isOverdue } = spells(world, pace, 9);
  expect(isOverdue).toEqual([]);
  expect(testedNothing).toHaveLength(1);
  expect(testedNothing[0]?.endedMs).toBeUndefined();
  expect(testedNothing[0]?.beganMs).toBeLessThanOrEqual(6 * dayMs + toleranceMs);
});
