import { acceptableVerdicts, type Objective } from '../restores/coverage/objective.js';
import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import type { ProofIndex } from '../targets/proof-index.js';
import type { TargetState } from '../targets/target-state.js';
import type { Family, Stability } from './family.js';

const labels = ['restore_testing_plan', 'resource_type', 'objective'] as const;

/** The configured objectives as series of their own, so that every alert is a comparison of two series. */
export function objectiveFamilies(index: ProofIndex): readonly Family<TargetState>[] {
  const asked = askedOfGroups(index);
  const threshold = (
    name: string,
    stability: Stability,
    help: string,
    strictest: (objectives: readonly Objective[]) => number | undefined,
  ): Family<TargetState> => ({
    name,
    type: 'gauge',
    stability,
    help,
    labels,
    isVersioned: true,
    *samples(state) {
      for (const { plan, resourceType, name: objective, objectives } of asked(state)) {
        const value = strictest(objectives);
        if (value !== undefined) yield [[plan, resourceType, objective], value];
      }
    },
  });
  return [
    threshold(
      'aws_backup_restore_test_max_duration_seconds',
      'stable',
      'The configured longest restore time (RTO) of the tests of the plan and resource type.',
      leastSeconds((objective) => objective.maxDurationMs),
    ),
    threshold(
      'aws_backup_restore_test_success_interval_max_seconds',
      'stable',
      'The configured longest time between two successful tests of a resource by the plan.',
      leastSeconds((objective) => objective.successIntervalMs),
    ),
    threshold(
      'aws_backup_restore_test_max_recovery_point_age_seconds',
      'stable',
      'The configured longest age of a recovery point when it is restored (RPO) by the plan.',
      leastSeconds((objective) => objective.maxRecoveryPointAgeMs),
    ),
    threshold(
      'aws_backup_restore_test_validation_required',
      'stable',
      '1 when only a validated restore is a success by the configured objective of the plan and resource type, 0 when a restore alone is.',
      (objectives) => (objectives.some((objective) => objective.requiresValidation) ? 1 : 0),
    ),
    {
      name: 'aws_backup_restore_test_accepted',
      type: 'gauge',
      stability: 'experimental',
      help: '1 when the configured objective of the plan and resource type accepts incomplete restores of the verdict as successes, 0 when it does not.',
      labels: [...labels, 'verdict'],
      isVersioned: true,
      *samples(state) {
        for (const { plan, resourceType, name, objectives } of asked(state)) {
          for (const verdict of acceptableVerdicts) {
            const isAccepted = objectives.every(({ accepts }) => accepts.includes(verdict));
            yield [[plan, resourceType, name, verdict], isAccepted ? 1 : 0];
          }
        }
      },
    },
  ];
}

/** The objectives of one name, empty where they have none, that hold for tests of the plan and resource type. */
interface AskedOfGroup {
  readonly plan: string;
  readonly resourceType: string;
  readonly name: string;
  readonly objectives: readonly Objective[];
}

/** Looks up the objectives of a state once for all families of one rendering. */
function askedOfGroups(index: ProofIndex): (state: TargetState) => readonly AskedOfGroup[] {
  let last:
    | { readonly state: TargetState; readonly version: object; readonly asked: AskedOfGroup[] }
    | undefined;
  return (state) => {
    const version = index.versionOf(state);
    if (last?.state !== state || last.version !== version)
      last = { state, version, asked: askedOf(state, index) };
    return last.asked;
  };
}

function askedOf(state: TargetState, index: ProofIndex): AskedOfGroup[] {
  const { groups, latestTests } = state.restores;
  const found = new Map<string, Omit<AskedOfGroup, 'objectives'> & { readonly objectives: Set<Objective> }>();
  const add = ({ plan, resourceType }: Group, objective: Objective | undefined) => {
    if (objective === undefined) return;
    const { name = '' } = objective;
    const key = `${plan}/${resourceType}/${name}`;
    const asked = found.get(key) ?? { plan, resourceType, name, objectives: new Set() };
    found.set(key, asked);
    asked.objectives.add(objective);
  };
  for (const group of groups.values()) {
    if (group.plan !== '') add(group, index.objectiveOfGroup(group.plan, group.resourceType));
  }
  for (const test of latestTests.values()) add(test, index.objectiveOf(state, test));
  return [...found.values()].map((asked) => ({ ...asked, objectives: [...asked.objectives] }));
}

type Group = Pick<LatestTest, 'plan' | 'resourceType'>;

function leastSeconds(durationOf: (objective: Objective) => number | undefined) {
  return (objectives: readonly Objective[]) => {
    const all = objectives.flatMap((objective) => durationOf(objective) ?? []);
    return all.length === 0 ? undefined : Math.min(...all) / 1000;
  };
}
