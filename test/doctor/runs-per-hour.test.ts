import { expect, it } from '@jest/globals';
import { runsPerHour } from '../../src/doctor/runs-per-hour.js';

it.each([
  [{ kind: 'interval', every: 300_000 }, 12],
  [{ kind: 'interval', every: 6 * 3_600_000 }, 1 / 6],
  [{ kind: 'cron', expression: '*/5 * * * *' }, 12],
  [{ kind: 'cron', expression: '*/10 * * * * *' }, 360],
  [{ kind: 'cron', expression: '30 * * * *' }, 1],
] as const)('counts the runs of %j in an hour', (schedule, runs) => {
  expect(runsPerHour(schedule)).toBeCloseTo(runs, 1);
});
