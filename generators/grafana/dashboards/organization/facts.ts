import { drillDown, uids } from '../../links.js';
import { group, latest, onGroup, onTest, place, resource, selected, test } from '../../promql.js';

const byType = `${place}, resource_type`;
export const protectedResources = latest(byType, selected('aws_backup_protected_resources'));
export const provenResources = latest(byType, selected('aws_backup_protected_resources_tested'));
export const proof = latest(resource, selected('aws_backup_protected_resource_last_test_timestamp_seconds'));
export const failedDeletions = latest(
  group,
  selected('aws_backup_restore_job_deletions', 'deletion_status="FAILED"'),
);
const results = (...matchers: string[]) =>
  latest(`${test}, verdict`, selected('aws_backup_restore_test_last_result', ...matchers));
const accepted = latest(`${onGroup}, verdict`, selected('aws_backup_restore_test_accepted'));
/** Latest tests that are no success: 1 for those that failed, and 0. An incomplete restore counts unless it is accepted. */
export const failedTests = `(${results('verdict!~"passed|restored"')} unless on (${onGroup}, verdict) ${accepted} == 1)`;
const acceptedTests = `(${results('verdict=~"partial|empty"')} == 1 and on (${onGroup}, verdict) ${accepted} == 1)`;
/** Why the latest tests failed, but for those that their objective accepts. */
export const failureReasons = `(${latest(
  `${test}, reason`,
  selected('aws_backup_restore_test_last_failure_reason'),
)} unless on (${onTest}) ${acceptedTests})`;
export const monitored = 'max by (aws_account_id) (aws_backup_account_monitored)';

export const toAccount = drillDown('Plans and resources of the account', uids.detail, {
  account: 'aws_account',
});

export const toPlan = drillDown('The plan', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
});
