import { done } from '../wire/aws-error.js';
import { findTestingPlan } from './find-testing-plan.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const getRestoreTestingPlan: SimulatedOperation = {
  name: 'GetRestoreTestingPlan',
  service: 'backup',
  path: '/restore-testing/plans/{RestoreTestingPlanName}',
  answer(call, aws) {
    const plan = findTestingPlan(call, aws);
    return plan.ok ? done({ RestoreTestingPlan: plan.value.row }) : plan;
  },
};
