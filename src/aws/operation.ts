import type { FailureReason } from '../targets/call-failure.js';

/** The declaration of an operation of AWS, beside the function that calls it. */
export interface Operation {
  /** As AWS's documentation, IAM and the metrics call it. */
  readonly name: string;
  /** The IAM actions that it needs, as the Service Authorization Reference of AWS has them; empty if it needs none. */
  readonly actions: readonly string[];
  /** The Sid of the statement that allows it; absent if it needs no action. */
  readonly statement?: string;
  readonly resource: 'any' | 'restore-testing-plan' | 'member-role';
  /** Whose credentials call it: those in the watched account, mostly of a member role, or the daemon's own. */
  readonly caller: 'account' | 'daemon';
  /** The feature of the configuration for which it is called. */
  readonly feature: string;
  /** Without its permission a part of a source is not known, and the rest is read: a policy that is older may lack it. */
  readonly isOptional?: true;
  /** Its answers have rows, of which some can be refused. */
  readonly answersRows?: true;
  /**
   * If the account or region may not have what it is of, and the daemon can do without: how AWS says so. A list that asks for nothing by its name may answer
   * `not found`, too, since there is nothing else that may not be found.
   */
  readonly unsupported?: 'refused' | 'not found';
  /** The advice of `doctor` for reasons whose general advice does not fit the operation. */
  readonly remedies?: Readonly<Partial<Record<FailureReason, string>>>;
}
