import type { RestoreJob } from './restore-job.js';
import type { Verdict } from './verdict.js';

/** Why a restore test failed: the closed set that AWS's free text is mapped to. */
export const testFailureReasons = [
  'start_window_missed',
  'no_default_vpc',
  'no_subnet',
  'role_not_assumable',
  'kms_denied',
  'access_denied',
  'aborted',
  'validation_failed',
  'validation_timed_out',
  'objects_not_restored',
  'nothing_to_restore',
  'other',
] as const;

export type TestFailureReason = (typeof testFailureReasons)[number];

const reasonByMessage: readonly (readonly [RegExp, TestFailureReason])[] = [
  [/start window/i, 'start_window_missed'],
  [/no default vpc/i, 'no_default_vpc'],
  [/subnet/i, 'no_subnet'],
  [
    /assum\w* (the |this )?(iam )?role|role .*\b(cannot|could not|can't|unable to)\b.*\bassum/i,
    'role_not_assumable',
  ],
  [/\bkms\b/i, 'kms_denied'],
  [/access ?denied|not authorized|unauthorized|permission/i, 'access_denied'],
];

/** The reason of a job whose verdict is a failure; undefined where it is none. */
export function testFailureReason(
  job: Pick<RestoreJob, 'status' | 'statusMessage'>,
  verdict: Verdict,
): TestFailureReason | undefined {
  if (verdict === 'validation_failed' || verdict === 'validation_timed_out') return verdict;
  if (verdict === 'partial') return 'objects_not_restored';
  if (verdict === 'empty') return 'nothing_to_restore';
  if (verdict !== 'failed') return undefined;
  const message = job.statusMessage ?? '';
  const matched = reasonByMessage.find(([pattern]) => pattern.test(message))?.[1];
  return matched ?? (job.status === 'ABORTED' ? 'aborted' : 'other');
}
