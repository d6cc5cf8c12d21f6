import { writeFileSync } from 'node:fs';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { awsEnvironment } from '../../integration/daemon-config.js';
import { type DaemonUnderClock, startDaemonUnderClock } from './daemon-under-clock.js';

/** What happens at a moment, before the scrape of that moment. */
export type Happening =
  | { readonly kind: 'start'; readonly instance: string }
  | { readonly kind: 'stop'; readonly instance: string; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'reload'; readonly instance: string; readonly configuration: object }
  | { readonly kind: 'failed scrape' };

export interface Timed {
  readonly atMs: number;
  readonly happening: Happening;
}

export interface Life {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly scrapeIntervalMs: number;
  /** The clocks of the simulator and the daemons are never further apart; it divides the interval of scrapes. */
  readonly stepMs: number;
  readonly timeline: readonly Timed[];
  readonly configFile: string;
  /** Of the machine's time: for how long the clock waits for an answer of AWS. Without end where absent. */
  readonly patienceMs?: number;
}

export interface Surroundings {
  readonly simulator: Simulator;
  /** Sets the time of the simulator. */
  readonly setTime: (ms: number) => void;
  readonly scraped: (exposition: string, instance: string, atMs: number) => void;
}

/** Lets daemons live through a time, and scrapes them on the way. */
export async function liveThrough(life: Life, { simulator, setTime, scraped }: Surroundings): Promise<void> {
  const running = new Map<string, DaemonUnderClock>();
  const happen = async (happening: Happening, nowMs: number) => {
    switch (happening.kind) {
      case 'start':
        running.set(
          happening.instance,
          await startDaemonUnderClock(life.configFile, awsEnvironment(simulator), nowMs, life.patienceMs),
        );
        break;
      case 'stop':
        await running.get(happening.instance)?.stop(happening.signal);
        running.delete(happening.instance);
        break;
      case 'reload':
        writeFileSync(life.configFile, JSON.stringify(happening.configuration));
        running.get(happening.instance)?.reload();
        break;
      case 'failed scrape':
    }
  };
  const scrape = async (nowMs: number) => {
    for (const [instance, daemon] of running) scraped(await daemon.scrape(), instance, nowMs);
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
      for (let sinceMs = life.stepMs; sinceMs <= life.scrapeIntervalMs; sinceMs += life.stepMs)
        await goOn(nowMs + sinceMs);
      simulator.clearRequests();
    }
  } finally {
    for (const daemon of running.values()) await daemon.stop('SIGKILL');
  }
}
