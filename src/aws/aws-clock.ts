/** The time by the Date headers of AWS's answers. */
export interface AwsClock {
  /** Takes the Date header of an answer; without effect where there is none. */
  observe(date: string | undefined): void;
  /** Returns the milliseconds that AWS is ahead of this machine; 0 if they agree. */
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
