import { bad, doubtful, good, never, noneWanted, thresholds } from '../../colors.js';
import {
  accountColumn,
  accountIdColumn,
  nameColumn,
  ownerColumn,
  planColumn,
  regionColumn,
  typeColumn,
} from '../../columns.js';
import type { Section } from '../../dashboard.js';
import { drillDown, uids } from '../../links.js';
import { barGauge } from '../../panels/bar-gauge.js';
import { table } from '../../panels/table.js';
import {
  account,
  among,
  latest,
  moment,
  ofChosenResources,
  onTest,
  selected,
  test,
  withResourceLabel,
} from '../../promql.js';
import {
  failureReasons,
  proof,
  protectedResources,
  provenResources,
  toAccount,
  toPlan,
  unproven,
} from './facts.js';
import { numbers } from './numbers.js';

const lastEnd = latest(test, selected('aws_backup_restore_test_last_end_timestamp_seconds'));
const lastSuccess = latest(test, selected('aws_backup_restore_test_last_success_timestamp_seconds'));
const unprovenAccounts = `topk(100, sum by (${account}) (${protectedResources}) - sum by (${account}) (${provenResources}))`;
const chosenReasons = ofChosenResources(failureReasons);
const failures = `topk(100, (${chosenReasons} == 1) * on (${onTest}) group_left () ${lastEnd})`;
const longestUnproven = `bottomk(100, ${ofChosenResources(unproven)})`;
const toTest = drillDown('The tests of the resource', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  resource: 'resource_arn',
});

export const firstScreen: Section = {
  lines: [
    numbers,
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
            { ...accountIdColumn, width: 130 },
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
              expr: moment(among(`min by (${account}) (${proof} > 0)`, 'aws_account_id', unprovenAccounts)),
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
            nameColumn,
            ownerColumn,
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
          labelsOf: [withResourceLabel('resource_name', failures), withResourceLabel('tag_owner', failures)],
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
          alerts: ['AWSBackupProtectedResourcesNeverTested', 'AWSBackupProtectedResourcesNotTestedRecently'],
          columns: [
            accountColumn,
            regionColumn,
            typeColumn,
            nameColumn,
            ownerColumn,
            { title: 'Resource', label: 'resource_arn', link: toTest },
            {
              title: 'Last success',
              expr: moment(longestUnproven),
              unit: 'dateTimeAsIso',
              mappings: never,
              width: 160,
            },
          ],
          labelsOf: [
            withResourceLabel('resource_name', longestUnproven),
            withResourceLabel('tag_owner', longestUnproven),
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
          expr: `sum by (reason) (${chosenReasons})`,
          legend: '{{reason}}',
          unit: 'none',
          thresholds: thresholds(bad),
        }),
      ],
    },
  ],
};
