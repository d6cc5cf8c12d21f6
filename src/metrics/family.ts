/** One row of the metric table: everything that is said of a metric, and where its values come from. */
export interface Family<State> {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly stability: Stability;
  /** Names the AWS operation and field that the value comes from. */
  readonly help: string;
  /** The labels after those that every family of its table carries. */
  readonly labels: readonly string[];
  /** True if its samples also depend on the `version` of the table, not on the state alone. */
  readonly isVersioned?: true;
  samples(state: State): Iterable<Sample>;
}

/** The promise of a metric's name, type and labels; docs/metrics.md says what a release may change. */
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
  /**
   * Returns an object that stands for all else that the versioned families of a state depend on. A new object has them
   * rendered anew.
   */
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
