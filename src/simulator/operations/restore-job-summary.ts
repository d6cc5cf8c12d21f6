import type { RestoreJobRow } from '../scenario/restore-job-row.js';

export interface RestoreJobSummary {
  readonly Region: string;
  readonly AccountId: string;
  readonly State: string;
  readonly ResourceType: string;
  readonly Count: number;
  readonly StartTime: number;
  readonly EndTime: number;
}

export type AggregationPeriod = 'ONE_DAY' | 'SEVEN_DAYS' | 'FOURTEEN_DAYS';

interface Bucket {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A value to count alone, `ANY` for a row for each value, `AGGREGATE_ALL` for one row over all. */
export interface Grouping {
  readonly region: string;
  readonly account: string;
  readonly state: string;
  readonly resourceType: string;
}

const daySeconds = 86_400;

/** The periods that AWS has data for: whole days until the most recent 0:00 UTC, newest first. */
export function bucketsBefore(nowMs: number, period: AggregationPeriod): Bucket[] {
  const midnight = Math.floor(nowMs / 1000 / daySeconds) * daySeconds;
  const days = { ONE_DAY: 1, SEVEN_DAYS: 7, FOURTEEN_DAYS: 14 }[period];
  return Array.from({ length: period === 'ONE_DAY' ? 14 : 1 }, (_, index) => ({
    startSeconds: midnight - (index + days) * daySeconds,
    endSeconds: midnight - index * daySeconds,
  }));
}

export function summarize(
  rows: readonly RestoreJobRow[],
  { startSeconds, endSeconds }: Bucket,
  { region, account, state, resourceType }: Grouping,
): RestoreJobSummary[] {
  const counts = new Map<string, RestoreJobSummary>();
  for (const row of rows) {
    const created = row.CreationDate ?? 0;
    if (created < startSeconds || created >= endSeconds) continue;
    const AccountId = groupOf(account, row.AccountId);
    const State = groupOf(state, row.Status);
    const ResourceType = groupOf(resourceType, row.ResourceType);
    if (AccountId === undefined || State === undefined || ResourceType === undefined) continue;
    const key = [AccountId, State, ResourceType].join('/');
    const Count = (counts.get(key)?.Count ?? 0) + 1;
    const period = { StartTime: startSeconds, EndTime: endSeconds };
    counts.set(key, { Region: region, AccountId, State, ResourceType, Count, ...period });
  }
  return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, summary]) => summary);
}

function groupOf(wanted: string, value: string | null | undefined): string | undefined {
  if (wanted === 'AGGREGATE_ALL') return wanted;
  return wanted === 'ANY' || wanted === value ? (value ?? undefined) : undefined;
}
