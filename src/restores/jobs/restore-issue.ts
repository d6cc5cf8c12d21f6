import type { RestoreIssue, RestoreJob } from './restore-job.js';

const objects = String.raw`\b(objects?|items?|files?)\b`;
const notRestored = String.raw`(failed to (be )?restored?|(were|was|could|can)( ?not|n't) (be )?restored|not restored)\b`;

/** Patterns of messages and their issues. The first that matches counts; names, sizes and ARNs may stand in between. */
const issueByMessage: readonly (readonly [RegExp, RestoreIssue])[] = [
  [
    new RegExp(String.raw`\b(no|none of the) ([\w-]+ )?${objects}.*\b(match|restored)`, 'is'),
    'nothing_to_restore',
  ],
  [/\bnothing (was|to be|to|could be) restored?\b/i, 'nothing_to_restore'],
  [new RegExp(String.raw`${objects}.*\b${notRestored}`, 'is'), 'objects_not_restored'],
  [new RegExp(String.raw`\bfailed to restore .*${objects}`, 'is'), 'objects_not_restored'],
  [/\bpartial(ly)?\b.*\brestored?\b|\brestored?\b.*\bpartial(ly)?\b/is, 'objects_not_restored'],
];

/**
 * The issue of a COMPLETED job; undefined where AWS gives no message, which says that nothing needs attention.
 * A job whose details were dropped keeps its issue.
 */
export function restoreIssueOf({
  status,
  statusMessage,
  issue,
}: Pick<RestoreJob, 'status' | 'statusMessage' | 'issue'>): RestoreIssue | undefined {
  if (status !== 'COMPLETED') return undefined;
  return statusMessage === undefined ? issue : (classifyMessage(statusMessage) ?? issue);
}

function classifyMessage(message: string): RestoreIssue | undefined {
  if (message.trim() === '') return undefined;
  return issueByMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'other_issue';
}
