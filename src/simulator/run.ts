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
}

export function pastRuns({ every, at }: Cadence, startMs: number, historyMs: number): Run[] {
  const first = Math.ceil((startMs - historyMs - at) / every);
  const count = Math.max(0, Math.ceil((startMs - at) / every) - first);
  return Array.from({ length: count }, (_, n) => {
    const index = first + n;
    const atMs = at + index * every;
    return { atMs, index, fateKey: String(atMs), idKey: String(atMs), speed: 1, isLive: false };
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
