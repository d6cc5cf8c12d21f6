import { z } from 'zod';
import { type RestoreJobRow, wireRestoreStatuses } from '../scenario/restore-job-row.js';
import { done, invalidParameter, refused } from '../wire/aws-error.js';
import { paginate } from '../wire/paginate.js';
import { accountIdParam, pageSizeParam, readParams, resourceTypeParam } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const groupings = ['ANY', 'AGGREGATE_ALL'] as const;

const params = z.object({
  AccountId: z.union([z.enum(groupings), accountIdParam]).optional(),
  State: z.enum([...groupings, 'CREATED', ...wireRestoreStatuses]).default('ANY'),
  ResourceType: resourceTypeParam.default('ANY'),
  AggregationPeriod: z.enum(['ONE_DAY', 'SEVEN_DAYS', 'FOURTEEN_DAYS']).default('ONE_DAY'),
  MaxResults: pageSizeParam(500),
  NextToken: z.string().optional(),
});

export const listRestoreJobSummaries: SimulatedOperation = {
  name: 'ListRestoreJobSummaries',
  service: 'backup',
  path: '/audit/restore-job-summaries',
  answer({ caller, params: given, nowMs, pageFault }, aws) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { MaxResults, NextToken, AggregationPeriod, AccountId, State, ResourceType } = read.value;
    const seesAll = aws.organization?.isAdministrator(caller.accountId) ?? false;
    if (!seesAll && AccountId !== undefined && /^\d/.test(AccountId) && AccountId !== caller.accountId) {
      return refused(invalidParameter(`Account ${AccountId} is not the account of the caller.`));
    }
    const account = seesAll ? (AccountId ?? caller.accountId) : caller.accountId;
    const accountIds = aws.organization?.accountsAt(nowMs).map(({ Id }) => Id) ?? [];
    const rows = (/^\d/.test(account) ? [account] : accountIds).flatMap((accountId) =>
      aws.world.rowsAt({ accountId, region: caller.region }, nowMs),
    );
    const summaries = bucketsBefore(nowMs, AggregationPeriod).flatMap((bucket) =>
      summarize(rows, bucket, { region: caller.region, account, state: State, resourceType: ResourceType }),
    );
    const sorted = summaries.map((row, index) => ({ key: String(index).padStart(8, '0'), row }));
    const page = paginate(sorted, {
      limit: MaxResults,
      token: NextToken,
      list: ['ListRestoreJobSummaries', account, caller.region, AggregationPeriod, State, ResourceType],
      fault: pageFault,
    });
    if (!page.ok) return page;
    return done({ RestoreJobSummaries: page.value.rows, AggregationPeriod, NextToken: page.value.nextToken });
  },
};

interface RestoreJobSummary {
  readonly Region: string;
  readonly AccountId: string;
  readonly State: string;
  readonly ResourceType: string;
  readonly Count: number;
  readonly StartTime: number;
  readonly EndTime: number;
}

type AggregationPeriod = 'ONE_DAY' | 'SEVEN_DAYS' | 'FOURTEEN_DAYS';

interface Bucket {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A value to count alone, `ANY` for a row for each value, `AGGREGATE_ALL` for one row over all. */
interface Grouping {
  readonly region: string;
  readonly account: string;
  readonly state: string;
  readonly resourceType: string;
}

const daySeconds = 86_400;

/** The periods that AWS has data for: whole days until the most recent 0:00 UTC, newest first. */
function bucketsBefore(nowMs: number, period: AggregationPeriod): Bucket[] {
  const midnight = Math.floor(nowMs / 1000 / daySeconds) * daySeconds;
  const days = { ONE_DAY: 1, SEVEN_DAYS: 7, FOURTEEN_DAYS: 14 }[period];
  return Array.from({ length: period === 'ONE_DAY' ? 14 : 1 }, (_, index) => ({
    startSeconds: midnight - (index + days) * daySeconds,
    endSeconds: midnight - index * daySeconds,
  }));
}

function summarize(
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
