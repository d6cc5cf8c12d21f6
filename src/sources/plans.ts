import { probePlans } from '../aws/probe.js';
import type { RestoreTestingPlan } from '../restores/restore-testing-plan.js';
import { recordPlansReading } from '../targets/target-state.js';
import { readPlans } from './read-plans.js';
import { createSource } from './source.js';

/** The restore testing plans, and what they select. */
export const plans = createSource<readonly RestoreTestingPlan[]>({
  id: 'plans',
  // They have the validation windows of the jobs.
  isReadFirst: true,
  features: () => ['plans'],
  options: (config) => config.plans,
  probe: ({ api, deadline }) => probePlans(api, deadline),
  read: ({ api, target, state, deadline }) => readPlans(api, target, state.plans, deadline),
  record: recordPlansReading,
  omissions: ({ omissions }) => [...omissions.plans.values(), ...omissions.selections.values()],
});
