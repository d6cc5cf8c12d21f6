import type { PageFault } from '../faults/fault-rule.js';
import type { Caller } from '../identity/caller.js';
import type { KeyRing } from '../identity/key-ring.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Outcome } from '../wire/aws-error.js';
import type { Organization } from '../world/organization.js';
import type { World } from '../world/world.js';

/** Everything that an operation reads from. */
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
