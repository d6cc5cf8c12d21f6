import { bad, doubtful, fair, good } from '../../colors.js';
import { accountColumn, planColumn, regionColumn, typeColumn } from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { among, group, latest, moment, onGroup, selected } from '../../promql.js';
import { groupFact, ofPlan, toPlan } from './facts.js';

const quantile = (share: number) =>
  `histogram_quantile(${share}, sum by (le, resource_type) (increase(${selected('aws_backup_restore_duration_seconds_bucket', ofPlan)}[$__range]))) >= 0`;
const stageSince = (stage: string) =>
  groupFact('aws_backup_restore_oldest_unfinished_timestamp_seconds', `stage="${stage}"`);
const unfinished = `topk(100, (${stageSince('restore')} > 0) or (${stageSince('validation')} > 0) or (${stageSince('deletion')} > 0))`;

export const restoreJobs: Section = {
  title: 'Restore jobs',
  lines: [
    {
      height: 8,
      blocks: [
        timeSeries({
          title: 'Restores',
          description: 'Restore jobs created within the look-back, by status.',
          width: 8,
          style: 'stacked',
          series: [
            {
              expr: `sum by (status) (${latest(`${group}, status`, selected('aws_backup_restore_jobs', ofPlan))})`,
              legend: '{{status}}',
            },
          ],
          unit: 'none',
          colors: { COMPLETED: good, FAILED: bad, ABORTED: doubtful, RUNNING: fair },
        }),
        timeSeries({
          title: 'Validations',
          description: 'The same restore jobs by the status of their validation; NONE where there is none.',
          width: 8,
          style: 'stacked',
          series: [
            {
              expr: `sum by (validation_status) (${latest(`${group}, validation_status`, selected('aws_backup_restore_job_validations', ofPlan))})`,
              legend: '{{validation_status}}',
            },
          ],
          unit: 'none',
          colors: { SUCCESSFUL: good, FAILED: bad, TIMED_OUT: doubtful, VALIDATING: fair },
        }),
        timeSeries({
          title: 'Deletions',
          description:
            'The same restore jobs by the status of the deletion of what they restored; NONE where there is none.',
          width: 8,
          style: 'stacked',
          series: [
            {
              expr: `sum by (deletion_status) (${latest(`${group}, deletion_status`, selected('aws_backup_restore_job_deletions', ofPlan))})`,
              legend: '{{deletion_status}}',
            },
          ],
          unit: 'none',
          colors: { SUCCESSFUL: good, FAILED: bad, DELETING: fair },
        }),
      ],
    },
    {
      height: 8,
      blocks: [
        table({
          title: 'Not finished',
          description:
            'Since when the oldest job of a plan and type has been in each stage: not restored, validation open, being deleted. 100 at most.',
          width: 14,
          alerts: ['AWSBackupRestoreJobStuck', 'AWSBackupRestoreTestValidationStuck'],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            typeColumn,
            ...(['restore', 'validation', 'deletion'] as const).map((stage) => ({
              title: `In ${stage} since`,
              expr: moment(among(`(${stageSince(stage)} > 0)`, onGroup, unfinished)),
              unit: 'dateTimeAsIso' as const,
              width: 160,
            })),
          ],
          labelsOf: [unfinished],
          sortBy: { column: 'In restore since' },
        }),
        table({
          title: 'Restore times',
          description:
            'Of the restores that were seen to complete in the time range: how long half of them, and nine of ten, took at most. From a histogram, so between its bounds an estimate.',
          width: 10,
          columns: [
            typeColumn,
            { title: 'Half', expr: quantile(0.5), unit: 's' },
            { title: 'Nine of ten', expr: quantile(0.9), unit: 's' },
          ],
          sortBy: { column: 'Nine of ten', desc: true },
        }),
      ],
    },
    {
      height: 7,
      blocks: [
        timeSeries({
          title: 'On-demand restores that ended',
          description:
            'Restores that no testing plan started and that were seen to end, by type and status. The plan does not apply.',
          width: 24,
          style: 'bars',
          alerts: ['AWSBackupOnDemandRestoreFailed'],
          series: [
            {
              expr: `sum by (resource_type, status) (increase(${selected('aws_backup_restore_jobs_ended_total', 'restore_testing_plan=""')}[$__rate_interval]))`,
              legend: '{{resource_type}} {{status}}',
            },
          ],
          unit: 'short',
        }),
      ],
    },
  ],
};
