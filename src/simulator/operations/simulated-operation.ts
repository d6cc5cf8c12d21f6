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

export interface SimulatedCall {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  /** Simulated time, which the restore jobs follow. */
  readonly nowMs: number;
  /** Time of the machine, which signatures and sessions follow. */
  readonly machineMs: number;
  readonly pageFault: PageFault | undefined;
}

/** An operation of AWS, as far as the simulator has it. */
export interface SimulatedOperation {
  readonly name: string;
  readonly service: Service;
  /** Of a service whose requests name the operation by their path; a label in braces is a parameter. */
  readonly path?: string;
  /** Anybody may ask. */
  readonly isUnsigned?: true;
  /** Returns the fields of the answer, or the error; the protocol of the service puts either on the wire. */
  answer(call: SimulatedCall, aws: Aws): Outcome<Readonly<Record<string, unknown>>>;
}

export type Service = 'sts' | 'backup' | 'organizations' | 'account' | 'tagging';
