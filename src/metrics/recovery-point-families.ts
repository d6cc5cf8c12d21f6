import { backupIntervalOf } from '../restores/plans/backup-intervals.js';
import type { RecoveryPointSelection } from '../restores/plans/restore-testing-plan.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import type { Family } from './family.js';
import { eachPlan } from './plan-families.js';

/**
 * The families of the recovery points that restore testing plans select (RecoveryPointSelection of
 * GetRestoreTestingPlan).
 */
export const recoveryPointFamilies: readonly Family<TargetState>[] = [
  {
    name: 'aws_backup_restore_testing_plan_recovery_points_info',
    type: 'gauge',
    stability: 'experimental',
    help: 'Always 1, for each plan that GetRestoreTestingPlan describes, with RecoveryPointSelection: Algorithm, RecoveryPointTypes, IncludeVaults and ExcludeVaults, the vaults by their names and cut to 200 characters.',
    labels: [
      'restore_testing_plan',
      'algorithm',
      'recovery_point_types',
      'included_vaults',
      'excluded_vaults',
    ],
    samples: (state) =>
      eachPlan(
        state,
        ({ name, recoveryPoints }) => recoveryPoints && [[name, ...inWords(recoveryPoints)], 1],
      ),
  },
  {
    name: 'aws_backup_restore_testing_plan_selection_window_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'SelectionWindowDays of RecoveryPointSelection in GetRestoreTestingPlan: how old a recovery point may be when the plan runs.',
    labels: ['restore_testing_plan'],
    samples: (state) =>
      eachPlan(
        state,
        ({ name, recoveryPoints }) => recoveryPoints && [[name], recoveryPoints.windowMs / 1000],
      ),
  },
  {
    name: 'aws_backup_restore_testing_plan_backup_interval_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'The longest time between two backups among the resources of the plan, as LastBackupTime of ListProtectedResources was seen to move: of each resource the shorter of its two latest. 0 until one was seen.',
    labels: ['restore_testing_plan'],
    samples: (state) => {
      const tests = currentTestsOf(state);
      return eachPlan(state, (plan) => {
        const intervalMs = backupIntervalOf(plan, state.resources, state.backupIntervals, tests) ?? 0;
        return [[plan.name], intervalMs / 1000];
      });
    },
  },
];

const longestVaults = 200;

function inWords({ algorithm, types, includedVaults, excludedVaults }: RecoveryPointSelection): string[] {
  return [
    algorithm,
    types.toSorted().join(','),
    vaultsInWords(includedVaults),
    vaultsInWords(excludedVaults),
  ];
}

/** Of many vaults the first ones, and how many there are besides. */
function vaultsInWords(arns: readonly string[]): string {
  const names = arns.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)).toSorted();
  const kept = names.filter((_, index) => names.slice(0, index + 1).join(',').length <= longestVaults);
  return names.length === kept.length
    ? names.join(',')
    : [...kept, `and ${names.length - kept.length} more`].join(',');
}
