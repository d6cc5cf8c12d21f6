import { describe, expect, it } from '@jest/globals';
import { restoreIssueOf } from '../../../src/restores/jobs/restore-issue.js';
import type { RestoreIssue } from '../../../src/restores/jobs/restore-job.js';

const recoveryPoint = 'arn:aws:backup:eu-west-1:111122223333:recovery-point:bucket-no-objects-match-5d7a423e';
const notify = 'To get notified of these failures, enable SNS event notifications.';

describe('the issue of a completed restore', () => {
  // Those of AWS are in the Developer Guide, "Restore S3 data" and "Restore an Amazon EKS cluster".
  it.each<[RestoreIssue, string]>([
    [
      'objects_not_restored',
      `One or more objects failed to be restored from ${recoveryPoint} to reports. ${notify}`,
    ],
    ['objects_not_restored', `One or more Kubernetes objects failed to restore. ${notify}`],
    ['objects_not_restored', 'Some Kubernetes Objects failed to be restored'],
    ['objects_not_restored', `1204 objects were not restored from ${recoveryPoint}`],
    ['objects_not_restored', 'ONE OR MORE OBJECTS\nCOULD NOT BE RESTORED'],
    ['objects_not_restored', 'Failed to restore one or more items.'],
    ['objects_not_restored', 'The restore completed partially.'],
    ['nothing_to_restore', `There are no objects that match the restore request for ${recoveryPoint}.`],
    ['nothing_to_restore', `No objects were restored from ${recoveryPoint} to reports. ${notify}`],
    ['nothing_to_restore', 'No items match the restore request.'],
    ['nothing_to_restore', 'There was nothing to restore.'],
    ['other_issue', 'The tags of the restored objects could not be copied.'],
    ['other_issue', `Could not read the tags of ${recoveryPoint}.`],
    ['other_issue', 'Wiederherstellung mit Warnungen abgeschlossen'],
    ['other_issue', 'No resource policy was restored.'],
    ['other_issue', 'One or more tags were not restored.'],
    ['other_issue', '.'],
  ])('is %s where AWS says "%s"', (issue, statusMessage) => {
    expect(restoreIssueOf({ status: 'COMPLETED', statusMessage })).toBe(issue);
  });

  it.each([undefined, '', '  \n'])('is none where the message is %j', (statusMessage) => {
    expect(restoreIssueOf({ status: 'COMPLETED', statusMessage })).toBeUndefined();
  });

  it.each(['PENDING', 'RUNNING', 'ABORTED', 'FAILED', 'unknown'] as const)(
    'is none of a job that is %s',
    (status) => {
      const statusMessage = 'One or more objects failed to be restored from a to b.';
      expect(restoreIssueOf({ status, statusMessage })).toBeUndefined();
      expect(restoreIssueOf({ status, issue: 'other_issue' })).toBeUndefined();
    },
  );

  it('is what was kept where the message was dropped, and what the message says where there is one', () => {
    expect(restoreIssueOf({ status: 'COMPLETED', issue: 'nothing_to_restore' })).toBe('nothing_to_restore');
    expect(restoreIssueOf({ status: 'COMPLETED', issue: 'nothing_to_restore', statusMessage: 'Tags.' })).toBe(
      'other_issue',
    );
  });
});
