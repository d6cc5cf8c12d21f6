/** When the simulated AWS changes, relative to the simulator's start. */
export const stages = { cause: '10m', cure: '20m' } as const;

export type Stage = keyof typeof stages;

const jumpMs = 10 * 60_000;

export interface StagedClock {
  now(): number;
  /** From now on AWS shows what it shows from that stage on. Returns the moment. */
  enter(stage: Stage): number;
}

/** The time of the simulated AWS: it runs, jumps to each stage when that is entered, and is never ahead of ours. */
export function createStagedClock(): StagedClock {
  let lagMs = 2 * jumpMs;
  return {
    now: () => Date.now() - lagMs,
    enter(stage) {
      lagMs = stage === 'cause' ? jumpMs : 0;
      return Date.now();
    },
  };
}
