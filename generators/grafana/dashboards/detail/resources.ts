import { bad, doubtful, fair, good, mapping, never } from '../../colors.js';
import {
  accountColumn,
  nameColumn,
  ownerColumn,
  planColumn,
  regionColumn,
  typeColumn,
} from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { drillDown, uids } from '../../links.js';
import { stateTimeline } from '../../panels/state-timeline.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import {
  among,
  group,
  latest,
  moment,
  ofChosenResources,
  onGroup,
  onTest,
  selected,
  test,
  underTestObjective,
  withResourceLabel,
} from '../../promql.js';
import { groupFact, lastSuccess, ofPlan, ofResource, testFact, toPlan, yesIsBad } from './facts.js';

const lastEnd = testFact('aws_backup_restore_test_last_end_timestamp_seconds');
const lastDuration = testFact('aws_backup_restore_test_last_duration_seconds');
const lastRecoveryPoint = testFact('aws_backup_restore_test_last_recovery_point_timestamp_seconds');
const lastBytes = testFact('aws_backup_restore_test_last_restored_bytes');
const previousBytes = testFact('aws_backup_restore_test_previous_median_restored_bytes');
const lastIssue = latest(
  `${test}, issue`,
  selected('aws_backup_restore_test_last_issue', ofPlan, ofResource),
);
const lastRestored = testFact('aws_backup_restore_test_last_restored_timestamp_seconds');
const recoveryPointAge = `(${lastRestored} - ${lastRecoveryPoint})`;
const verdictOf = (verdict: string) =>
  latest(test, selected('aws_backup_restore_test_last_result', ofPlan, ofResource, `verdict="${verdict}"`));
const tests = `bottomk(100, ${ofChosenResources(lastSuccess)})`;
const successInterval = latest(
  `${group}, objective`,
  selected('aws_backup_restore_test_success_interval_max_seconds', ofPlan),
);
const isOverInterval = latest(
  test,
  `time() - ${underTestObjective(lastSuccess)} > bool on (${onGroup}, objective) group_left () ${successInterval}`,
);
const maxDuration = groupFact('aws_backup_restore_test_max_duration_seconds');
const maxAge = groupFact('aws_backup_restore_test_max_recovery_point_age_seconds');
/** Of a graph: chosen at its end, so that each line is whole. */
const atEnd = (metric: string) => latest(test, `${selected(metric, ofPlan, ofResource)} @ end()`);
const ofChosenAtEnd = (fact: string) => ofChosenResources(fact, ' @ end()');
const oldestSuccesses = `bottomk(30, ${ofChosenAtEnd(atEnd('aws_backup_restore_test_last_success_timestamp_seconds'))})`;
const slowest = `topk(20, ${ofChosenAtEnd(atEnd('aws_backup_restore_test_last_duration_seconds'))})`;
const oldestPoints = `topk(20, ${ofChosenAtEnd(`${atEnd('aws_backup_restore_test_last_restored_timestamp_seconds')} - ${atEnd('aws_backup_restore_test_last_recovery_point_timestamp_seconds')}`)})`;
const shrunk = `bottomk(20, ${ofChosenAtEnd(`${atEnd('aws_backup_restore_test_last_restored_bytes')} / ${atEnd('aws_backup_restore_test_previous_median_restored_bytes')}`)})`;
const issues = `topk(100, ${ofChosenResources(`(${lastIssue} == 1) * on (${onTest}) group_left () ${lastEnd}`)})`;
const verdicts = {
  passed: ['1', 'passed', good],
  restored: ['2', 'restored, not validated', fair],
  validation_timed_out: ['3', 'validation timed out', doubtful],
  validation_failed: ['4', 'validation failed', bad],
  failed: ['5', 'failed', 'dark-red'],
  partial: ['6', 'partial', 'light-red'],
  empty: ['7', 'empty', 'purple'],
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
const issueColors = mapping({
  objects_not_restored: ['objects not restored', bad],
  nothing_to_restore: ['nothing to restore', bad],
  other_issue: ['other', doubtful],
});
const proofPlace = 'resource_type, resource_arn, proof_account, proof_region, copy, counted';
const proofs = `topk(100, ${ofChosenResources(latest(proofPlace, `aws_backup_protected_resource_proof_timestamp_seconds{${ofResource}} and on (resource_arn) ${selected('aws_backup_protected_resource_last_test_timestamp_seconds', ofResource)}`))})`;
const resourceName = (expression: string) =>
  `label_replace(${expression}, "name", "$1", "resource_arn", ".*[:/](.+)")`;
const toResource = drillDown('The resource alone', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
  resource: 'resource_arn',
});

export const resources: Section = {
  title: 'Resources',
  lines: [
    {
      height: 10,
      blocks: [
        table({
          title: 'Latest test of each resource',
          description:
            'The 100 tested resources whose last success is the longest ago. Recovery point age: how old the recovery point was when it had been restored (achieved RPO).',
          width: 24,
          alerts: ['AWSBackupRestoreTestSuccessTooOld', 'AWSBackupRestoreTestNotValidated'],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            typeColumn,
            nameColumn,
            ownerColumn,
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
              expr: among(isOverInterval, onTest, tests),
              mappings: yesIsBad,
            },
            { title: 'Restore time', expr: among(lastDuration, onTest, tests), unit: 's' },
            { title: 'Recovery point age', expr: among(recoveryPointAge, onTest, tests), unit: 's' },
            { title: 'Size', expr: among(lastBytes, onTest, tests), unit: 'bytes' },
            { title: 'Median size before', expr: among(previousBytes, onTest, tests), unit: 'bytes' },
          ],
          labelsOf: [
            among(
              `(${latest(`${test}, verdict`, selected('aws_backup_restore_test_last_result', ofPlan, ofResource))} == 1)`,
              onTest,
              tests,
            ),
            withResourceLabel('resource_name', tests),
            withResourceLabel('tag_owner', tests),
          ],
          sortBy: { column: 'Last success' },
        }),
      ],
    },
    {
      height: 8,
      blocks: [
        table({
          title: 'Where resources were proven',
          description:
            'The 100 latest successful tests of protected resources, one for each place, also in other accounts and Regions. Copy: which copy of the backups it restored. Counts: whether its objective counts tests there (provenIn).',
          width: 24,
          columns: [
            typeColumn,
            nameColumn,
            ownerColumn,
            { title: 'Resource', label: 'resource_arn', width: 420 },
            { title: 'Proven in', label: 'proof_account' },
            { title: 'Proven in region', label: 'proof_region' },
            { title: 'Copy', label: 'copy' },
            { title: 'Counts', label: 'counted' },
            { title: 'Last proof', expr: moment(proofs), unit: 'dateTimeAsIso', width: 160 },
          ],
          labelsOf: [withResourceLabel('resource_name', proofs), withResourceLabel('tag_owner', proofs)],
          sortBy: { column: 'Last proof', desc: true },
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
            'How old the recovery point was when it had been restored, and the oldest that the objectives allow (RPO). For the 20 oldest.',
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
    {
      height: 8,
      blocks: [
        table({
          title: 'Completed with a message',
          description:
            "The 100 most recent of the latest tests that AWS Backup reports as COMPLETED with a message: objects that were not restored, nothing to restore, or another issue, which changes no success. The command job of restore-test-monitor shows AWS's message.",
          width: 12,
          alerts: ['AWSBackupRestoreTestPartial'],
          columns: [
            accountColumn,
            regionColumn,
            { ...planColumn, link: toPlan },
            nameColumn,
            ownerColumn,
            { title: 'Resource', label: 'resource_arn', link: toResource },
            { title: 'Issue', label: 'issue', mappings: issueColors },
            { title: 'Ended', expr: moment(issues), unit: 'dateTimeAsIso', width: 160 },
          ],
          labelsOf: [withResourceLabel('resource_name', issues), withResourceLabel('tag_owner', issues)],
          sortBy: { column: 'Ended', desc: true },
        }),
        timeSeries({
          title: 'Size of the latest restore by the median before',
          description:
            'The size of the latest completed restore of a resource, divided by the median of up to five tests before it. For the 20 that shrank most.',
          width: 12,
          alerts: ['AWSBackupRestoreTestShrank'],
          series: [
            {
              expr: resourceName(`${lastBytes} / ${previousBytes} and on (${onTest}) ${shrunk}`),
              legend: '{{aws_account}} {{restore_testing_plan}} {{name}}',
            },
          ],
          unit: 'percentunit',
        }),
      ],
    },
  ],
};
