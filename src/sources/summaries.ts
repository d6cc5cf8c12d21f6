import {
  listRestoreJobSummaries,
  probeRestoreJobSummaries,
} from '../aws/operations/list-restore-job-summaries.js';
import type { RestoreJobSummary } from '../restores/jobs/restore-job-summary.js';
import { recordSummariesReading } from '../targets/target-state.js';
import { createSource } from './source.js';

/** AWS's own counts of restore jobs. */
export const summaries = createSource<readonly RestoreJobSummary[]>({
  id: 'summaries',
  features: () => ['summaries'],
  options: (config) => config.summaries,
  asks: ({ summaries: { period, accountId, state, resourceType } }) => ({
    period,
    accountId,
    state,
    resourceType,
  }),
  probe: async ({ api, config, deadline }) => [
    await probeRestoreJobSummaries(api, config.summaries, deadline),
  ],
  read: ({ api, target, config, deadline }) =>
    listRestoreJobSummaries(api, target, config.summaries, deadline),
  record: (state, reading, rows, { metrics }) =>
    recordSummariesReading(state, reading, rows, metrics.retention),
});
