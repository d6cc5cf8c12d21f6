import { drillDown, uids } from '../../links.js';
import { group, latest, place, resource, selected } from '../../promql.js';

const byType = `${place}, resource_type`;
export const protectedResources = latest(byType, selected('aws_backup_protected_resources'));
export const provenResources = latest(byType, selected('aws_backup_protected_resources_tested'));
export const proof = latest(resource, selected('aws_backup_protected_resource_last_test_timestamp_seconds'));
export const failedDeletions = latest(
  group,
  selected('aws_backup_restore_job_deletions', 'deletion_status="FAILED"'),
);
export const monitored = 'max by (aws_account_id) (aws_backup_account_monitored)';

export const toAccount = drillDown('Plans and resources of the account', uids.detail, {
  account: 'aws_account',
});

export const toPlan = drillDown('The plan', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
});
