import { z } from 'zod';
import { wireRestoreStatuses } from '../scenario/restore-job-row.js';
import { done, invalidParameter, refused } from '../wire/aws-error.js';
import { paginate } from '../wire/paginate.js';
import { accountIdParam, pageSizeParam, readParams, resourceTypeParam } from './params.js';
import { bucketsBefore, summarize } from './restore-job-summary.js';
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
