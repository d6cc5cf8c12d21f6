import { probeRestoreTestingPlan } from '../aws/operations/get-restore-testing-plan.js';
import { probeRestoreTestingSelection } from '../aws/operations/get-restore-testing-selection.js';
import { probeRestoreTestingPlans } from '../aws/operations/list-restore-testing-plans.js';
import { probeRestoreTestingSelections } from '../aws/operations/list-restore-testing-selections.js';
import type { RestoreTestingPlan } from '../restores/plans/restore-testing-plan.js';
import { recordPlansReading } from '../targets/target-state.js';
import { readPlans } from './read-plans.js';
import { createSource } from './source.js';

/** Asked for if there is no plan or no selection. */
const unknownName = 'restore_test_monitor';

/** The restore testing plans, and what they select. */
export const plans = createSource<readonly RestoreTestingPlan[]>({
  id: 'plans',
  // They have the validation windows of the jobs.
  isReadFirst: true,
  features: () => ['plans'],
  options: (config) => config.plans,
  async probe({ api, deadline }) {
    const list = await probeRestoreTestingPlans(api, deadline);
    const name = list.name ?? unknownName;
    const plan = await probeRestoreTestingPlan(api, name, deadline);
    const selections = await probeRestoreTestingSelections(api, name, deadline);
    const selection = selections.name ?? unknownName;
    return [list, plan, selections, await probeRestoreTestingSelection(api, name, selection, deadline)];
  },
  read: ({ api, target, state, deadline }) => readPlans(api, target, state.plans, deadline),
  record: recordPlansReading,
  omissions: ({ omissions }) => [...omissions.plans.values(), ...omissions.selections.values()],
});
