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
  const lateness: number[] = [];
  const { stop } = startSchedule(
    schedule,
    () => ticks.push((Date.now() - startedAt) / 1000),
    (lateMs) => lateness.push(lateMs / 1000),
  );
  return { ticks, lateness, stop };
}

/** The machine is suspended: its clock goes on, and its timers do not. */
function suspend(ms: number): void {
  jest.setSystemTime(Date.now() + ms);
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

  it('ticks once for all that it missed, tells how late, and goes on from there', () => {
    const { ticks, lateness, stop } = ticksOf(schedule);
    suspend(17 * minuteMs);
    jest.advanceTimersByTime(6 * minuteMs);
    expect(ticks).toEqual([0, 17.5 * 60, 22.5 * 60]);
    expect(lateness).toEqual([12.5 * 60]);
    stop();
  });

  it('is not told to be late while it has missed none but the one it makes up for', () => {
    const { ticks, lateness, stop } = ticksOf(schedule);
    suspend(9 * minuteMs);
    jest.advanceTimersByTime(minuteMs);
    expect([ticks, lateness]).toEqual([[0, 570, 600], []]);
    stop();
  });

  it('goes on after a clock that was set back', () => {
    const { ticks, stop } = ticksOf(schedule);
    jest.advanceTimersByTime(4 * minuteMs);
    suspend(-24 * 60 * minuteMs);
    jest.advanceTimersByTime(6 * minuteMs);
    expect(ticks.map((second) => second + 24 * 3600)).toEqual([24 * 3600, 570]);
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

  it.each([
    ['its machine was suspended', 60 * minuteMs, 3630, 3480],
    ['its process stood still for a few seconds', 150_000, 180, 30],
  ])('ticks at once where %s over its second, and tells how late', async (_, standstillMs, at, lateBy) => {
    const { ticks, lateness, stop } = ticksOf({ kind: 'cron', expression: '5 5 * * *' });
    suspend(standstillMs);
    await jest.advanceTimersByTimeAsync(24 * 60 * minuteMs);
    expect([ticks, lateness]).toEqual([[0, at, 24 * 3600 + 150], [lateBy]]);
    stop();
  });

  it('is in time within its second', async () => {
    const { ticks, lateness, stop } = ticksOf(schedule);
    suspend(120_400);
    await jest.advanceTimersByTimeAsync(30_000);
    expect([ticks, lateness]).toEqual([[0, 150.4], []]);
    stop();
  });

  it('goes on after a clock that was set back', async () => {
    const { ticks, stop } = ticksOf(schedule);
    suspend(-24 * 60 * minuteMs);
    await jest.advanceTimersByTimeAsync(3 * minuteMs);
    expect(ticks.map((second) => second + 24 * 3600)).toEqual([24 * 3600, 150]);
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
