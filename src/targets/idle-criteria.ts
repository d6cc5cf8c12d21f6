import { matchesGlob } from '../glob.js';
import type { Exception } from '../restores/coverage/exception.js';
import type { Objective } from '../restores/coverage/objective.js';
import { createObjectiveLookup } from '../restores/coverage/objective-lookup.js';
import type { AcceptedGaps } from './accepted-gaps.js';
import type { ProofIndex } from './proof-index.js';
import { currentTestsOf, type TargetState } from './target-state.js';

/**
 * Returns the objectives that hold for no test and no protected resource of the states, and the exceptions that match nothing of them,
 * as `objectives[0] (tier-1)`.
 */
export function idleCriteria(
  { objectives, exceptions }: Criteria,
  states: readonly TargetState[],
  index: ProofIndex,
  gaps: AcceptedGaps,
): string[] {
  return [...idleObjectives(objectives, states, index), ...idleExceptions(exceptions, states, gaps)];
}

export interface Criteria {
  readonly objectives: readonly Objective[];
  readonly exceptions: readonly Exception[];
}

function idleObjectives(
  objectives: readonly Objective[],
  states: readonly TargetState[],
  index: ProofIndex,
): string[] {
  const plans = new Set(states.flatMap(planNames));
  const ofKnownPlans = objectives.filter(({ plan }) =>
    [...plans, ''].some((name) => matchesGlob(plan, name)),
  );
  const lookup = createObjectiveLookup(ofKnownPlans);
  const holding = new Set<Objective | undefined>();
  for (const state of states) {
    for (const { plan, resourceType } of state.restores.groups.values()) {
      if (plan !== '') holding.add(index.objectiveOfGroup(plan, resourceType));
    }
    for (const test of currentTestsOf(state)) holding.add(index.objectiveOf(state, test));
    for (const { arn, resourceType } of index.coverageOf(state)) {
      for (const each of lookup.allOfResource(resourceType, index.factsOf(state, arn))) holding.add(each);
    }
  }
  return objectives.flatMap((each, position) =>
    holding.has(each) ? [] : [entry('objectives', position, each.name)],
  );
}

function idleExceptions(
  exceptions: readonly Exception[],
  states: readonly TargetState[],
  gaps: AcceptedGaps,
): string[] {
  const matches = gaps.matches(states);
  return exceptions.flatMap((each, position) => {
    const counts = Object.values(matches.get(each) ?? {});
    return counts.some((count) => count > 0) ? [] : [entry('exceptions', position, each.name)];
  });
}

function planNames({ plans, restores }: TargetState): string[] {
  return [...plans.map(({ name }) => name), ...[...restores.groups.values()].map(({ plan }) => plan)];
}

function entry(list: string, position: number, name: string | undefined): string {
  const path = `${list}[${position}]`;
  return name === undefined || name === String(position) ? path : `${path} (${name})`;
}
