import {
  type AlertScenario,
  ofGroup,
  ofPlan,
  ofTest,
  resourceArn,
  type Series,
  series,
} from '../alert-scenario.js';
import { protectedResourceScenarios } from './protected-resources.js';
import { restoreJobScenarios } from './restore-jobs.js';
import { restoreTestingPlanScenarios } from './restore-testing-plans.js';
import { restoreTestScenarios } from './restore-tests.js';

const ofTests = 'aws_backup_restore_test_exception_until_timestamp_seconds';
const ofPlans = 'aws_backup_restore_testing_plan_exception_until_timestamp_seconds';
const ofResources = 'aws_backup_protected_resource_exception_until_timestamp_seconds';
const ofLeftovers = 'aws_backup_restore_leftover_exception_until_timestamp_seconds';
const leftover = 'aws_backup_restore_leftover_info';
const until = 'aws_backup_exception_until_timestamp_seconds';
const matches = 'aws_backup_exception_matches';

/** A year after the epoch, which is when the cases begin. */
const far = 31_536_000;
const ended = 60;
const other = `${resourceArn}-2`;
const { restore_testing_plan: _, ...ofResource } = ofTest;

/** The same alert, where the exception for what it is about has ended and one for something else has not. */
function accepted(
  scenario: AlertScenario,
  own: Series,
  others: Series,
  facts: readonly Series[] = [],
): AlertScenario {
  const { alert, at, notYetAt, step, labels, description, optional = {} } = scenario;
  const known = scenario.series.filter(({ name }) => !(name in optional));
  const { name } = own;
  return {
    alert,
    at,
    ...(notYetAt !== undefined && { notYetAt }),
    ...(step !== undefined && { step }),
    series: [...known, ...facts, own, others],
    labels,
    description: description.replace(/, reason \w+/, ''),
    optional: { [name]: {}, ...Object.fromEntries(facts.map((each) => [each.name, {}])) },
    quiet: {
      'an exception accepts it': { [name]: far },
      'an exception accepts it until the next minute': { [name]: at * 60 + 60 },
      'an exception accepts it, and the daemon restarts': {
        [name]: (minute) => (minute > at - 2 * (step ?? 1) ? undefined : far),
      },
    },
  };
}

function first(scenarios: readonly AlertScenario[], alert: string): AlertScenario {
  const found = scenarios.find((scenario) => scenario.alert === alert);
  if (found === undefined) throw new Error(`there is no scenario of ${alert}`);
  return found;
}

const acceptedTests = [
  'AWSBackupRestoreTestFailed',
  'AWSBackupRestoreTestPartial',
  'AWSBackupRestoreTestValidationFailed',
  'AWSBackupRestoreTestValidationTimedOut',
  'AWSBackupRestoreTestNotValidated',
  'AWSBackupRestoreTestTooSlow',
  'AWSBackupRestoreTestRecoveryPointTooOld',
  'AWSBackupRestoreTestSuccessTooOld',
  'AWSBackupRestoreTestShrank',
].map((alert) =>
  accepted(
    first(restoreTestScenarios, alert),
    series(ofTests, ofTest, ended),
    series(ofTests, { ...ofTest, resource_arn: other }, far),
  ),
);

const acceptedPlans = [
  first(restoreTestScenarios, 'AWSBackupRestoreTestFailedByType'),
  ...[
    'AWSBackupRestoreTestingPlanOverdue',
    'AWSBackupRestoreTestingPlanTestedNothing',
    'AWSBackupRestoreTestingPlanSelectsNothing',
    'AWSBackupRestoreTestingPlanScheduleNotUnderstood',
    'AWSBackupRestoreTestingPlanWindowTooShort',
  ].map((alert) => first(restoreTestingPlanScenarios, alert)),
].map((scenario) =>
  accepted(
    scenario,
    series(ofPlans, ofPlan, ended),
    series(ofPlans, { ...ofPlan, restore_testing_plan: 'weekly' }, far),
  ),
);

const acceptedResources = [
  'AWSBackupProtectedResourcesNeverTested',
  'AWSBackupProtectedResourcesNotTestedRecently',
].map((alert) =>
  accepted(
    first(protectedResourceScenarios, alert),
    series(ofResources, ofResource, ended),
    series(ofResources, { ...ofResource, resource_arn: other }, far),
  ),
);

const created = (arn: string, status: string, value: Series['value'] = 1) =>
  series(
    leftover,
    { ...ofGroup, created_resource_arn: arn, resource_arn: resourceArn, deletion_status: status, reason: '' },
    value,
  );
const acceptedLeftover = (arn: string, at: number) =>
  series(ofLeftovers, { ...ofGroup, created_resource_arn: arn }, at);

/** Of three leftovers of a plan and type two are new, and one of these may be accepted; the third was accepted long ago. */
const deletionFailed: AlertScenario = (() => {
  const {
    alert,
    at,
    notYetAt,
    step,
    labels,
    series: known,
    description,
  } = first(restoreJobScenarios, 'AWSBackupRestoreTestDeletionFailed');
  const since = (minute: number) => (notYetAt !== undefined && minute <= notYetAt + 5 ? undefined : 1);
  return {
    alert,
    at,
    ...(notYetAt !== undefined && { notYetAt }),
    ...(step !== undefined && { step }),
    series: [
      ...known,
      created('old', 'FAILED'),
      created('new', 'FAILED', since),
      acceptedLeftover('old', far),
      acceptedLeftover('new', ended),
    ],
    labels,
    description,
    optional: { [leftover]: {}, [ofLeftovers]: {} },
    quiet: {
      'an exception accepts it': { [ofLeftovers]: far },
      'an exception accepts it, and the daemon restarts': {
        [ofLeftovers]: (minute) => (minute > at - 10 ? undefined : far),
      },
    },
    changes: {
      deletion_status: {
        metric: 'aws_backup_restore_job_deletions',
        isZeroFilled: true,
        to: { DELETING: 'silent', SUCCESSFUL: 'silent' },
      },
    },
  };
})();

const deletionStuck: AlertScenario = accepted(
  first(restoreJobScenarios, 'AWSBackupRestoreTestDeletionStuck'),
  acceptedLeftover('stuck', ended),
  acceptedLeftover('failed', far),
  [created('stuck', 'DELETING'), created('failed', 'FAILED')],
);

/** Two deletions are stuck, and one of them is accepted. */
const anotherStuck: AlertScenario = {
  ...deletionStuck,
  series: [
    ...first(restoreJobScenarios, 'AWSBackupRestoreTestDeletionStuck').series,
    created('stuck', 'DELETING'),
    created('accepted', 'DELETING'),
    acceptedLeftover('accepted', far),
  ],
  optional: { [leftover]: {}, [ofLeftovers]: {} },
  quiet: {},
  changes: { deletion_status: { metric: leftover, isZeroFilled: false, to: { FAILED: {} } } },
};

const ofException = { exception: 'legacy' };
const info = { severity: 'info', ...ofException };
const week = 7 * 24 * 60;

const exceptionAlerts: readonly AlertScenario[] = [
  {
    alert: 'AWSBackupExceptionExpired',
    series: [series(until, ofException, 1800)],
    at: 30,
    notYetAt: 29,
    labels: info,
    description:
      'The exception legacy ended at 1970-01-01 00:30:00 +0000 UTC, so that the alerts about what it matches fire again.',
    quiet: {
      'it ends a minute later': { [until]: 1860 },
      'it was renewed': { [until]: (minute) => (minute < 30 ? 1800 : far) },
    },
  },
  {
    alert: 'AWSBackupExceptionUnused',
    series: [
      series(matches, { ...ofException, kind: 'test' }, 0),
      series(matches, { ...ofException, kind: 'plan' }, 0),
      series(until, ofException, week * 60),
    ],
    at: 90,
    notYetAt: 30,
    outlives: 80,
    labels: info,
    description: 'The exception legacy matches nothing that is known.',
    quiet: {
      'it matches a test': { [matches]: 1 },
      'it has just matched something': { [matches]: (minute) => (minute < 85 ? 0 : 1) },
      'it has ended, which is another alert': { [until]: 1800 },
    },
  },
];

export const exceptionScenarios: readonly AlertScenario[] = [
  ...acceptedTests,
  ...acceptedPlans,
  ...acceptedResources,
  deletionFailed,
  deletionStuck,
  anotherStuck,
  ...exceptionAlerts,
];
