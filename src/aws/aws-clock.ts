/** Reads the time of AWS from the Date headers of its answers, also of those that refuse. */
export interface AwsClock {
  /** Takes the Date header of an answer to a request that was sent at a moment; without effect if there is none. */
  observe(date: string | undefined, sentAtMs: number): void;
  /** Milliseconds that AWS is ahead of this machine; 0 if they agree. */
  aheadMs(): number;
  /** Milliseconds that AWS was ahead at each of the latest answers, to half a second. */
  latestAheadMs(): readonly number[];
}

/** Clocks that are further apart than this make AWS refuse a signature; below it the difference does no harm. */
const agreeWithinMs = 5 * 60_000;
const mostKept = 99;

export function createAwsClock(): AwsClock {
  let aheadMs = 0;
  const latest: number[] = [];
  return {
    observe(date = '', sentAtMs) {
      const now = Date.now();
      const dateMs = Date.parse(date);
      if (Number.isNaN(dateMs)) return;
      const measuredMs = dateMs - now;
      aheadMs = Math.abs(measuredMs) < agreeWithinMs ? 0 : measuredMs;
      // The header is cut to whole seconds.
      latest.push(dateMs + 500 - (sentAtMs + now) / 2);
      if (latest.length > mostKept) latest.shift();
    },
    aheadMs: () => aheadMs,
    latestAheadMs: () => latest,
  };
}
