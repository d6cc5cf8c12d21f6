import { zoneClock } from '../../restores/plans/zone-clock.js';

/** One start of a plan or of an on-demand restore. */
export interface Run {
  readonly atMs: number;
  /** Counts up from run to run. */
  readonly index: number;
  /** Decides what comes of it: the same over restarts for past runs, the same from start to start for live ones. */
  readonly fateKey: string;
  /** Names its jobs: differs between any two runs. */
  readonly idKey: string;
  readonly speed: number;
  readonly isLive: boolean;
}

interface Cadence {
  readonly every: number;
  readonly at: number;
  readonly liveEvery?: number | undefined;
  readonly liveAt: number;
  readonly timezone?: string | undefined;
  readonly runsAt?: readonly number[] | undefined;
}

/** No time zone is further from UTC. */
const furthestZoneMs = 86_400_000;

/** The runs before the start, and those after it that are given one by one. */
export function plannedRuns(cadence: Cadence, startMs: number, historyMs: number): Run[] {
  const { runsAt } = cadence;
  if (runsAt === undefined) return pastRuns(cadence, startMs, historyMs);
  return runsAt.flatMap((atMs, index) => (atMs < startMs - historyMs ? [] : [plannedRun(atMs, index)]));
}

function plannedRun(atMs: number, index: number): Run {
  return { atMs, index, fateKey: String(atMs), idKey: String(atMs), speed: 1, isLive: false };
}

function pastRuns({ every, at, timezone }: Cadence, startMs: number, historyMs: number): Run[] {
  const clock = timezone === undefined ? undefined : zoneClock(timezone);
  const margin = clock === undefined ? 0 : furthestZoneMs;
  const first = Math.ceil((startMs - historyMs - margin - at) / every);
  const count = Math.max(0, Math.ceil((startMs + margin - at) / every) - first);
  return Array.from({ length: count }, (_, n) => first + n).flatMap((index) => {
    const wallMs = at + index * every;
    const atMs = clock === undefined ? wallMs : clock.firstInstantOf(wallMs);
    if (atMs === undefined || atMs < startMs - historyMs || atMs >= startMs) return [];
    return [plannedRun(atMs, index)];
  });
}

/** The n-th run after the start; undefined where nothing runs live. */
export function liveRun(cadence: Cadence, startMs: number, n: number, speed: number): Run | undefined {
  if (cadence.liveEvery === undefined) return undefined;
  return {
    atMs: startMs + cadence.liveAt + n * cadence.liveEvery,
    index: n,
    fateKey: `live ${n}`,
    idKey: `live ${startMs} ${n}`,
    speed,
    isLive: true,
  };
}

export function lastLiveRun(
  cadence: Cadence,
  startMs: number,
  untilMs: number,
  speed: number,
): Run | undefined {
  const n = Math.floor(
    (untilMs - startMs - cadence.liveAt) / (cadence.liveEvery ?? Number.POSITIVE_INFINITY),
  );
  return n < 0 ? undefined : liveRun(cadence, startMs, n, speed);
}
