import { done, notFound, refused } from '../wire/aws-error.js';
import { findTestingPlan } from './find-testing-plan.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const getRestoreTestingSelection: SimulatedOperation = {
  name: 'GetRestoreTestingSelection',
  service: 'backup',
  path: '/restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}',
  answer(call, aws) {
    const plan = findTestingPlan(call, aws);
    if (!plan.ok) return plan;
    const name = call.params['RestoreTestingSelectionName'] ?? '';
    const row = plan.value.selections.find((one) => one.RestoreTestingSelectionName === name);
    if (row === undefined) return refused(notFound(`Restore testing selection ${name} does not exist.`));
    return done({ RestoreTestingSelection: row });
  },
};
