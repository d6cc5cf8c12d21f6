/** One row of the metric table: everything that is said of a metric, and where its values come from. */
export interface Family<State> {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly stability: Stability;
  /** Names the AWS operation and field that the value comes from. */
  readonly help: string;
  /** The labels after those that every family of its table carries. */
  readonly labels: readonly string[];
  /** Whether its samples depend on more than the state: on what the `version` of the table stands for. */
  readonly isVersioned?: true;
  samples(state: State): Iterable<Sample>;
}

/** What a release may change of a metric; docs/metrics.md states the promise of each. */
export type Stability = 'experimental' | 'stable' | Deprecation;

export interface Deprecation {
  /** The version that deprecated the metric. */
  readonly deprecatedSince: `${number}.${number}.${number}`;
  /** The name of the metric to use instead. */
  readonly replacement: string;
}

/** One value with the values of its labels, in their order. */
export type Sample = readonly [labels: readonly string[], value: number] | HistogramSample;

export interface HistogramSample {
  readonly labels: readonly string[];
  readonly bounds: readonly number[];
  /** Observations up to each bound and above the one before; the last is over every bound. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Families over states that mostly all say which account and region they are of. */
export interface FamilyTable<State extends object> {
  readonly families: readonly Family<State>[];
  /** Absent where the families name all of their labels. */
  place?(state: State): Place;
  /** What the versioned families of a state depend on beside it: another object where they have to be rendered anew. */
  version?(state: State): object;
}

export interface Place {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
}

/** The labels that every domain family carries first. */
export const placeLabels = ['aws_account_id', 'aws_account', 'aws_region'] as const;

export function seconds(date: Date | undefined): number {
  return date === undefined ? 0 : date.getTime() / 1000;
}
