/** What the answers of AWS say of the time. */
export interface AwsClock {
  /** Takes the Date header of an answer; without effect where there is none. */
  observe(date: string | undefined): void;
  /** How far AWS is ahead of this machine, in milliseconds; 0 where they agree. */
  aheadMs(): number;
}

/** Clocks that are further apart than this make AWS refuse a signature; below it the difference does no harm. */
const agreeWithinMs = 5 * 60_000;

export function createAwsClock(): AwsClock {
  let aheadMs = 0;
  return {
    observe(date = '') {
      const measuredMs = Date.parse(date) - Date.now();
      if (!Number.isNaN(measuredMs)) aheadMs = Math.abs(measuredMs) < agreeWithinMs ? 0 : measuredMs;
    },
    aheadMs: () => aheadMs,
  };
}
