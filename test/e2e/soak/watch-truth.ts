import type { RestoreJobRow } from '../../../src/simulator/scenario/restore-job-row.js';
import type { Scenario } from '../../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { type Ends, endsBetween } from './ends.js';

/** Looks at all rows of the simulator now and again, since AWS forgets jobs. */
export interface TruthWatch {
  look(): void;
  /** What has ended since the watch began. */
  ends(): Ends;
}

type Rows = ReadonlyMap<string, RestoreJobRow>;

export function watchTruth(simulator: Simulator, { accounts, regions }: Scenario): TruthWatch {
  const places = accounts.flatMap(({ id }) => regions.map((region) => ({ id, region })));
  const rowsNow = (): Rows[] =>
    places.map(
      ({ id, region }) => new Map(simulator.truth(id, region).map((row) => [row.RestoreJobId ?? '', row])),
    );
  const first = rowsNow();
  let latest = first;
  return {
    look() {
      const now = rowsNow();
      latest = latest.map((rows, index) => new Map([...rows, ...(now[index] ?? [])]));
    },
    ends: () =>
      new Map(
        places.flatMap(({ region }, index) => [
          ...endsBetween(first[index] ?? new Map(), latest[index] ?? new Map(), region),
        ]),
      ),
  };
}
