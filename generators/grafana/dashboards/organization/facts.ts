import { drillDown, uids } from '../../links.js';
import {
  group,
  latest,
  onGroup,
  onPlace,
  onTest,
  place,
  resource,
  selected,
  test,
  underResourceObjective,
  underTestObjective,
} from '../../promql.js';

const byType = `${place}, resource_type`;
export const protectedResources = latest(byType, selected('aws_backup_protected_resources'));
const testedResources = selected('aws_backup_protected_resources_tested');
/** Over time: as each shard counts for itself, since the series of single resources would be too many. */
export const provenOverTime = latest(byType, testedResources);
const lastTest = selected('aws_backup_protected_resource_last_test_timestamp_seconds');
/** The latest proof of each resource that any shard has seen. */
const proofAnywhere =
  'max by (resource_arn) (aws_backup_protected_resource_proof_timestamp_seconds{counted="true"})';
export const proof = latest(
  resource,
  `${lastTest} or label_replace(${lastTest} * 0 + on (resource_arn) group_left () ${proofAnywhere}, "told_by", "proof", "", "")`,
);
const interval = latest(
  `${onPlace}, resource_type, objective`,
  selected('aws_backup_protected_resource_test_interval_max_seconds'),
);
const onObjective = `on (${onPlace}, resource_type, objective)`;
const proofUnderObjective = underResourceObjective(proof);
const provenInTime = `(${proofUnderObjective} >= ${onObjective} group_left () (time() - ${interval}) or (${proofUnderObjective} > 0) unless ${onObjective} ${interval})`;
/** Resources that are not proven in time, by the moment of their latest proof; 0 where there is none. */
export const unproven = latest(
  resource,
  `${proof} == 0 or ${proofUnderObjective} < ${onObjective} group_left () (time() - ${interval})`,
);
/** Returns the greater of a shard's own count and its count with the proofs of the other shards. */
export const provenResources = latest(
  byType,
  `${testedResources} or label_replace(count by (${byType}) ${provenInTime}, "told_by", "proof", "", "")`,
);
export const failedDeletions = latest(
  group,
  selected('aws_backup_restore_job_deletions', 'deletion_status="FAILED"'),
);
const results = (...matchers: string[]) =>
  latest(`${test}, verdict`, selected('aws_backup_restore_test_last_result', ...matchers));
const accepted = latest(`${onGroup}, objective, verdict`, selected('aws_backup_restore_test_accepted'));
const onAccepted = `on (${onGroup}, objective, verdict)`;
/** Latest tests that are no success: 1 for those that failed, and 0. An incomplete restore counts unless it is accepted. */
export const failedTests = latest(
  `${test}, verdict`,
  `${underTestObjective(results('verdict!~"passed|restored"'))} unless ${onAccepted} ${accepted} == 1`,
);
const acceptedTests = `(${underTestObjective(results('verdict=~"partial|empty"'))} == 1 and ${onAccepted} ${accepted} == 1)`;
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
