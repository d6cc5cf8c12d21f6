import { expect, it } from '@jest/globals';
import { assert, constantFrom, integer, property } from 'fast-check';
import { planSchedule } from '../../../src/restores/plans/plan-schedule.js';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { createWorld } from '../../../src/simulator/world/world.js';

const minuteMs = 60_000;
const place = { accountId: '111122223333', region: 'eu-west-1' };
const intervals = ['15m', '1h', '4h', '12h', '1d', '7d'];
const timezones = [undefined, 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'];

const moment = integer({
  min: Date.parse('2025-12-01T00:00:00Z') / minuteMs,
  max: Date.parse('2027-01-31T00:00:00Z') / minuteMs,
}).map((minutes) => minutes * minuteMs);
const at = integer({ min: 0, max: 8 * 24 * 60 }).map((minutes) => `${minutes}m`);

function planAt(startMs: number, plan: Partial<NonNullable<ScenarioInput['plans']>[number]>) {
  const scenario = scenarioOf({
    regions: ['eu-west-1'],
    history: '8d',
    accounts: [{ id: '111122223333', name: 'monitoring' }],
    plans: [{ name: 'plan', every: '1d', resources: [], ...plan }],
  });
  const { row } = createWorld(scenario, 1, startMs).testingPlansAt(place, startMs)[0] ?? {};
  const schedule = planSchedule(row?.ScheduleExpression ?? '', row?.ScheduleExpressionTimezone ?? '');
  if (!schedule.ok) throw new Error(schedule.failure);
  const lastRunMs = (row?.LastExecutionTime ?? 0) * 1000;
  return { lastRunMs, due: (nowMs: number) => schedule.value.previous(new Date(nowMs))?.getTime() };
}

it('runs exactly when its expression says, in its time zone, also when clocks change', () => {
  assert(
    property(
      moment,
      constantFrom(...intervals),
      at,
      constantFrom(...timezones),
      (startMs, every, offset, timezone) => {
        const plan = planAt(startMs, { every, at: offset, timezone });
        expect(plan.lastRunMs).toBe(plan.due(startMs - 1));
      },
    ),
    { numRuns: 200 },
  );
});

it('last ran at the last start before it was stalled', () => {
  const ago = integer({ min: 1, max: 6 * 24 * 60 });
  assert(
    property(moment, ago, constantFrom(...timezones), (startMs, minutes, timezone) => {
      const plan = planAt(startMs, { timezone, stalled: `-${minutes}m` });
      expect(plan.lastRunMs).toBe(plan.due(startMs - minutes * minuteMs - 1));
    }),
    { numRuns: 200 },
  );
});
