import type { TestingPlan } from '../scenario/testing-plan-row.js';
import { done, notFound, type Outcome, refused } from '../wire/aws-error.js';
import type { Aws, SimulatedCall } from './simulated-operation.js';

/** The plan that the path of the request names. */
export function findTestingPlan(
  { caller, params, nowMs }: SimulatedCall,
  { world }: Aws,
): Outcome<TestingPlan> {
  const name = params['RestoreTestingPlanName'] ?? '';
  const plan = world.testingPlansAt(caller, nowMs).find(({ row }) => row.RestoreTestingPlanName === name);
  return plan === undefined ? refused(notFound(`Restore testing plan ${name} does not exist.`)) : done(plan);
}
