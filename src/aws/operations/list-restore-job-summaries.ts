import {
  type AggregationPeriod,
  ListRestoreJobSummariesCommand,
  type RestoreJobState,
  type RestoreJobSummary as SummaryRow,
} from '@aws-sdk/client-backup';
import type { RestoreJobSummary } from '../../restores/jobs/restore-job-summary.js';
import type { Target } from '../../targets/target.js';
import type { BackupApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { type Probe, probeAll, smallestPage } from '../probe.js';
import { numberField, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listRestoreJobSummariesOperation = {
  name: 'ListRestoreJobSummaries',
  actions: ['backup:ListRestoreJobSummaries'],
  statement: 'ReadRestoreJobSummaries',
  resource: 'any',
  caller: 'account',
  feature: 'summaries',
  answersRows: true,
  unsupported: 'not found',
  remedies: {
    invalid_request:
      'Leave out summaries.accountId: only the management account and delegated administrators may set it.',
  },
} as const satisfies Operation;

/** The parameters of ListRestoreJobSummaries; `ANY` asks for a row of each, `AGGREGATE_ALL` for their sum. */
export interface SummaryQuery {
  readonly period: AggregationPeriod;
  readonly state: RestoreJobState;
  readonly resourceType: string;
  /** Only for a management or delegated administrator account; AWS answers for the own account without it. */
  readonly accountId?: string | undefined;
  readonly maxResults: number;
}

/** AWS Backup ListRestoreJobSummaries: every bucket of the aggregation period. */
export function listRestoreJobSummaries(
  { client, call }: BackupApi,
  target: Target,
  query: SummaryQuery,
  deadline: Deadline,
): Promise<ListResult<RestoreJobSummary>> {
  return readPages(
    call,
    listRestoreJobSummariesOperation,
    async (nextToken, abortSignal) => {
      const page = await client.send(
        new ListRestoreJobSummariesCommand({
          ...filterOf(query),
          MaxResults: query.maxResults,
          NextToken: nextToken,
        }),
        { abortSignal },
      );
      return { rows: page.RestoreJobSummaries, nextToken: page.NextToken };
    },
    deadline,
    { map: (row) => mapSummary(row, target), identify: () => undefined },
  );
}

const states = {
  CREATED: true,
  PENDING: true,
  RUNNING: true,
  ABORTED: true,
  COMPLETED: true,
  FAILED: true,
  AGGREGATE_ALL: true,
  ANY: true,
} satisfies Record<RestoreJobState, true>;

function mapSummary(row: SummaryRow, target: Target): RestoreJobSummary {
  const { StartTime: startAt, EndTime: endAt } = row;
  if (!isDate(startAt) || !isDate(endAt)) {
    throw new InvalidResponse('a restore job summary has no time', 'missing_field');
  }
  return {
    region: textField(row.Region) ?? target.region,
    accountId: textField(row.AccountId) ?? target.accountId,
    awsState: textField(row.State) ?? 'unknown',
    state: row.State && Object.hasOwn(states, row.State) ? row.State : 'unknown',
    resourceType: textField(row.ResourceType) ?? 'unknown',
    count: numberField(row.Count) ?? 0,
    startAt,
    endAt,
  };
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

export function probeRestoreJobSummaries(
  { client, call }: BackupApi,
  query: SummaryQuery,
  deadline: Deadline,
): Promise<Probe> {
  return probeAll(call, listRestoreJobSummariesOperation, deadline, async (abortSignal) => {
    const command = new ListRestoreJobSummariesCommand({ ...filterOf(query), MaxResults: smallestPage });
    await client.send(command, { abortSignal });
  });
}

function filterOf({ accountId, state, resourceType, period }: SummaryQuery) {
  return { AccountId: accountId, State: state, ResourceType: resourceType, AggregationPeriod: period };
}
