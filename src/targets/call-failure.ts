import type { Result } from '../result.js';

/** The reasons of a failed call to AWS or reading of a target: the closed set that metrics and logs use. */
export const failureReasons = [
  'throttled',
  'unavailable',
  'dependency_failure',
  'timeout',
  'network',
  'access_denied',
  'denied_by_policy',
  'no_credentials',
  'expired_credentials',
  'wrong_account',
  'region_disabled',
  'not_found',
  'not_supported',
  'invalid_request',
  'invalid_response',
  'other',
  'internal',
] as const;

export type FailureReason = (typeof failureReasons)[number];

/** The reasons for which a single request to AWS fails. */
export const requestFailureReasons = failureReasons.filter(
  (reason) => !['internal', 'no_credentials', 'wrong_account'].includes(reason),
);

/** A call to AWS that failed for good, after every retry that its reason allows. */
export interface CallFailure {
  /**
   * The AWS operation, such as `ListRestoreJobs`; `LoadCredentials` if the daemon's own credentials could not be loaded; `restore-test-monitor` for a bug of
   * this program.
   */
  readonly operation: string;
  readonly reason: FailureReason;
  /** The message of AWS or of the network, for people. */
  readonly message: string;
  readonly requestId?: string | undefined;
}

/** Returns true if a failure is still the same one. */
export function isSameFailure(before: CallFailure | undefined, now: CallFailure): boolean {
  return before?.operation === now.operation && before.reason === now.reason;
}

/** Returns true if the daemon's own credentials could not be loaded: the same failure for every target. */
export function isOfOwnCredentials({ operation }: CallFailure): boolean {
  return operation === 'LoadCredentials' || operation === 'AssumeRoleWithWebIdentity';
}

/**
 * The reasons that mean that the account or region does not have the source, or the organization does not allow it
 * there.
 */
const reasonsOfPlace: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'not_supported',
  'denied_by_policy',
]);

/** Not the role, nor the description of one resource. */
const operationsOfPlace = /^(?:List|GetRestoreTesting|GetResources)/;

/** Returns true if the failure is a property of the account and region, not a fault. */
export function isOfPlace({ operation, reason }: CallFailure): boolean {
  return reasonsOfPlace.has(reason) && operationsOfPlace.test(operation);
}

export type CallResult<Value> = Result<Value, CallFailure>;
