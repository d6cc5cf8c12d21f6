import { done } from '../wire/aws-error.js';
import { findTestingPlan } from './find-testing-plan.js';
import type { Operation } from './operation.js';

export const getRestoreTestingPlan: Operation = (call, aws) => {
  const plan = findTestingPlan(call, aws);
  return plan.ok ? done({ RestoreTestingPlan: plan.value.row }) : plan;
};
