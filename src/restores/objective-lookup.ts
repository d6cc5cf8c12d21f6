import { type Objective, objectiveOf, testIntervalMs } from './objective.js';

/** The objectives by what they hold for. */
export interface ObjectiveLookup {
  /** The first that fits a test of the plan and resource type; undefined where none does. */
  of(plan: string, resourceType: string): Objective | undefined;
  /** The longest time between two successful tests of a resource of the type; undefined where none is asked. */
  intervalMs(resourceType: string): number | undefined;
}

/** Answers each question once: there are far more tests than plans and resource types. */
export function createObjectiveLookup(objectives: readonly Objective[]): ObjectiveLookup {
  const found = new Map<string, Objective | undefined>();
  const intervals = new Map<string, number | undefined>();
  return {
    of(plan, resourceType) {
      const key = `${plan}/${resourceType}`;
      if (!found.has(key)) found.set(key, objectiveOf(objectives, plan, resourceType));
      return found.get(key);
    },
    intervalMs(resourceType) {
      if (!intervals.has(resourceType)) intervals.set(resourceType, testIntervalMs(objectives, resourceType));
      return intervals.get(resourceType);
    },
  };
}
