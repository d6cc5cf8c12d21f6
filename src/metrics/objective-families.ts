import type { JobGroup } from '../restores/job-group.js';
import { acceptableVerdicts, type Objective, objectiveOf } from '../restores/objective.js';
import type { TargetState } from '../targets/target-state.js';
import type { Family } from './family.js';

const labels = ['restore_testing_plan', 'resource_type'] as const;

/** The configured objectives as series of their own, so that every alert is a comparison of two series. */
export function objectiveFamilies(objectives: readonly Objective[]): readonly Family<TargetState>[] {
  const samplesOf = (valueFrom: (objective: Objective) => number | undefined) =>
    function* samples({ restores }: TargetState): Iterable<[string[], number]> {
      for (const { plan, resourceType } of testGroups(restores.groups.values())) {
        const objective = objectiveOf(objectives, plan, resourceType);
        const value = objective && valueFrom(objective);
        if (value !== undefined) yield [[plan, resourceType], value];
      }
    };
  return [
    {
      name: 'aws_backup_restore_test_max_duration_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'The configured longest restore time (RTO) of the tests of the plan and resource type.',
      labels,
      samples: samplesOf((objective) => inSeconds(objective.maxDurationMs)),
    },
    {
      name: 'aws_backup_restore_test_success_interval_max_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'The configured longest time between two successful tests of a resource by the plan.',
      labels,
      samples: samplesOf((objective) => inSeconds(objective.successIntervalMs)),
    },
    {
      name: 'aws_backup_restore_test_max_recovery_point_age_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'The configured longest age of a recovery point when it is restored (RPO) by the plan.',
      labels,
      samples: samplesOf((objective) => inSeconds(objective.maxRecoveryPointAgeMs)),
    },
    {
      name: 'aws_backup_restore_test_validation_required',
      type: 'gauge',
      stability: 'stable',
      help: '1 when only a validated restore is a success by the configured objective of the plan and resource type, 0 when a restore alone is.',
      labels,
      samples: samplesOf((objective) => (objective.requiresValidation ? 1 : 0)),
    },
    {
      name: 'aws_backup_restore_test_accepted',
      type: 'gauge',
      stability: 'experimental',
      help: '1 when the configured objective of the plan and resource type accepts incomplete restores of the verdict as successes, 0 when it does not.',
      labels: [...labels, 'verdict'],
      *samples({ restores }) {
        for (const { plan, resourceType } of testGroups(restores.groups.values())) {
          const objective = objectiveOf(objectives, plan, resourceType);
          if (objective === undefined) continue;
          for (const verdict of acceptableVerdicts) {
            yield [[plan, resourceType, verdict], objective.accepts.includes(verdict) ? 1 : 0];
          }
        }
      },
    },
  ];
}

function testGroups(groups: Iterable<JobGroup>): JobGroup[] {
  return [...groups].filter((group) => group.plan !== '');
}

function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
