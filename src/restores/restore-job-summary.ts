/** The states that ListRestoreJobSummaries counts by. */
export const summaryStates = ['CREATED', 'PENDING', 'RUNNING', 'ABORTED', 'COMPLETED', 'FAILED'] as const;

/** One count of ListRestoreJobSummaries: the restore jobs of a bucket of time, by account, region, state and type. */
export interface RestoreJobSummary {
  readonly region: string;
  readonly accountId: string;
  /** One of `summaryStates`, `AGGREGATE_ALL` where all are summed, or `unknown`. */
  readonly state: string;
  readonly resourceType: string;
  readonly count: number;
  readonly startAt: Date;
  readonly endAt: Date;
}

/** What one account's counts in one region were in the newest bucket that AWS has published. */
export interface SummaryBucket {
  readonly region: string;
  readonly accountId: string;
  readonly endAt: Date;
  readonly rows: readonly RestoreJobSummary[];
}

/**
 * Brings what several endpoints answered together. AWS may answer with rows of other regions than the one
 * asked, so the same row can come from many endpoints: where they differ, the earlier list in `readings` wins.
 * Older buckets are dropped, for they were published before and do not change what the newest one says.
 */
export function newestBuckets(readings: readonly (readonly RestoreJobSummary[])[]): SummaryBucket[] {
  const buckets = new Map<string, Map<string, RestoreJobSummary>>();
  for (const row of readings.flat()) {
    const place = `${row.accountId}/${row.region}`;
    const bucket = buckets.get(place) ?? new Map<string, RestoreJobSummary>();
    const [newest] = bucket.values();
    if (newest !== undefined && row.startAt < newest.startAt) continue;
    if (newest !== undefined && row.startAt > newest.startAt) bucket.clear();
    const key = `${row.state}/${row.resourceType}`;
    if (!bucket.has(key)) bucket.set(key, row);
    buckets.set(place, bucket);
  }
  return [...buckets.values()].flatMap((bucket) => {
    const rows = [...bucket.values()];
    const [first] = rows;
    if (first === undefined) return [];
    return [{ region: first.region, accountId: first.accountId, endAt: first.endAt, rows }];
  });
}
