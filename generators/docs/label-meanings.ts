import type { ExceptionKind } from '../../src/restores/coverage/exception.js';
import type { CopyKind } from '../../src/restores/coverage/proven-in.js';
import type { TestFailureReason } from '../../src/restores/jobs/failure-reason.js';
import type { Verdict } from '../../src/restores/jobs/verdict.js';
import type { DeletionFailureReason } from '../../src/restores/ledger/leftover.js';
import type { FailureReason } from '../../src/targets/call-failure.js';

/** What the values of `verdict` mean. */
export const verdictMeanings = {
  pending:
    'PENDING or RUNNING; or COMPLETED while a validation result can still come. Not a value of the label: only ended tests are shown.',
  passed: 'COMPLETED, and the validation was SUCCESSFUL.',
  restored:
    'COMPLETED without a validation result, and none can come any more: AWS has begun to delete what was restored, or 168 hours (the longest validation window) have passed.',
  failed: 'FAILED or ABORTED.',
  validation_failed: 'COMPLETED, but the validation FAILED.',
  validation_timed_out: 'COMPLETED, but the validation TIMED_OUT.',
  partial:
    'COMPLETED, but StatusMessage says that some objects were not restored, whatever the validation says. No success unless the objective accepts it.',
  empty:
    'COMPLETED, but StatusMessage says that nothing was restored, whatever the validation says. No success unless the objective accepts it.',
} satisfies Record<Verdict, string>;

/** The meaning of each value of `copy`: where the vault of the restored recovery point is. */
export const copyMeanings = {
  own: 'The vault is in the account and region of the resource.',
  other_region: 'The vault is in the account of the resource, in another region.',
  other_account: 'The vault is in another account.',
  unknown: 'Several accounts list the resource, and its ARN names none, as that of an S3 bucket.',
} satisfies Record<CopyKind, string>;

/** The meaning of each value of `kind`: what an exception matches. */
export const exceptionKindMeanings = {
  test: 'The latest test of a resource by a plan.',
  resource: 'A protected resource, whatever plan tests it.',
  leftover: 'A resource that a restore test created and AWS Backup did not delete.',
  plan: 'A restore testing plan as a whole.',
} satisfies Record<ExceptionKind, string>;

/** What the values of `reason` mean for a restore test. */
export const testFailureMeanings = {
  start_window_missed: 'The job did not begin within the start window.',
  no_default_vpc: 'The account has no default VPC in the region.',
  no_subnet: 'There is no subnet, no suitable one, or none with free addresses.',
  role_not_assumable: 'AWS Backup could not assume the restore role.',
  kms_denied: 'A KMS key could not be used.',
  key_pending_deletion: 'A KMS key is scheduled for deletion.',
  access_denied: 'The restore role lacks a permission, or a policy denies it.',
  quota_exceeded: 'A quota of the account or the region is used up.',
  throttled: 'A service refused the restore because its request rate was exceeded.',
  insufficient_capacity: 'AWS lacks the capacity in the Availability Zone.',
  not_supported: 'The instance type, engine version or configuration is not supported there.',
  invalid_metadata: 'The restore metadata lacks a parameter, or has one that is not valid.',
  recovery_point_not_found: 'The snapshot or backup no longer exists.',
  internal_error: 'AWS had an error of its own.',
  aborted: 'The job was ABORTED, and its message names none of the causes above.',
  validation_failed: 'The validation FAILED.',
  validation_timed_out: 'The validation TIMED_OUT.',
  objects_not_restored:
    'Objects failed to be restored: some of a COMPLETED restore (verdict `partial`), or all of a FAILED one.',
  nothing_to_restore: 'The restore is COMPLETED and restored nothing: verdict `empty`.',
  other: 'Any other message, or none.',
} satisfies Record<TestFailureReason, string>;

/** The meaning of each `reason` of a leftover. */
export const deletionFailureMeanings = {
  tag_missing: 'The tag by which AWS Backup finds what it has restored is missing.',
  access_denied: 'AWS Backup lacks a permission, or a policy denies it.',
  deletion_protection: 'The resource is protected from deletion or termination.',
  in_use: 'The resource is attached or in use, or is in a state in which it cannot be deleted.',
  not_empty: 'The bucket is not empty.',
  not_found: 'The resource no longer existed.',
  other: 'Any other message, or none.',
} satisfies Record<DeletionFailureReason, string>;

/** What the values of `reason` mean for a call to AWS. */
export const callFailureMeanings = {
  throttled: 'AWS answered that the rate was exceeded.',
  unavailable: 'AWS answered with an error of its own (5xx).',
  dependency_failure: 'AWS Backup answered that a service it depends on failed.',
  timeout: 'No answer in time, or the deadline of the poll passed.',
  network: 'No connection: name look-up, TCP or TLS.',
  access_denied: 'A permission is missing, the role cannot be assumed, or AWS does not know the credentials.',
  denied_by_policy:
    'A service control policy, a resource control policy or a permissions boundary denies the call.',
  no_credentials: 'The daemon found no credentials of its own.',
  expired_credentials: 'The credentials have expired.',
  wrong_account: 'The credentials, or what AWS answered, belong to another account than the configured one.',
  region_disabled:
    'The region is not enabled for the account. AWS Backup gives the same answer for an access key that does not exist.',
  not_found: 'AWS does not know what was asked for.',
  not_supported:
    'AWS does not offer the operation to the account or in the region, or the account has not enabled it.',
  invalid_request: 'AWS refused a parameter.',
  invalid_response: 'The answer cannot be what AWS documents.',
  other: 'Anything else.',
  internal: 'A bug in restore-test-monitor: the log has its stack trace.',
} satisfies Record<FailureReason, string>;
