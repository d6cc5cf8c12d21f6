import type * as fc from 'fast-check';

/** `FUZZ_RUNS` inputs for each property where it is set, else a few; `FUZZ_SEED` repeats a run. */
export function fuzzing<Inputs>(few: number): fc.Parameters<Inputs> {
  const { FUZZ_RUNS: runs, FUZZ_SEED: seed } = process.env;
  return { numRuns: runs ? Number(runs) : few, ...(seed && { seed: Number(seed) }) };
}

/** Long enough for as many inputs as are asked for. */
export const fuzzTimeoutMs = 3_600_000;
