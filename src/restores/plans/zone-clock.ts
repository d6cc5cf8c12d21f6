/** The wall clock of a time zone. A wall time is in milliseconds, as if the zone were UTC, to the full second. */
export interface ZoneClock {
  wallTimeAt(instantMs: number): number;
  /** When the clock first shows a wall time; undefined where it skips it. */
  firstInstantOf(wallMs: number): number | undefined;
}

/** No zone is further than this from UTC, nor changes twice within twice as long. */
const furthestOffsetMs = 24 * 3_600_000;

/** The clock of an IANA time zone, for the years from 1 on; undefined where there is no such zone. */
export function zoneClock(timezone: string): ZoneClock | undefined {
  const format = zoneFormat(timezone);
  if (format === undefined) return undefined;
  if (/^(?:Etc\/)?UTC$/.test(format.resolvedOptions().timeZone)) return utcClock;
  const wallTimeAt = (instantMs: number) => readWallTime(format, instantMs);
  return {
    wallTimeAt,
    firstInstantOf: (wallMs) => {
      const offsets = [-furthestOffsetMs, furthestOffsetMs].map((shift) => {
        const nearMs = wallMs + shift;
        return wallTimeAt(nearMs) - nearMs;
      });
      const instants = offsets.map((offset) => wallMs - offset);
      const shown = instants.filter((instant) => wallTimeAt(instant) === wallMs);
      return shown.length === 0 ? undefined : Math.min(...shown);
    },
  };
}

/** Most plans have no other zone, and formatting a moment takes a hundred times as long. */
const utcClock: ZoneClock = {
  wallTimeAt: (instantMs) => Math.floor(instantMs / 1000) * 1000,
  firstInstantOf: (wallMs) => wallMs,
};

function zoneFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!/^[a-z]/i.test(timeZone)) return undefined;
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    return undefined;
  }
}

function readWallTime(format: Intl.DateTimeFormat, instantMs: number): number {
  const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}
