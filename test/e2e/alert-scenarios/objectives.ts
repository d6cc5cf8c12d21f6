import { type AlertScenario, ofGroup, ofTest, series, type Value } from '../alert-scenario.js';
import { protectedResourceScenarios } from './protected-resources.js';
import { restoreTestScenarios } from './restore-tests.js';

const { restore_testing_plan: _, ...ofResource } = ofTest;
const ofNamedTest = series('aws_backup_restore_test_objective_info', { ...ofTest, objective: 'tier-1' }, 1);
const ofNamedResource = series(
  'aws_backup_protected_resource_info',
  { ...ofResource, resource_name: 'orders', objective: 'tier-1' },
  1,
);

/** The same alert by the objective of a tier, where neither another tier nor the rest asks for as much. */
function inTier(
  scenario: AlertScenario,
  info: typeof ofNamedTest,
  threshold: string,
  lax: Value | undefined,
): AlertScenario {
  const { alert, at, notYetAt, step, labels, description, optional = {} } = scenario;
  const asked = scenario.series.find(({ name }) => name === threshold);
  if (asked === undefined) throw new Error(`${alert} has no ${threshold}`);
  const facts = scenario.series.filter(({ name }) => name !== threshold && !(name in optional));
  const askedOf = (objective: string, value: Value) =>
    series(threshold, { ...asked.labels, objective }, value);
  const others = lax === undefined ? [] : [askedOf('sandbox', lax), askedOf('', lax)];
  return {
    alert,
    at,
    ...(notYetAt !== undefined && { notYetAt }),
    ...(step !== undefined && { step }),
    series: [info, ...facts, askedOf('tier-1', asked.value), ...others],
    labels: { ...labels, objective: 'tier-1' },
    description,
    quiet: { 'its tier asks for nothing': { [threshold]: lax ?? (() => undefined) } },
    changes: { objective: { metric: info.name, isZeroFilled: false, to: { sandbox: 'silent' } } },
  };
}

function first(scenarios: readonly AlertScenario[], alert: string): AlertScenario {
  const found = scenarios.find((scenario) => scenario.alert === alert);
  if (found === undefined) throw new Error(`there is no scenario of ${alert}`);
  return found;
}

const ofTests = (
  [
    ['AWSBackupRestoreTestNotValidated', 'aws_backup_restore_test_validation_required', 0],
    ['AWSBackupRestoreTestTooSlow', 'aws_backup_restore_test_max_duration_seconds', 7200],
    [
      'AWSBackupRestoreTestRecoveryPointTooOld',
      'aws_backup_restore_test_max_recovery_point_age_seconds',
      7200,
    ],
    ['AWSBackupRestoreTestSuccessTooOld', 'aws_backup_restore_test_success_interval_max_seconds', 864_000],
  ] as const
).map(([alert, threshold, lax]) => inTier(first(restoreTestScenarios, alert), ofNamedTest, threshold, lax));

const interval = 'aws_backup_protected_resource_test_interval_max_seconds';
const ofResources = (
  [
    ['AWSBackupProtectedResourcesNeverTested', undefined],
    ['AWSBackupProtectedResourcesNotTestedRecently', 864_000],
  ] as const
).map(([alert, lax]) => inTier(first(protectedResourceScenarios, alert), ofNamedResource, interval, lax));

/** Incomplete restores that the objectives of other tiers accept. */
const partial: AlertScenario = (() => {
  const {
    alert,
    at,
    labels,
    description,
    series: known,
  } = first(restoreTestScenarios, 'AWSBackupRestoreTestPartial');
  const accepted = 'aws_backup_restore_test_accepted';
  const acceptedBy = (objective: string, value: Value) =>
    series(accepted, { ...ofGroup, objective, verdict: 'partial' }, value);
  const facts = known.filter(({ name }) => name === 'aws_backup_restore_test_last_result');
  return {
    alert,
    at,
    series: [ofNamedTest, ...facts, acceptedBy('tier-1', 0), acceptedBy('sandbox', 1), acceptedBy('', 1)],
    labels: { ...labels, objective: 'tier-1' },
    description: description.replace(/, reason \w+/, ''),
    optional: { [accepted]: {} },
    quiet: { 'its tier accepts it': { [accepted]: 1 } },
    changes: {
      objective: { metric: ofNamedTest.name, isZeroFilled: false, to: { sandbox: 'silent' } },
    },
  };
})();

export const objectiveScenarios: readonly AlertScenario[] = [...ofTests, partial, ...ofResources];
