import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createSchedules, type ScheduledWork } from '../../src/polling/schedules.js';
import { emitTo } from '../emit-to.js';
import { onThisMachine } from '../patience.js';

const every = (ms: number) => ({ kind: 'interval', every: ms }) as const;
const hour = every(3_600_000);

/** Work that notes its ticks by name. */
function worksOf(ticks: string[]) {
  return (works: Record<string, Omit<ScheduledWork, 'tick'>>): Map<string, ScheduledWork> =>
    new Map(
      Object.entries(works).map(([name, work]) => [name, { ...work, tick: () => void ticks.push(name) }]),
    );
}

afterEach(() => {
  jest.useRealTimers();
});

describe('the schedules', () => {
  it('tick at once for what is new or differs, and leave the rest as it is', () => {
    const ticks: string[] = [];
    const works = worksOf(ticks);
    const schedules = createSchedules(emitTo());
    const first = schedules.follow(works({ jobs: { schedule: hour }, plans: { schedule: hour } }));
    expect([ticks, first]).toEqual([['jobs', 'plans'], new Set(['jobs', 'plans'])]);

    const second = schedules.follow(
      works({
        jobs: { schedule: hour },
        plans: { schedule: every(60_000) },
        resources: { schedule: hour, settings: { limit: 1 } },
      }),
    );
    expect(second).toEqual(new Set(['plans', 'resources']));
    const third = schedules.follow(
      works({ jobs: { schedule: hour }, resources: { schedule: hour, settings: { limit: 2 } } }),
    );
    expect(third).toEqual(new Set(['resources']));
    expect(ticks).toEqual(['jobs', 'plans', 'plans', 'resources', 'resources']);
    schedules.stop();
  });

  it('go on ticking over changes elsewhere, however frequent, and end when they are stopped', async () => {
    const ticks: string[] = [];
    const works = worksOf(ticks);
    const schedules = createSchedules(emitTo());
    const endsAt = performance.now() + onThisMachine(10_000);
    for (let round = 0; ticks.filter((name) => name === 'jobs').length < 4; round++) {
      schedules.follow(works({ jobs: { schedule: every(30) }, other: { schedule: hour, settings: round } }));
      await new Promise(setImmediate);
      if (performance.now() > endsAt) throw new Error('the schedule was put off');
    }
    schedules.stop();
    const counted = ticks.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(ticks).toHaveLength(counted);
  });

  it('tell which of them is late, and by how much, but for what goes with the jobs', () => {
    jest.useFakeTimers({ now: new Date('2026-03-02T05:00:00.000Z') });
    const late: unknown[] = [];
    const schedules = createSchedules(emitTo({ runLate: (event) => late.push(event) }));
    const schedule = every(300_000);
    const works = worksOf([])({ jobs: { schedule }, owed: { schedule, goesWithJobs: true } });
    schedules.follow(works);
    jest.setSystemTime(Date.now() + 1_200_000);
    jest.advanceTimersByTime(30_000);
    expect(late).toEqual([{ schedule: 'jobs', lateMs: 930_000 }]);
    schedules.stop();
  });
});
