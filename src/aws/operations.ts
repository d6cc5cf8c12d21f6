import type { CallFailure } from '../targets/call-failure.js';
import type { Operation } from './operation.js';
import { assumeRoleOperation } from './operations/assume-role.js';
import { assumeRoleWithWebIdentityOperation } from './operations/assume-role-with-web-identity.js';
import { describeProtectedResourceOperation } from './operations/describe-protected-resource.js';
import { describeRestoreJobOperation } from './operations/describe-restore-job.js';
import { getCallerIdentityOperation } from './operations/get-caller-identity.js';
import { getResourcesOperation } from './operations/get-resources.js';
import { getRestoreTestingPlanOperation } from './operations/get-restore-testing-plan.js';
import { getRestoreTestingSelectionOperation } from './operations/get-restore-testing-selection.js';
import { listAccountsOperation } from './operations/list-accounts.js';
import { listAccountsForParentOperation } from './operations/list-accounts-for-parent.js';
import { listOrganizationalUnitsForParentOperation } from './operations/list-organizational-units-for-parent.js';
import { listProtectedResourcesOperation } from './operations/list-protected-resources.js';
import { listRegionsOperation } from './operations/list-regions.js';
import { listRestoreJobSummariesOperation } from './operations/list-restore-job-summaries.js';
import { listRestoreJobsOperation } from './operations/list-restore-jobs.js';
import { listRestoreTestingPlansOperation } from './operations/list-restore-testing-plans.js';
import { listRestoreTestingSelectionsOperation } from './operations/list-restore-testing-selections.js';

/** Every operation of AWS that the daemon calls, in the order in which documents and metrics name them. */
export const operations = [
  assumeRoleOperation,
  assumeRoleWithWebIdentityOperation,
  getCallerIdentityOperation,
  listRestoreJobsOperation,
  describeRestoreJobOperation,
  listRestoreJobSummariesOperation,
  listRestoreTestingPlansOperation,
  getRestoreTestingPlanOperation,
  listRestoreTestingSelectionsOperation,
  getRestoreTestingSelectionOperation,
  listProtectedResourcesOperation,
  describeProtectedResourceOperation,
  getResourcesOperation,
  listAccountsOperation,
  listAccountsForParentOperation,
  listOrganizationalUnitsForParentOperation,
  listRegionsOperation,
] as const;

export type OperationName = (typeof operations)[number]['name'];

export const operationNames = operations.map(({ name }) => name);

/** A feature of the configuration, which decides if an operation is called at all. */
export type Feature = (typeof operations)[number]['feature'];

/** Returns the operation of a name; undefined if it is the name of no operation of AWS, such as `LoadCredentials`. */
export function findOperation(name: string): Operation | undefined {
  return operations.find((operation) => operation.name === name);
}

/** Returns true if a failure is a denied permission without which everything else of the source can be read. */
export function isOptionalPermission({
  operation,
  reason,
}: Pick<CallFailure, 'operation' | 'reason'>): boolean {
  const isDenied = reason === 'access_denied' || reason === 'denied_by_policy';
  return isDenied && findOperation(operation)?.isOptional === true;
}
