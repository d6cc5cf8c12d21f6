import { Cron } from 'croner';
import type { Result } from '../../result.js';
import { parseAwsCron } from './parse-aws-cron.js';
import { quoted } from './quoted.js';
import { type ZoneClock, zoneClock } from './zone-clock.js';

/** When a restore testing plan starts. */
export interface PlanSchedule {
  /** The first start after a moment. */
  next(after: Date): Date | undefined;
  /** The latest start at a moment or before it. */
  previous(before: Date): Date | undefined;
  /** The latest start whose start window has closed, so that its tests should have begun. */
  dueAt(now: Date, startWindowMs: number): Date | undefined;
}

const dayMs = 24 * 3_600_000;

/** The years that AWS's cron expressions know, as wall times. */
const firstWallMs = Date.UTC(1970, 0, 1);
const lastWallMs = Date.UTC(2200, 0, 1) - 1;

/**
 * Reads a plan's ScheduleExpression in its ScheduleExpressionTimezone, UTC where it has none.
 *
 * AWS Backup does not document what it does when clocks change. This is the rule of Amazon EventBridge Scheduler:
 * a start in a skipped hour is left out, and one in a repeated hour comes once, here at its first time. If AWS
 * Backup starts such a test later, it is not taken for overdue.
 */
export function planSchedule(expression: string, timezone: string | undefined): Result<PlanSchedule, string> {
  const cron = parseAwsCron(expression);
  if (!cron.ok) return cron;
  const zone = timezone ?? 'UTC';
  const clock = zoneClock(zone);
  if (clock === undefined) return { ok: false, failure: `The time zone ${quoted(zone)} is not known.` };
  // In a zone, croner moves or repeats starts when clocks change; without one, it is a plain calendar of wall times.
  const calendars = cron.value.map(
    (pattern) => new Cron(pattern, { mode: '7-part', alternativeWeekdays: true, utcOffset: 0 }),
  );
  const previous = (before: Date) => findPrevious(calendars, clock, before.getTime());
  const schedule: PlanSchedule = {
    next: (after) => findNext(calendars, clock, after.getTime()),
    previous,
    dueAt: (now, startWindowMs) => previous(new Date(now.getTime() - startWindowMs)),
  };
  return { ok: true, value: schedule };
}

function findNext(calendars: readonly Cron[], clock: ZoneClock, afterMs: number): Date | undefined {
  if (!(afterMs <= lastWallMs + dayMs)) return undefined;
  const shownMs = clock.wallTimeAt(Math.max(afterMs, firstWallMs - dayMs));
  let wall = wallAfter(calendars, Math.max(shownMs, firstWallMs - 1));
  while (wall !== undefined && wall <= lastWallMs) {
    const start = clock.firstInstantOf(wall);
    if (start !== undefined && start > afterMs) return new Date(start);
    wall = wallAfter(calendars, wall);
  }
  return undefined;
}

function findPrevious(calendars: readonly Cron[], clock: ZoneClock, beforeMs: number): Date | undefined {
  if (!(beforeMs >= firstWallMs - dayMs)) return undefined;
  const latestMs = latestWallTime(clock, Math.min(beforeMs, lastWallMs + dayMs));
  let wall = wallBefore(calendars, Math.min(latestMs, lastWallMs) + 1);
  while (wall !== undefined && wall >= firstWallMs) {
    const start = clock.firstInstantOf(wall);
    if (start !== undefined && start <= beforeMs) return new Date(start);
    wall = wallBefore(calendars, wall);
  }
  return undefined;
}

/** No wall time after this one was shown by then, not even before clocks went back. */
function latestWallTime(clock: ZoneClock, instantMs: number): number {
  const wallMs = clock.wallTimeAt(instantMs);
  const repeatedMs = instantMs - (clock.firstInstantOf(wallMs) ?? instantMs);
  return wallMs + repeatedMs;
}

function wallAfter(calendars: readonly Cron[], wallMs: number): number | undefined {
  const starts = calendars.flatMap((calendar) => calendar.nextRun(new Date(wallMs))?.getTime() ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function wallBefore(calendars: readonly Cron[], wallMs: number): number | undefined {
  const starts = calendars.flatMap(
    (calendar) => calendar.previousRuns(1, new Date(wallMs))[0]?.getTime() ?? [],
  );
  return starts.length === 0 ? undefined : Math.max(...starts);
}
