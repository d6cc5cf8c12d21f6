import { type AlertScenario, alertLabels, place, resourceArn, series, where } from '../alert-scenario.js';

const lastTest = 'aws_backup_protected_resource_last_test_timestamp_seconds';
const proof = 'aws_backup_protected_resource_proof_timestamp_seconds';
const maxInterval = 'aws_backup_protected_resource_test_interval_max_seconds';

const ofType = { ...place, resource_type: 'RDS' };
const ofResource = { ...ofType, resource_arn: resourceArn };
/** A test of another shard's target, from a vault that the objective does not count. */
const proofElsewhere = series(
  proof,
  {
    aws_account_id: '222233334444',
    aws_account: 'recovery',
    aws_region: 'eu-west-1',
    resource_type: 'RDS',
    resource_arn: resourceArn,
    proof_account_id: '222233334444',
    copy: 'other_account',
    counted: 'false',
    instance: 'monitor-1:10066',
  },
  0,
);
const warning = { severity: 'warning', ...alertLabels(ofType) };
const week = 7 * 24 * 60;

export const protectedResourceScenarios: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupProtectedResourcesNeverTested',
    series: [
      series(lastTest, ofResource, 0),
      series(maxInterval, ofType, 86_400),
      { ...proofElsewhere, value: 600 },
    ],
    at: week + 90,
    notYetAt: week + 30,
    step: 5,
    labels: warning,
    description: `${where}protected resources of type RDS that have been known for a week, and of which no restore test was ever successful: 1.`,
    quiet: {
      'it was tested once': { [lastTest]: 600 },
      'it was first tested today': { [lastTest]: (minute) => (minute < week ? 0 : 600_000) },
      'it is known since yesterday': { [lastTest]: (minute) => (minute < week - 1440 ? undefined : 0) },
    },
    optional: { [proof]: {} },
    changes: { counted: { metric: proof, isZeroFilled: false, to: { true: 'silent' } } },
    fires: {
      'nothing was scraped for an hour a week ago': {
        [lastTest]: (minute) => (minute > 20 && minute < 100 ? undefined : 0),
      },
    },
  },
  {
    alert: 'AWSBackupProtectedResourcesNotTestedRecently',
    series: [
      series(lastTest, ofResource, 600),
      series(maxInterval, ofType, 3600),
      { ...proofElsewhere, value: 6000 },
    ],
    at: 140,
    notYetAt: 120,
    labels: warning,
    description: `${where}protected resources of type RDS without a successful restore test within the interval of their objective: 1.`,
    quiet: {
      'it was tested in time': { [lastTest]: 6000 },
      'it has just been tested': { [lastTest]: (minute) => (minute < 140 ? 600 : 8400) },
      'it was never tested, which is another alert': { [lastTest]: 0 },
      'the objective was changed': { [maxInterval]: 86_400 },
    },
    optional: { [proof]: {} },
    changes: { counted: { metric: proof, isZeroFilled: false, to: { true: 'silent' } } },
  },
  {
    alert: 'AWSBackupProtectedResourcesNotTestedRecently',
    series: [
      series(lastTest, ofResource, 0),
      series(maxInterval, ofType, 3600),
      { ...proofElsewhere, labels: { ...proofElsewhere.labels, counted: 'true' }, value: 600 },
    ],
    at: 140,
    notYetAt: 120,
    labels: warning,
    description: `${where}protected resources of type RDS without a successful restore test within the interval of their objective: 1.`,
    quiet: {
      'it was tested there in time': { [proof]: 6000 },
      'it has just been tested there': { [proof]: (minute) => (minute < 140 ? 600 : 8400) },
    },
    // It stays for as long as a gap is bridged, and is then one that was never tested.
    changes: { counted: { metric: proof, isZeroFilled: false, to: { false: {} } } },
  },
];
