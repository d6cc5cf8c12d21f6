import { bad, doubtful, fair, good, never, noneWanted, thresholds } from '../colors.js';
import type { DashboardPlan } from '../dashboard.js';
import { drillDown, uids } from '../links.js';
import { barGauge } from '../panels/bar-gauge.js';
import { stat } from '../panels/stat.js';
import { table } from '../panels/table.js';
import { timeSeries } from '../panels/time-series.js';
import {
  account,
  among,
  group,
  latest,
  moment,
  onGroup,
  onPlace,
  onTest,
  place,
  plan,
  resource,
  selected,
  test,
} from '../promql.js';
import { accountVariable, datasourceVariable, regionVariable } from '../variables.js';

const byType = `${place}, resource_type`;
const protectedResources = latest(byType, selected('aws_backup_protected_resources'));
const provenResources = latest(byType, selected('aws_backup_protected_resources_tested'));
const proof = latest(resource, selected('aws_backup_protected_resource_last_test_timestamp_seconds'));
const interval = latest(
  `${onPlace}, resource_type`,
  selected('aws_backup_protected_resource_test_interval_max_seconds'),
);
const failedTests = latest(
  `${test}, verdict`,
  selected('aws_backup_restore_test_last_result', 'verdict!~"passed|restored"'),
);
const failureReasons = latest(`${test}, reason`, selected('aws_backup_restore_test_last_failure_reason'));
const lastEnd = latest(test, selected('aws_backup_restore_test_last_end_timestamp_seconds'));
const lastSuccess = latest(test, selected('aws_backup_restore_test_last_success_timestamp_seconds'));
const due = latest(plan, selected('aws_backup_restore_testing_plan_due_timestamp_seconds'));
const executed = latest(plan, selected('aws_backup_restore_testing_plan_last_execution_timestamp_seconds'));
const leftovers = latest(group, selected('aws_backup_restore_job_deletions', 'deletion_status="FAILED"'));
const leftoverBytes = latest(group, selected('aws_backup_restore_leftover_bytes'));
const deleting = latest(group, selected('aws_backup_restore_job_deletions', 'deletion_status="DELETING"'));
const deletingSince = latest(
  group,
  selected('aws_backup_restore_oldest_unfinished_timestamp_seconds', 'stage="deletion"'),
);
const up = latest(place, selected('restore_test_monitor_target_up'));
const jobsReadAt = latest(
  place,
  selected('restore_test_monitor_target_last_success_timestamp_seconds', 'source="jobs"'),
);
const unreadableWhy = latest(`${place}, reason`, selected('restore_test_monitor_target_failure_reason'));
const monitored = 'max by (aws_account_id) (aws_backup_account_monitored)';

const unprovenAccounts = `topk(100, sum by (${account}) (${protectedResources}) - sum by (${account}) (${provenResources}))`;
const failures = `topk(100, (${failureReasons} == 1) * on (${onTest}) group_left () ${lastEnd})`;
const unproven = `bottomk(100, ${proof} == 0 or ${proof} < on (${onPlace}, resource_type) group_left () (time() - ${interval}))`;
const leftoverGroups = `topk(100, (${leftovers} > 0) or (${deleting} > 0))`;
const unreadable = `topk(100, ${unreadableWhy} == 1)`;

const toAccount = drillDown('Plans and resources of the account', uids.detail, { account: 'aws_account' });
const toPlan = drillDown('The plan', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
});
const toTest = drillDown('The tests of the resource', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  resource: 'resource_arn',
});
const toDetail = drillDown('Plans and resources', uids.detail);
const toDaemon = drillDown('The daemon', uids.daemon);

const accountColumn = { title: 'Account', label: 'aws_account' } as const;
const regionColumn = { title: 'Region', label: 'aws_region' } as const;
const typeColumn = { title: 'Type', label: 'resource_type' } as const;
const planColumn = { title: 'Plan', label: 'restore_testing_plan' } as const;

export const organization: DashboardPlan = {
  uid: uids.organization,
  title: 'AWS Backup restore testing / Organization',
  description:
    'What is proven to be restorable over all accounts, since when, what is not and why; what restore tests left behind.',
  from: 'now-30d',
  refresh: '5m',
  variables: [datasourceVariable, accountVariable, regionVariable],
  sections: [
    {
      lines: [
        {
          height: 4,
          blocks: [
            stat({
              title: 'Proven restorable',
              description:
                'Share of the protected resources with a successful restore test that is recent enough for the objectives of their type; with any successful test, where a type has no objective. Only types that restore testing supports.',
              width: 3,
              expr: `sum(${provenResources}) / sum(${protectedResources})`,
              unit: 'percentunit',
              thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
              link: toDetail,
            }),
            stat({
              title: 'Not proven',
              description:
                'Protected resources without a successful restore test that is recent enough for their objectives.',
              width: 3,
              expr: `sum(${protectedResources}) - sum(${provenResources})`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDetail,
            }),
            stat({
              title: 'Never tested',
              description:
                'Protected resources of which no restore test was ever successful. Counted from the series of single resources, as far as the configured limit lets them be shown.',
              width: 3,
              expr: `sum(${proof} == bool 0)`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDetail,
            }),
            stat({
              title: 'Failed tests',
              description:
                'Resources whose latest restore test failed, or whose latest restore did not pass its validation, by plan.',
              width: 3,
              expr: `sum(${failedTests})`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDetail,
            }),
            stat({
              title: 'Overdue plans',
              description:
                'Restore testing plans that have not run at their latest scheduled start, though its start window has closed.',
              width: 3,
              expr: `sum(${due} > bool ${executed})`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDetail,
            }),
            stat({
              title: 'Leftovers',
              description:
                'Restored resources that AWS Backup failed to delete, of the restore jobs within the look-back (30 days by default). Those deleted by hand since then are still counted.',
              width: 3,
              expr: `sum(${leftovers})`,
              unit: 'none',
              thresholds: noneWanted,
            }),
            stat({
              title: 'Unreadable',
              description:
                'Accounts and regions that cannot be read now. What is shown of them are their last good values.',
              width: 3,
              expr: `sum(${up} == bool 0)`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDaemon,
            }),
            stat({
              title: 'Not watched',
              description:
                'Accounts of the organization that have restore jobs in the summaries of AWS Backup, and that nobody polls. The variables do not apply.',
              width: 3,
              expr: `sum(${monitored} == bool 0)`,
              unit: 'none',
              thresholds: noneWanted,
              link: toDaemon,
            }),
          ],
        },
        {
          height: 9,
          blocks: [
            table({
              title: 'Accounts: what is proven, since when',
              description:
                'The 100 accounts with most resources that are not proven restorable. Oldest proof: the successful test that is the longest ago, of the resources that have one.',
              width: 11,
              columns: [
                { ...accountColumn, link: toAccount },
                { title: 'Account ID', label: 'aws_account_id', width: 130 },
                { title: 'Not proven', expr: unprovenAccounts, thresholds: noneWanted, width: 100 },
                {
                  title: 'Proven',
                  expr: among(`sum by (${account}) (${provenResources})`, 'aws_account_id', unprovenAccounts),
                  width: 80,
                },
                {
                  title: 'Share',
                  expr: among(
                    `sum by (${account}) (${provenResources}) / sum by (${account}) (${protectedResources})`,
                    'aws_account_id',
                    unprovenAccounts,
                  ),
                  unit: 'percentunit',
                  thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
                  width: 80,
                },
                {
                  title: 'Oldest proof',
                  expr: moment(
                    among(`min by (${account}) (${proof} > 0)`, 'aws_account_id', unprovenAccounts),
                  ),
                  unit: 'dateTimeAsIso',
                  width: 160,
                },
              ],
              sortBy: { column: 'Not proven', desc: true },
            }),
            table({
              title: 'Failed tests: which, and why',
              description:
                'The 100 most recent of the latest tests that failed, with the reason that follows from the message of AWS. The command job of restore-test-monitor shows the message itself.',
              width: 13,
              alerts: [
                'AWSBackupRestoreTestFailed',
                'AWSBackupRestoreTestValidationFailed',
                'AWSBackupRestoreTestValidationTimedOut',
              ],
              columns: [
                accountColumn,
                regionColumn,
                { ...planColumn, link: toPlan },
                { title: 'Resource', label: 'resource_arn', link: toTest },
                { title: 'Reason', label: 'reason' },
                { title: 'Failed', expr: moment(failures), unit: 'dateTimeAsIso', width: 160 },
                {
                  title: 'Last success',
                  expr: moment(among(lastSuccess, onTest, failures)),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
              ],
              sortBy: { column: 'Failed', desc: true },
            }),
          ],
        },
        {
          height: 9,
          blocks: [
            table({
              title: 'Never tested, or too long ago',
              description:
                'The 100 protected resources whose last successful restore test is the longest ago: never, or longer than the objectives of their type allow.',
              width: 13,
              alerts: [
                'AWSBackupProtectedResourcesNeverTested',
                'AWSBackupProtectedResourcesNotTestedRecently',
              ],
              columns: [
                accountColumn,
                regionColumn,
                typeColumn,
                { title: 'Resource', label: 'resource_arn', link: toTest },
                {
                  title: 'Last success',
                  expr: moment(unproven),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
              ],
              sortBy: { column: 'Last success' },
            }),
            barGauge({
              title: 'Proven, by type',
              description: 'Share of the protected resources of each type that are proven restorable.',
              width: 6,
              expr: `sum by (resource_type) (${provenResources}) / (sum by (resource_type) (${protectedResources}) > 0)`,
              legend: '{{resource_type}}',
              unit: 'percentunit',
              max: 1,
              thresholds: thresholds(bad, [0.9, doubtful], [1, good]),
            }),
            barGauge({
              title: 'Why tests failed',
              description: 'Resources whose latest restore test failed, by reason.',
              width: 5,
              expr: `sum by (reason) (${failureReasons})`,
              legend: '{{reason}}',
              unit: 'none',
              thresholds: thresholds(bad),
            }),
          ],
        },
      ],
    },
    {
      title: 'Trend',
      lines: [
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Proven restorable over time',
              description:
                'Share of the protected resources that were proven restorable, in all and by type.',
              width: 12,
              series: [
                { expr: `sum(${provenResources}) / sum(${protectedResources})`, legend: 'all' },
                {
                  expr: `sum by (resource_type) (${provenResources}) / (sum by (resource_type) (${protectedResources}) > 0)`,
                  legend: '{{resource_type}}',
                },
              ],
              unit: 'percentunit',
              max: 1,
            }),
            timeSeries({
              title: 'Protected resources over time',
              description:
                'Protected resources with and without a proof that is recent enough. New resources are not proven until their first successful test.',
              width: 12,
              style: 'stacked',
              series: [
                { expr: `sum(${provenResources})`, legend: 'proven' },
                { expr: `sum(${protectedResources}) - sum(${provenResources})`, legend: 'not proven' },
              ],
              unit: 'none',
              colors: { proven: good, 'not proven': bad },
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Restore tests that ended',
              description:
                'Restores of testing plans that were seen to end, by status. What ends while the daemon is down is not counted.',
              width: 12,
              style: 'bars',
              series: [
                {
                  expr: `sum by (status) (increase(${selected('aws_backup_restore_jobs_ended_total', 'restore_testing_plan!=""')}[$__rate_interval]))`,
                  legend: '{{status}}',
                },
              ],
              unit: 'short',
              colors: { COMPLETED: good, FAILED: bad, ABORTED: doubtful },
            }),
            timeSeries({
              title: 'Validations that ended',
              description:
                'Validations of restore tests that were seen to end, by status. A restore that completed and whose validation failed is a failed test.',
              width: 12,
              style: 'bars',
              series: [
                {
                  expr: `sum by (validation_status) (increase(${selected('aws_backup_restore_validations_ended_total')}[$__rate_interval]))`,
                  legend: '{{validation_status}}',
                },
              ],
              unit: 'short',
              colors: { SUCCESSFUL: good, FAILED: bad, TIMED_OUT: doubtful },
            }),
          ],
        },
      ],
    },
    {
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
                { expr: `sum(${leftovers})`, legend: 'failed to delete' },
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
                  expr: among(leftovers, onGroup, leftoverGroups),
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
      ],
    },
    {
      title: 'What is not seen',
      lines: [
        {
          height: 7,
          blocks: [
            table({
              title: 'Accounts and regions that cannot be read',
              description:
                'Of 100 at most: why the latest reading failed, and when restore jobs were last read. The log and the status page of the daemon have the words of AWS.',
              width: 14,
              alerts: ['AWSBackupTargetUnreadable'],
              columns: [
                { ...accountColumn, link: toAccount },
                { title: 'Account ID', label: 'aws_account_id' },
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
              width: 10,
              alerts: ['AWSBackupAccountUnmonitored'],
              columns: [
                { title: 'Account ID', label: 'aws_account_id' },
                {
                  title: 'Watched',
                  expr: `topk(100, ${monitored} == 0)`,
                  unit: 'bool_yes_no',
                  thresholds: thresholds(bad, [1, good]),
                },
              ],
              sortBy: { column: 'Account ID' },
            }),
          ],
        },
      ],
    },
  ],
};
