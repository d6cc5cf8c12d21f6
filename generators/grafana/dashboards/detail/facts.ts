import { bad, good, mapping } from '../../colors.js';
import { drillDown, uids } from '../../links.js';
import { group, latest, selected, test } from '../../promql.js';

export const ofPlan = 'restore_testing_plan=~"$plan"';
export const ofResource = 'resource_arn=~".*$resource.*"';

export const groupFact = (metric: string, ...matchers: string[]) =>
  latest(group, selected(metric, ofPlan, ...matchers));

export const testFact = (metric: string) => latest(test, selected(metric, ofPlan, ofResource));

export const lastSuccess = testFact('aws_backup_restore_test_last_success_timestamp_seconds');

export const yesIsBad = mapping({ 0: ['no', good], 1: ['yes', bad] });

export const toPlan = drillDown('The plan alone', uids.detail, {
  account: 'aws_account',
  region: 'aws_region',
  plan: 'restore_testing_plan',
});
