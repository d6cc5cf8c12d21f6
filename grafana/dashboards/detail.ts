import { bad, doubtful, fair, good, mapping, neutral, never, thresholds } from '../colors.js';
import type { DashboardPlan } from '../dashboard.js';
import { drillDown, uids } from '../links.js';
import { stateTimeline } from '../panels/state-timeline.js';
import { table } from '../panels/table.js';
import { timeSeries } from '../panels/time-series.js';
import { among, group, latest, moment, onGroup, onPlan, onTest, plan, selected, test } from '../promql.js';
import {
  accountVariable,
  datasourceVariable,
  planVariable,
  regionVariable,
  resourceVariable,
} from '../variables.js';

const ofPlan = 'restore_testing_plan=~"$plan"';
const ofResource = 'resource_arn=~".*$resource.*"';

const planFact = (metric: string) => latest(plan, selected(metric, ofPlan));
const groupFact = (metric: string, ...matchers: string[]) =>
  latest(group, selected(metric, ofPlan, ...matchers));
const testFact = (metric: string) => latest(test, selected(metric, ofPlan, ofResource));

const executed = planFact('aws_backup_restore_testing_plan_last_execution_timestamp_seconds');
const due = planFact('aws_backup_restore_testing_plan_due_timestamp_seconds');
const next = planFact('aws_backup_restore_testing_plan_next_timestamp_seconds');
const lastJobs = planFact('aws_backup_restore_testing_plan_last_jobs');
const understood = planFact('aws_backup_restore_testing_plan_schedule_understood');
const overdue = `(${due} > bool ${executed})`;
const selections = `sum by (${plan}) (${groupFact('aws_backup_restore_testing_plan_selections')})`;
const schedules = latest(
  `${plan}, schedule, timezone`,
  selected('aws_backup_restore_testing_plan_info', ofPlan),
);

const lastEnd = testFact('aws_backup_restore_test_last_end_timestamp_seconds');
const lastSuccess = testFact('aws_backup_restore_test_last_success_timestamp_seconds');
const lastDuration = testFact('aws_backup_restore_test_last_duration_seconds');
const lastRecoveryPoint = testFact('aws_backup_restore_test_last_recovery_point_timestamp_seconds');
const lastBytes = testFact('aws_backup_restore_test_last_restored_bytes');
const recoveryPointAge = `(${lastEnd} - ${lastRecoveryPoint})`;
const verdictOf = (verdict: string) =>
  latest(test, selected('aws_backup_restore_test_last_result', ofPlan, ofResource, `verdict="${verdict}"`));
const successInterval = groupFact('aws_backup_restore_test_success_interval_max_seconds');
const maxDuration = groupFact('aws_backup_restore_test_max_duration_seconds');
const maxAge = groupFact('aws_backup_restore_test_max_recovery_point_age_seconds');

const plans = `bottomk(100, ${executed})`;
const tests = `bottomk(100, ${lastSuccess})`;
/** Of a graph: chosen at its end, so that each line is whole. */
const atEnd = (metric: string) => latest(test, `${selected(metric, ofPlan, ofResource)} @ end()`);
const oldestSuccesses = `bottomk(30, ${atEnd('aws_backup_restore_test_last_success_timestamp_seconds')})`;
const slowest = `topk(20, ${atEnd('aws_backup_restore_test_last_duration_seconds')})`;
const oldestPoints = `topk(20, ${atEnd('aws_backup_restore_test_last_end_timestamp_seconds')} - ${atEnd('aws_backup_restore_test_last_recovery_point_timestamp_seconds')})`;

const verdicts = {
  passed: ['1', 'passed', good],
  restored: ['2', 'restored, not validated', fair],
  validation_timed_out: ['3', 'validation timed out', doubtful],
  validation_failed: ['4', 'validation failed', bad],
  failed: ['5', 'failed', 'dark-red'],
} as const;
const verdictCodes = Object.entries(verdicts)
  .map(([verdict, [code]]) => `${code} * (${verdictOf(verdict)} == 1)`)
  .join(' or ');
const verdictStates = mapping(
  Object.fromEntries(Object.values(verdicts).map(([code, text, color]) => [code, [text, color] as const])),
);
const verdictColors = mapping(
  Object.fromEntries(
    Object.entries(verdicts).map(([name, [, text, color]]) => [name, [text, color] as const]),
  ),
);

const yesIsBad = mapping({ 0: ['no', good], 1: ['yes', bad] });
const resourceName = (expression: string) =>
  `label_replace(${expression}, "name", "$1", "resource_arn", ".*[:/](.+)")`;
const quantile = (share: number) =>
  `histogram_quantile(${share}, sum by (le, resource_type) (increase(${selected('aws_backup_restore_duration_seconds_bucket', ofPlan)}[$__range])))`;
const stageSince = (stage: string) =>
  groupFact('aws_backup_restore_oldest_unfinished_timestamp_seconds', `stage="${stage}"`);
const unfinished = `topk(100, (${stageSince('restore')} > 0) or (${stageSince('validation')} > 0) or (${stageSince('deletion')} > 0))`;

const toPlan = drillDown('The plan alone', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
});
const toResource = drillDown('The resource alone', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
  resource: 'resource_arn',
});
const accountColumn = { title: 'Account', label: 'aws_account' } as const;
const regionColumn = { title: 'Region', label: 'aws_region' } as const;
const planColumn = { title: 'Plan', label: 'restore_testing_plan', link: toPlan } as const;
const typeColumn = { title: 'Type', label: 'resource_type' } as const;

export const detail: DashboardPlan = {
  uid: uids.detail,
  title: 'AWS Backup restore testing / Plans and resources',
  description: 'The restore testing plans, the tests of single resources and their history.',
  from: 'now-30d',
  refresh: '5m',
  variables: [datasourceVariable, accountVariable, regionVariable, planVariable, resourceVariable],
  sections: [
    {
      title: 'Plans',
      lines: [
        {
          height: 8,
          blocks: [
            table({
              title: 'Restore testing plans',
              description:
                'The 100 plans whose last execution is the longest ago: whether they ran when their schedule said so, and what came of it. A plan without selections, or with 0 jobs after its start window, tests nothing.',
              width: 24,
              alerts: [
                'AWSBackupRestoreTestingPlanOverdue',
                'AWSBackupRestoreTestingPlanTestedNothing',
                'AWSBackupRestoreTestingPlanSelectsNothing',
                'AWSBackupRestoreTestingPlanScheduleNotUnderstood',
              ],
              columns: [
                accountColumn,
                regionColumn,
                planColumn,
                { title: 'Schedule', label: 'schedule' },
                { title: 'Time zone', label: 'timezone' },
                {
                  title: 'Schedule understood',
                  expr: among(understood, onPlan, plans),
                  mappings: mapping({ 0: ['no', bad], 1: ['yes', good] }),
                },
                {
                  title: 'Last execution',
                  expr: moment(plans),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
                { title: 'Overdue', expr: among(overdue, onPlan, plans), mappings: yesIsBad },
                {
                  title: 'Jobs of the last execution',
                  expr: among(lastJobs, onPlan, plans),
                  thresholds: thresholds(bad, [1, neutral]),
                },
                {
                  title: 'Selections',
                  expr: among(selections, onPlan, plans),
                  thresholds: thresholds(bad, [1, neutral]),
                },
                {
                  title: 'Next start',
                  expr: moment(among(next, onPlan, plans)),
                  unit: 'dateTimeAsIso',
                  mappings: mapping({ 0: ['none', neutral] }),
                  width: 160,
                },
              ],
              labelsOf: [among(schedules, onPlan, plans)],
              sortBy: { column: 'Last execution' },
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            stateTimeline({
              title: 'Plans over time',
              description:
                'Whether each plan ran when its schedule said so, and whether its latest execution has created restore jobs. For the 30 plans whose last execution is the longest ago.',
              width: 24,
              expr: `clamp_max(2 * ${overdue} + (${lastJobs} == bool 0), 2) and on (${onPlan}) bottomk(30, ${latest(plan, `${selected('aws_backup_restore_testing_plan_last_execution_timestamp_seconds', ofPlan)} @ end()`)})`,
              legend: '{{aws_account}} {{aws_region}} {{restore_testing_plan}}',
              states: mapping({
                0: ['as scheduled', good],
                1: ['ran, no jobs', doubtful],
                2: ['overdue', bad],
              }),
            }),
          ],
        },
      ],
    },
    {
      title: 'Resources',
      lines: [
        {
          height: 10,
          blocks: [
            table({
              title: 'Latest test of each resource',
              description:
                'The 100 tested resources whose last success is the longest ago. Recovery point age: how old the recovery point was when its test ended (achieved RPO).',
              width: 24,
              alerts: ['AWSBackupRestoreTestSuccessTooOld', 'AWSBackupRestoreTestNotValidated'],
              columns: [
                accountColumn,
                regionColumn,
                planColumn,
                typeColumn,
                { title: 'Resource', label: 'resource_arn', link: toResource, width: 380 },
                { title: 'Verdict', label: 'verdict', mappings: verdictColors },
                {
                  title: 'Ended',
                  expr: moment(among(lastEnd, onTest, tests)),
                  unit: 'dateTimeAsIso',
                  width: 160,
                },
                {
                  title: 'Last success',
                  expr: moment(tests),
                  unit: 'dateTimeAsIso',
                  mappings: never,
                  width: 160,
                },
                {
                  title: 'Over its interval',
                  expr: among(
                    `(time() - ${lastSuccess} > bool on (${onGroup}) group_left () ${successInterval})`,
                    onTest,
                    tests,
                  ),
                  mappings: yesIsBad,
                },
                { title: 'Restore time', expr: among(lastDuration, onTest, tests), unit: 's' },
                { title: 'Recovery point age', expr: among(recoveryPointAge, onTest, tests), unit: 's' },
                { title: 'Size', expr: among(lastBytes, onTest, tests), unit: 'bytes' },
              ],
              labelsOf: [
                among(
                  `(${latest(`${test}, verdict`, selected('aws_backup_restore_test_last_result', ofPlan, ofResource))} == 1)`,
                  onTest,
                  tests,
                ),
              ],
              sortBy: { column: 'Last success' },
            }),
          ],
        },
        {
          height: 12,
          blocks: [
            stateTimeline({
              title: 'Verdicts over time',
              description:
                'The verdict of the latest test of each resource, as it was known at each moment. For the 30 resources whose last success is the longest ago; the variables choose others.',
              width: 24,
              expr: resourceName(`(${verdictCodes}) and on (${onTest}) ${oldestSuccesses}`),
              legend: '{{aws_account}} {{aws_region}} {{restore_testing_plan}} {{name}}',
              states: verdictStates,
            }),
          ],
        },
        {
          height: 8,
          blocks: [
            timeSeries({
              title: 'Restore time of the latest tests',
              description:
                'How long the latest completed restore of a resource took, and the longest time that the objectives allow (RTO). For the 20 slowest.',
              width: 12,
              alerts: ['AWSBackupRestoreTestTooSlow'],
              series: [
                {
                  expr: resourceName(`${lastDuration} and on (${onTest}) ${slowest}`),
                  legend: '{{aws_account}} {{restore_testing_plan}} {{name}}',
                },
                {
                  expr: `max by (restore_testing_plan) (${maxDuration})`,
                  legend: 'objective of {{restore_testing_plan}}',
                },
              ],
              unit: 's',
            }),
            timeSeries({
              title: 'Recovery point age of the latest tests',
              description:
                'How old the restored recovery point was when its test ended, and the oldest that the objectives allow (RPO). For the 20 oldest.',
              width: 12,
              alerts: ['AWSBackupRestoreTestRecoveryPointTooOld'],
              series: [
                {
                  expr: resourceName(`${recoveryPointAge} and on (${onTest}) ${oldestPoints}`),
                  legend: '{{aws_account}} {{restore_testing_plan}} {{name}}',
                },
                {
                  expr: `max by (restore_testing_plan) (${maxAge})`,
                  legend: 'objective of {{restore_testing_plan}}',
                },
              ],
              unit: 's',
            }),
          ],
        },
      ],
    },
    {
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
              description:
                'The same restore jobs by the status of their validation; NONE where there is none.',
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
                planColumn,
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
    },
  ],
};
