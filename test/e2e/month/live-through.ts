import type { Simulator } from '../../../src/simulator/simulator.js';
import { awsEnvironment } from '../../integration/daemon.js';
import { type DaemonUnderClock, startDaemonUnderClock } from './daemon-under-clock.js';
import type { ScrapeArchive } from './scrape-archive.js';

/** What happens at a moment, before the scrape of that moment. */
export type Happening =
  | { readonly kind: 'start'; readonly instance: string }
  | { readonly kind: 'stop'; readonly instance: string; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'failed scrape' };

export interface Timed {
  readonly atMs: number;
  readonly happening: Happening;
}

export interface Life {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly scrapeIntervalMs: number;
  readonly timeline: readonly Timed[];
  readonly configFile: string;
}

export interface Surroundings {
  readonly simulator: Simulator;
  /** Sets the time of the simulator. */
  readonly setTime: (ms: number) => void;
  readonly archive: ScrapeArchive;
}

/** The clocks of the simulator and the daemons are never further apart. */
const stepMs = 10_000;

/** Lets daemons live through a time, and keeps what each scrape of them showed. */
export async function liveThrough(life: Life, { simulator, setTime, archive }: Surroundings): Promise<void> {
  const running = new Map<string, DaemonUnderClock>();
  const happen = async (happening: Happening, nowMs: number) => {
    if (happening.kind === 'failed scrape') return;
    const { kind, instance } = happening;
    if (kind === 'start') {
      running.set(instance, await startDaemonUnderClock(life.configFile, awsEnvironment(simulator), nowMs));
    } else {
      await running.get(instance)?.stop(happening.signal);
      running.delete(instance);
    }
  };
  const scrape = async (nowMs: number) => {
    for (const [instance, daemon] of running) archive.add(await daemon.scrape(), instance, nowMs);
  };
  const goOn = async (nowMs: number) => {
    await Promise.all([...running.values()].map((daemon) => daemon.goOn(nowMs)));
    setTime(nowMs);
  };
  try {
    for (let nowMs = life.fromMs; nowMs < life.untilMs; nowMs += life.scrapeIntervalMs) {
      const happenings = life.timeline.flatMap(({ atMs, happening }) => (atMs === nowMs ? [happening] : []));
      for (const happening of happenings) await happen(happening, nowMs);
      if (happenings.every(({ kind }) => kind !== 'failed scrape')) await scrape(nowMs);
      for (let sinceMs = stepMs; sinceMs <= life.scrapeIntervalMs; sinceMs += stepMs)
        await goOn(nowMs + sinceMs);
      simulator.clearRequests();
    }
  } finally {
    for (const daemon of running.values()) await daemon.stop('SIGKILL');
  }
}
