import { assumeRole } from './operations/assume-role.js';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.js';
import { describeAccount } from './operations/describe-account.js';
import { describeProtectedResource } from './operations/describe-protected-resource.js';
import { describeRestoreJob } from './operations/describe-restore-job.js';
import { getCallerIdentity } from './operations/get-caller-identity.js';
import { getResources } from './operations/get-resources.js';
import { getRestoreTestingPlan } from './operations/get-restore-testing-plan.js';
import { getRestoreTestingSelection } from './operations/get-restore-testing-selection.js';
import { listAccounts } from './operations/list-accounts.js';
import { listAccountsForParent } from './operations/list-accounts-for-parent.js';
import { listBackupJobs } from './operations/list-backup-jobs.js';
import { listOrganizationalUnitsForParent } from './operations/list-organizational-units-for-parent.js';
import { listProtectedResources } from './operations/list-protected-resources.js';
import { listRecoveryPointsByResource } from './operations/list-recovery-points-by-resource.js';
import { listRegions } from './operations/list-regions.js';
import { listRestoreJobSummaries } from './operations/list-restore-job-summaries.js';
import { listRestoreJobs } from './operations/list-restore-jobs.js';
import { listRestoreJobsByProtectedResource } from './operations/list-restore-jobs-by-protected-resource.js';
import { listRestoreTestingPlans } from './operations/list-restore-testing-plans.js';
import { listRestoreTestingSelections } from './operations/list-restore-testing-selections.js';
import type { SimulatedOperation } from './operations/simulated-operation.js';

/** Every operation of AWS that the simulator has. */
export const operations: readonly SimulatedOperation[] = [
  assumeRole,
  assumeRoleWithWebIdentity,
  getCallerIdentity,
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
  describeAccount,
  listRegions,
  listRestoreJobs,
  describeRestoreJob,
  listRestoreJobSummaries,
  listRestoreTestingPlans,
  getRestoreTestingPlan,
  listRestoreTestingSelections,
  getRestoreTestingSelection,
  listProtectedResources,
  describeProtectedResource,
  getResources,
  listRestoreJobsByProtectedResource,
  listRecoveryPointsByResource,
  listBackupJobs,
];
