import type { Outcome } from '../aws-error.js';
import type { Caller } from '../caller.js';
import type { PageFault } from '../fault-rule.js';
import type { KeyRing } from '../key-ring.js';
import type { Organization } from '../organization.js';
import type { Scenario } from '../scenario.js';
import type { World } from '../world.js';

/** What an operation may look at. */
export interface Aws {
  readonly scenario: Scenario;
  readonly world: World;
  readonly keys: KeyRing;
  readonly organization: Organization | undefined;
}

export interface Call {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  /** Simulated time, which the restore jobs follow. */
  readonly nowMs: number;
  /** Time of the machine, which signatures and sessions follow. */
  readonly machineMs: number;
  readonly pageFault: PageFault | undefined;
}

/** The members of the answer, or the error; the protocol puts either on the wire. */
export type Operation = (call: Call, aws: Aws) => Outcome<Readonly<Record<string, unknown>>>;

export type OperationName =
  | 'AssumeRole'
  | 'AssumeRoleWithWebIdentity'
  | 'ListAccounts'
  | 'ListAccountsForParent'
  | 'ListOrganizationalUnitsForParent'
  | 'ListRegions'
  | 'GetCallerIdentity'
  | 'ListRestoreJobs'
  | 'DescribeRestoreJob'
  | 'ListRestoreJobSummaries'
  | 'ListRestoreTestingPlans'
  | 'GetRestoreTestingPlan'
  | 'ListRestoreTestingSelections'
  | 'GetRestoreTestingSelection'
  | 'ListProtectedResources'
  | 'DescribeProtectedResource'
  | 'ListRestoreJobsByProtectedResource'
  | 'ListRecoveryPointsByResource'
  | 'ListBackupJobs'
  | 'DescribeAccount';
