import { bad, doubtful, good, never, noneWanted, thresholds } from '../../colors.js';
import { accountColumn, accountIdColumn, regionColumn } from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { stat } from '../../panels/stat.js';
import { table } from '../../panels/table.js';
import { among, group, latest, moment, onPlace, place, selected } from '../../promql.js';
import { monitored, toAccount } from './facts.js';

const jobsReadAt = latest(
  place,
  selected('restore_test_monitor_target_last_success_timestamp_seconds', 'source="jobs"'),
);
const unreadableWhy = latest(`${place}, reason`, selected('restore_test_monitor_target_failure_reason'));
const failedWithoutSeries = latest(
  `${group}, verdict`,
  selected('aws_backup_restore_tests_without_series', 'verdict=~"failed|validation_failed|partial|empty"'),
);
const exceptionEnds = latest('exception', 'aws_backup_exception_until_timestamp_seconds');
const exceptionMatches = 'sum by (exception) (aws_backup_exception_matches)';
const unreadable = `topk(100, ${unreadableWhy} == 1)`;

export const blindSpots: Section = {
  title: 'What is not seen',
  lines: [
    {
      height: 7,
      blocks: [
        table({
          title: 'Accounts and regions that cannot be read',
          description:
            'Of 100 at most: why the latest reading failed, and when restore jobs were last read. The log and the status page of the daemon have the words of AWS.',
          width: 10,
          alerts: ['AWSBackupTargetUnreadable', 'AWSBackupTargetsDeniedByPolicy'],
          columns: [
            { ...accountColumn, link: toAccount },
            accountIdColumn,
            regionColumn,
            { title: 'Reason', label: 'reason' },
            {
              title: 'Jobs last read',
              expr: moment(among(jobsReadAt, onPlace, unreadable)),
              unit: 'dateTimeAsIso',
              mappings: never,
              width: 160,
            },
          ],
          labelsOf: [unreadable],
          sortBy: { column: 'Jobs last read' },
        }),
        table({
          title: 'Accounts that nobody watches',
          description:
            'Accounts that have restore jobs in the summaries of AWS Backup, and that no target covers; 100 at most. Needs summaries.accountId: ANY.',
          width: 6,
          alerts: ['AWSBackupAccountUnmonitored'],
          columns: [
            accountIdColumn,
            {
              title: 'Watched',
              expr: `topk(100, ${monitored} == 0)`,
              unit: 'bool_yes_no',
              thresholds: thresholds(bad, [1, good]),
            },
          ],
          sortBy: { column: 'Account ID' },
        }),
        stat({
          title: 'Failed tests without a resource',
          description:
            'Latest tests that failed or are incomplete and that no table shows: AWS does not name their resource, it is over metrics.perResource.limit, or the series of single resources are turned off.',
          width: 4,
          alerts: ['AWSBackupRestoreTestFailedByType'],
          expr: `sum(${failedWithoutSeries})`,
          unit: 'none',
          thresholds: noneWanted,
        }),
        stat({
          title: 'Exceptions to review',
          description: 'Exceptions of the configuration that have ended or that match nothing.',
          width: 4,
          alerts: ['AWSBackupExceptionExpired', 'AWSBackupExceptionUnused'],
          expr: `count(${exceptionEnds} <= time() or ${exceptionMatches} == 0) or vector(0)`,
          unit: 'none',
          thresholds: thresholds(good, [1, doubtful]),
        }),
      ],
    },
  ],
};
