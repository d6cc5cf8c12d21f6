import { describe, expect, it } from '@jest/globals';
import { explainVerdict } from '../../../src/restores/jobs/explain-verdict.js';
import type { RestoreJob } from '../../../src/restores/jobs/restore-job.js';
import { anOpenTest, aRestoreJob, aRestoreTest, hourMs, later, monday } from '../a-restore-job.js';

const soon = later(monday, 2 * hourMs);

describe('why a verdict is what it is', () => {
  it.each<[RestoreJob, string]>([
    [anOpenTest({ status: 'PENDING' }), 'The restore has not begun.'],
    [anOpenTest(), 'The restore is running.'],
    [anOpenTest({ status: 'unknown' }), 'AWS Backup gave a status that this version does not know.'],
    [aRestoreTest({ validation: 'VALIDATING' }), 'The restore completed; its validation is running.'],
    [aRestoreTest(), 'The restore completed; its validation window may still be open.'],
    [aRestoreTest({ validation: 'SUCCESSFUL' }), 'The restore completed and its validation was successful.'],
    [
      aRestoreTest({ deletion: 'DELETING' }),
      'The restore completed; nobody validated it, and its validation window is over.',
    ],
    [
      aRestoreJob(),
      'The restore completed; AWS Backup validates on-demand restores only where somebody reports a result.',
    ],
    [
      aRestoreTest({ validation: 'FAILED', validationMessage: 'row counts differ.' }),
      'The restore completed, but its validation failed: row counts differ.',
    ],
    [aRestoreTest({ validation: 'FAILED' }), 'The restore completed, but its validation failed.'],
    [
      aRestoreTest({ validation: 'TIMED_OUT' }),
      'The restore completed, but no validation result was reported within the validation window.',
    ],
    [
      aRestoreTest({ status: 'FAILED', statusMessage: 'Access denied to KMS key.' }),
      'The restore failed: Access denied to KMS key.',
    ],
    [
      aRestoreTest({ status: 'FAILED', statusMessage: 'No bucket a.b...' }),
      'The restore failed: No bucket a.b.',
    ],
    [
      aRestoreTest({
        validation: 'SUCCESSFUL',
        statusMessage: 'One or more objects failed to be restored from arn:a to b.',
      }),
      'The restore completed without some of its objects: One or more objects failed to be restored from arn:a to b.',
    ],
    [
      aRestoreTest({ statusMessage: 'There are no objects that match the restore request for arn:a.' }),
      'The restore completed and restored nothing: There are no objects that match the restore request for arn:a.',
    ],
    [aRestoreTest({ issue: 'nothing_to_restore' }), 'The restore completed and restored nothing.'],
    [
      aRestoreTest({ validation: 'FAILED', statusMessage: 'Tags could not be set.' }),
      "The restore completed, but its validation failed. AWS Backup's message: Tags could not be set.",
    ],
    [
      aRestoreTest({ validation: 'SUCCESSFUL', issue: 'other_issue' }),
      'The restore completed and its validation was successful.',
    ],
    [aRestoreTest({ status: 'ABORTED' }), 'The restore was aborted.'],
  ])('%#', (job, sentence) => expect(explainVerdict(job, soon)).toBe(sentence));
});
