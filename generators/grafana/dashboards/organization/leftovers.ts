import { bad, fair, noneWanted } from '../../colors.js';
import { accountColumn, planColumn, regionColumn, typeColumn } from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { stat } from '../../panels/stat.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { among, group, latest, moment, onGroup, selected } from '../../promql.js';
import { failedDeletions, toPlan } from './facts.js';

const leftoverBytes = latest(group, selected('aws_backup_restore_leftover_bytes'));
const deleting = latest(group, selected('aws_backup_restore_job_deletions', 'deletion_status="DELETING"'));
const deletingSince = latest(
  group,
  selected('aws_backup_restore_oldest_unfinished_timestamp_seconds', 'stage="deletion"'),
);
const leftover = `${onGroup}, created_resource_arn`;
const leftoverSince = latest(
  `${group}, created_resource_arn`,
  selected('aws_backup_restore_leftover_restored_timestamp_seconds'),
);
const leftoverInfo = latest(
  `${leftover}, resource_arn, deletion_status, reason`,
  selected('aws_backup_restore_leftover_info'),
);
const leftoverSize = latest(
  `${group}, created_resource_arn`,
  selected('aws_backup_restore_leftover_size_bytes'),
);
/** The 100 that have existed for longest, with their source, status and reason. */
const oldestLeftovers = `bottomk(100, ${leftoverSince} * on (${leftover}) group_left (resource_arn, deletion_status, reason) ${leftoverInfo})`;
const leftoverGroups = `topk(100, (${failedDeletions} > 0) or (${deleting} > 0))`;

export const leftovers: Section = {
  title: 'Leftovers',
  lines: [
    {
      height: 8,
      blocks: [
        stat({
          title: 'Left behind',
          description:
            'Sum of the sizes of the backups whose restored resources AWS Backup failed to delete. AWS bills what was restored, not its backup, and tells no price.',
          width: 4,
          expr: `sum(${leftoverBytes})`,
          unit: 'bytes',
          thresholds: noneWanted,
        }),
        timeSeries({
          title: 'Leftovers over time',
          description:
            'Restored resources that AWS Backup failed to delete, and those that it is deleting, of the restore jobs within the look-back.',
          width: 8,
          series: [
            { expr: `sum(${failedDeletions})`, legend: 'failed to delete' },
            { expr: `sum(${deleting})`, legend: 'deleting' },
          ],
          unit: 'none',
          colors: { 'failed to delete': bad, deleting: fair },
        }),
        table({
          title: 'Leftovers: where',
          description:
            'The 100 plans and types with most restored resources that AWS Backup failed to delete, or is deleting. Deleting since: when the oldest restore job among them was created.',
          width: 12,
          alerts: ['AWSBackupRestoreTestDeletionFailed', 'AWSBackupRestoreTestDeletionStuck'],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            typeColumn,
            {
              title: 'Failed',
              expr: among(failedDeletions, onGroup, leftoverGroups),
              thresholds: noneWanted,
            },
            { title: 'Size', expr: among(leftoverBytes, onGroup, leftoverGroups), unit: 'bytes' },
            { title: 'Deleting', expr: among(deleting, onGroup, leftoverGroups) },
            {
              title: 'Deleting since',
              expr: moment(among(`(${deletingSince} > 0)`, onGroup, leftoverGroups)),
              unit: 'dateTimeAsIso',
              width: 160,
            },
          ],
          sortBy: { column: 'Failed', desc: true },
        }),
      ],
    },
    {
      height: 8,
      blocks: [
        table({
          title: 'Leftovers: which',
          description:
            'The 100 restored resources that AWS Backup failed to delete, or is deleting, and that have existed for longest. AWS keeps the status FAILED after somebody has deleted one. Before you delete one, do the checks of the runbook.',
          width: 24,
          alerts: ['AWSBackupRestoreTestDeletionFailed', 'AWSBackupRestoreTestDeletionStuck'],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            typeColumn,
            { title: 'Created resource', label: 'created_resource_arn', width: 380 },
            { title: 'Restored from', label: 'resource_arn', width: 300 },
            { title: 'Deletion', label: 'deletion_status' },
            { title: 'Reason', label: 'reason' },
            { title: 'Exists since', expr: moment(oldestLeftovers), unit: 'dateTimeAsIso', width: 160 },
            { title: 'Size', expr: among(leftoverSize, leftover, oldestLeftovers), unit: 'bytes' },
          ],
          sortBy: { column: 'Exists since' },
        }),
      ],
    },
  ],
};
