import { type SummaryBucket, summaryStates } from '../restores/jobs/restore-job-summary.js';
import type { Family } from './family.js';
import { seconds } from './family.js';

/** `period` is the AggregationPeriod that was asked for, `state` the State. */
export function summaryFamilies(period: string, state: string): readonly Family<SummaryBucket>[] {
  return [
    {
      name: 'aws_backup_restore_jobs_summarized',
      type: 'gauge',
      stability: 'experimental',
      help: 'Count of the newest bucket of ListRestoreJobSummaries, by ResourceType and State, 0 where it has no row; AWS refreshes it once a day.',
      labels: ['resource_type', 'state', 'aggregation_period'],
      *samples({ rows }) {
        const counts = new Map<string, Map<string, number>>();
        for (const row of rows) {
          const byState = counts.get(row.resourceType) ?? new Map<string, number>();
          counts.set(row.resourceType, byState.set(row.state, (byState.get(row.state) ?? 0) + row.count));
        }
        for (const [resourceType, byState] of counts) {
          for (const shown of new Set([...(state === 'ANY' ? summaryStates : []), ...byState.keys()])) {
            yield [[resourceType, shown, period], byState.get(shown) ?? 0];
          }
        }
      },
    },
    {
      name: 'aws_backup_restore_jobs_summarized_end_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      help: 'EndTime of the newest bucket of ListRestoreJobSummaries; AWS refreshes it once a day.',
      labels: ['aggregation_period'],
      *samples({ endAt }) {
        yield [[period], seconds(endAt)];
      },
    },
  ];
}
