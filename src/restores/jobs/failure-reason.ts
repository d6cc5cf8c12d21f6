import type { RestoreJob } from './restore-job.js';
import type { Verdict } from './verdict.js';

/** The reasons of a failed restore test: the closed set that StatusMessage is mapped to. */
export const testFailureReasons = [
  'start_window_missed',
  'no_default_vpc',
  'no_subnet',
  'role_not_assumable',
  'kms_denied',
  'key_pending_deletion',
  'access_denied',
  'quota_exceeded',
  'throttled',
  'insufficient_capacity',
  'not_supported',
  'invalid_metadata',
  'recovery_point_not_found',
  'internal_error',
  'aborted',
  'validation_failed',
  'validation_timed_out',
  'objects_not_restored',
  'nothing_to_restore',
  'other',
] as const;

export type TestFailureReason = (typeof testFailureReasons)[number];

/** The reason of a job whose verdict is a failure; undefined where it is none. */
export function testFailureReason(
  job: Pick<RestoreJob, 'status' | 'statusMessage'>,
  verdict: Verdict,
): TestFailureReason | undefined {
  switch (verdict) {
    case 'failed':
      return reasonOfMessage(job.statusMessage ?? '') ?? (job.status === 'ABORTED' ? 'aborted' : 'other');
    case 'validation_failed':
    case 'validation_timed_out':
      return verdict;
    case 'partial':
      return 'objects_not_restored';
    case 'empty':
      return 'nothing_to_restore';
    case 'pending':
    case 'passed':
    case 'restored':
      return undefined;
  }
}

const absent =
  "(not found|could not be found|does(n't| not) (exist|refer)|do(n't| not) exist|(was|were) found)";
const given = '(parameter|metadata|configuration|setting)s?';

/** The first that matches counts: what was denied comes before what it was denied for. */
const reasonByMessage: readonly (readonly [RegExp, TestFailureReason])[] = [
  [/start window/i, 'start_window_missed'],
  [
    /assum\w* (the |this )?(iam )?role|role .*\b(cannot|could not|can't|unable to)\b.*\bassum/i,
    'role_not_assumable',
  ],
  [/pending ?deletion/i, 'key_pending_deletion'],
  [/\bkms (key|access)|\bkms:|\bcustomer master key\b|\bgiven key id\b|service: \w*kms\b/i, 'kms_denied'],
  [
    /access ?denied|not authorized|unauthorized|explicit deny|insufficient (privilege|permission)|(not have|lacks?|missing) (\w+ ){0,3}permission/i,
    'access_denied',
  ],
  [/no default vpc/i, 'no_default_vpc'],
  [
    /\bno (default )?subnets?\b|\bfree addresses in subnet|\bsubnet .*(\binvalid|free private)|subnet group doesn't (meet|cover)/i,
    'no_subnet',
  ],
  [new RegExp(`subnet.*${absent}`, 'i'), 'no_subnet'],
  [/\bthrottl|\brate exceeded|\brequest limit exceeded|\brequest rate|too many requests/i, 'throttled'],
  [
    /\bquotas?\b|limit ?exceeded|\bexceed.*\b(limit|maximum|allowed)|\b(current|service) [\w ]*limit\b|\b(reached|created) the (limit|maximum)|than (allowed|are permitted)/i,
    'quota_exceeded',
  ],
  [
    /\binsufficient\b.*\b(capacity|storage)|(\bnot|n't)( have)? (sufficient|enough)\b.*\b(capacity|storage)|insufficient\w*capacity|instance class isn't available/i,
    'insufficient_capacity',
  ],
  [
    /\b(not|no longer|only)( currently)? supported|\bunsupported|\b(does|do)(n't| not) support|cannot find version|not available in the specified availability zone/i,
    'not_supported',
  ],
  [
    new RegExp(`(snapshot|backup|recovery point|\\bami\\b|\\bimage).*\\b${absent}`, 'i'),
    'recovery_point_not_found',
  ],
  [
    new RegExp(
      `\\b(required|missing|invalid|must contain)\\b.*\\b${given}|\\b${given}\\b.*\\b(required|missing|invalid|not valid)`,
      'i',
    ),
    'invalid_metadata',
  ],
  [new RegExp(`\\b((security|option|parameter) group|key pair)\\b.*${absent}`, 'i'), 'invalid_metadata'],
  [/\bobjects? (were restored|failed to)/i, 'objects_not_restored'],
  [
    /internal (server )?(error|failure|exception)|unknown error|\bserver side\b|temporary failure/i,
    'internal_error',
  ],
];

function reasonOfMessage(message: string): TestFailureReason | undefined {
  return reasonOfDeniedAction(message) ?? reasonOfText(withoutNames(message));
}

/** Denied by IAM, whose messages name the action: "… is not authorized to perform: ec2:RunInstances on resource: …". */
function reasonOfDeniedAction(message: string): TestFailureReason | undefined {
  const action = /not authorized to perform:? *([\w-]+:\w+)/i.exec(message)?.[1]?.toLowerCase();
  if (action === undefined) return undefined;
  if (action === 'sts:assumerole') return 'role_not_assumable';
  return action.startsWith('kms:') ? 'kms_denied' : 'access_denied';
}

function reasonOfText(text: string): TestFailureReason | undefined {
  return reasonByMessage.find(([pattern]) => pattern.test(text))?.[1];
}

/** Returns the message without ARNs and hyphenated names: what a resource is called is no reason. */
function withoutNames(message: string): string {
  return message.replaceAll(/\barn:[^\s,'"]+|\bAWS Backup\b|[\w.]+(-[\w.]+)+/g, ' ');
}
