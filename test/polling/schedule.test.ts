import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startSchedule } from '../../src/polling/schedule.js';

const minuteMs = 60_000;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-02T05:02:30.000Z') });
});

afterEach(() => {
  jest.useRealTimers();
});

/** The moments of the ticks, in seconds after the start. */
function ticksOf(schedule: Parameters<typeof startSchedule>[0]) {
  const startedAt = Date.now();
  const ticks: number[] = [];
  const { stop } = startSchedule(schedule, () => ticks.push((Date.now() - startedAt) / 1000));
  return { ticks, stop };
}

describe('an interval', () => {
  const schedule = { kind: 'interval', every: 5 * minuteMs } as const;

  it('ticks at once and then after each interval', () => {
    const { ticks, stop } = ticksOf(schedule);
    expect(ticks).toEqual([0]);
    jest.advanceTimersByTime(15 * minuteMs);
    expect(ticks).toEqual([0, 300, 600, 900]);
    stop();
  });

  it('ticks no more once it is stopped', () => {
    const { ticks, stop } = ticksOf(schedule);
    stop();
    jest.advanceTimersByTime(15 * minuteMs);
    expect(ticks).toEqual([0]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a cron expression', () => {
  const schedule = { kind: 'cron', expression: '*/5 * * * *' } as const;

  it('ticks at once and then when the clock says so', async () => {
    const { ticks, stop } = ticksOf(schedule);
    expect(ticks).toEqual([0]);
    await jest.advanceTimersByTimeAsync(13 * minuteMs);
    expect(ticks.map(Math.round)).toEqual([0, 150, 450, 750]);
    stop();
  });

  it('ticks no more once it is stopped', async () => {
    const { ticks, stop } = ticksOf(schedule);
    stop();
    await jest.advanceTimersByTimeAsync(13 * minuteMs);
    expect(ticks).toEqual([0]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
