import { createTask } from 'node-cron';
import type { Schedule } from '../config/values/schedule.js';

/** The longest wait of a timer: timers stand still while the machine is suspended, and its clock goes on. */
const longestBeatMs = 30_000;
/** A cron expression names seconds: a run that begins in a later one has missed its own. */
const cronToleranceMs = 1000;

export interface RunningSchedule {
  stop(): void;
}

/**
 * Calls `tick` at once and then on schedule, until it is stopped. If the process or the machine stood still at the time
 * of a run, or the clock was set beyond it, it calls `late` with the delay and then `tick`, as soon as it can.
 */
export function startSchedule(
  schedule: Schedule,
  tick: () => void,
  late: (lateMs: number) => void = () => {},
): RunningSchedule {
  const { nextMs, toleranceMs } = timesOf(schedule);
  let timer: NodeJS.Timeout | undefined;
  let dueMs = nextMs(Date.now(), Date.now());

  function beat(): void {
    const nowMs = Date.now();
    const lateMs = nowMs - dueMs;
    // A clock that was set back must not put off the next run.
    dueMs = lateMs < 0 ? Math.min(dueMs, nextMs(nowMs, nowMs)) : nextMs(dueMs, nowMs);
    arm(nowMs);
    if (lateMs < 0) return;
    if (lateMs >= toleranceMs) late(lateMs);
    tick();
  }

  function arm(nowMs: number): void {
    timer = setTimeout(beat, Math.min(dueMs - nowMs, longestBeatMs));
  }

  tick();
  arm(Date.now());
  return { stop: () => clearTimeout(timer) };
}

interface ScheduleTimes {
  /** The first run after `nowMs`, where the one before was due at `dueMs`. */
  nextMs(dueMs: number, nowMs: number): number;
  readonly toleranceMs: number;
}

function timesOf(schedule: Schedule): ScheduleTimes {
  if (schedule.kind === 'interval') {
    const { every } = schedule;
    const nextMs = (dueMs: number, nowMs: number) => (dueMs + every > nowMs ? dueMs : nowMs) + every;
    return { nextMs, toleranceMs: every };
  }
  // Only asked for its times: a task of node-cron that runs leaves out what it is late for.
  const task = createTask(schedule.expression, () => undefined);
  const nextMs = (_: number, nowMs: number) => {
    const [next] = task.getNextRuns(1);
    return next?.getTime() ?? nowMs + longestBeatMs;
  };
  return { nextMs, toleranceMs: cronToleranceMs };
}
