import { matchesGlob } from '../../glob.js';
import type { Objective } from './objective.js';
import { fitsResource, hasCriteria, type ResourceFacts } from './resource-criteria.js';

/** The objectives by what they hold for. */
export interface ObjectiveLookup {
  /** The first that fits a test of the resource by the plan; undefined where none does. */
  of(plan: string, resourceType: string, facts: ResourceFacts): Objective | undefined;
  /** Returns the demands on the resource, whatever plan tests it. */
  ofResource(resourceType: string, facts: ResourceFacts): ResourceObjective;
  /** Returns those that hold for tests of the resource, whatever plan tests it. */
  allOfResource(resourceType: string, facts: ResourceFacts): readonly Objective[];
  /** The first that fits each test by the plan of a resource of the type of which nothing else is known. */
  ofGroup(plan: string, resourceType: string): Objective | undefined;
}

/** The demands on a resource of the objectives of all plans that may test it. */
export interface ResourceObjective {
  /** The name of the first that fits and has one. */
  readonly name: string | undefined;
  /** The longest time between two successful tests; where the objectives of several plans differ, the longest. */
  readonly intervalMs: number | undefined;
}

/** Matches plans and resource types once: there are far more resources. */
export function createObjectiveLookup(objectives: readonly Objective[]): ObjectiveLookup {
  const byGroup = new Map<string, readonly Objective[]>();
  const byType = new Map<string, readonly Objective[]>();

  function groupCandidates(plan: string, resourceType: string): readonly Objective[] {
    const key = `${plan}/${resourceType}`;
    const known = byGroup.get(key);
    if (known !== undefined) return known;
    const fitting = typeCandidates(resourceType).filter((each) => matchesGlob(each.plan, plan));
    const found = upToFirst(fitting, (each) => !hasCriteria(each));
    byGroup.set(key, found);
    return found;
  }

  function typeCandidates(resourceType: string): readonly Objective[] {
    const known = byType.get(resourceType);
    if (known !== undefined) return known;
    const fitting = objectives.filter((each) => matchesGlob(each.resourceType, resourceType));
    const found = upToFirst(fitting, (each) => each.plan === '*' && !hasCriteria(each));
    byType.set(resourceType, found);
    return found;
  }

  function allOfResource(resourceType: string, facts: ResourceFacts): readonly Objective[] {
    const fitting = typeCandidates(resourceType).filter((each) => fitsResource(each, facts));
    return upToFirst(fitting, ({ plan }) => plan === '*');
  }

  return {
    of: (plan, resourceType, facts) =>
      groupCandidates(plan, resourceType).find((each) => fitsResource(each, facts)),
    ofResource(resourceType, facts) {
      const holding = allOfResource(resourceType, facts);
      const intervals = holding.flatMap(({ successIntervalMs }) => successIntervalMs ?? []);
      return {
        name: holding.find(({ name }) => name !== undefined)?.name,
        intervalMs: intervals.length === 0 ? undefined : Math.max(...intervals),
      };
    },
    allOfResource,
    ofGroup: (plan, resourceType) => groupCandidates(plan, resourceType).find((each) => !hasCriteria(each)),
  };
}

/** Returns the objectives up to the first for which the claim holds: the first that fits decides, so that none behind it ever does. */
function upToFirst<Each>(all: readonly Each[], holds: (each: Each) => boolean): readonly Each[] {
  const index = all.findIndex(holds);
  return index === -1 ? all : all.slice(0, index + 1);
}
