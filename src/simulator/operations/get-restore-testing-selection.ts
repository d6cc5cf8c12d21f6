import { done, notFound, refused } from '../wire/aws-error.js';
import { findTestingPlan } from './find-testing-plan.js';
import type { Operation } from './operation.js';

export const getRestoreTestingSelection: Operation = (call, aws) => {
  const plan = findTestingPlan(call, aws);
  if (!plan.ok) return plan;
  const name = call.params['RestoreTestingSelectionName'] ?? '';
  const row = plan.value.selections.find((one) => one.RestoreTestingSelectionName === name);
  if (row === undefined) return refused(notFound(`Restore testing selection ${name} does not exist.`));
  return done({ RestoreTestingSelection: row });
};
