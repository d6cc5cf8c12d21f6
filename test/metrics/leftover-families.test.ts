import { describe, expect, it } from '@jest/globals';
import { createExposition } from '../../src/metrics/exposition.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { newTargetState, recordJobsReading } from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const place = 'aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1",';
const source = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const created = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-0f1e2d3c';
const failed: Partial<RestoreJob> = {
  validation: 'SUCCESSFUL',
  deletion: 'FAILED',
  deletionMessage: 'Resource could not be deleted: a tag is missing.',
  createdResourceArn: created,
  sizeBytes: 5,
};
const deleting: Partial<RestoreJob> = {
  ...failed,
  id: 'job-2',
  deletion: 'DELETING',
  deletionMessage: undefined,
  createdResourceArn: `${created}-2`,
  sizeBytes: undefined,
};

/** The lines about leftovers and what was dropped, without the labels of the place. */
function shown(limit: number, enabled: boolean, ...jobs: readonly RestoreJob[]): string[] {
  const at = later(monday, 2 * hourMs);
  const ledgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const facts = { jobs, gone: [], listedAt: at };
  const state = recordJobsReading(
    newTargetState(target),
    { at, durationSeconds: 1 },
    facts,
    ledgerSettings,
  ).state;
  const settings = {
    perResource: { enabled, limit },
    summaries: { period: 'ONE_DAY', state: 'ANY' },
    objectives: [],
  };
  return createExposition(settings, () => [state])()
    .join('')
    .split('\n')
    .filter((line) => /^(aws_backup_restore_leftover_(info|restored|size)|\w+_resources_dropped)/.test(line))
    .map((line) => line.replace(place, '').replace(place.slice(0, -1), ''));
}

const ofFirst = `restore_testing_plan="daily",resource_type="RDS",created_resource_arn="${created}"`;
const ofSecond = `restore_testing_plan="daily",resource_type="RDS",created_resource_arn="${created}-2"`;
const restoredAt = later(monday, hourMs).getTime() / 1000;

describe('leftovers', () => {
  it('have series of their own', () => {
    expect(shown(1000, true, aRestoreTest(failed), aRestoreTest(deleting))).toEqual([
      `aws_backup_restore_leftover_info{${ofFirst},resource_arn="${source}",deletion_status="FAILED",reason="tag_missing"} 1`,
      `aws_backup_restore_leftover_info{${ofSecond},resource_arn="${source}",deletion_status="DELETING",reason=""} 1`,
      `aws_backup_restore_leftover_restored_timestamp_seconds{${ofFirst}} ${restoredAt}`,
      `aws_backup_restore_leftover_restored_timestamp_seconds{${ofSecond}} ${restoredAt}`,
      `aws_backup_restore_leftover_size_bytes{${ofFirst}} 5`,
      'restore_test_monitor_resources_dropped{} 0',
    ]);
  });

  it('are dropped before tests, and counted', () => {
    const jobs = [aRestoreTest(failed), aRestoreTest(deleting)];
    const info = (limit: number) => shown(limit, true, ...jobs).filter((line) => /info|dropped/.test(line));
    expect(info(2)).toEqual([
      `aws_backup_restore_leftover_info{${ofFirst},resource_arn="${source}",deletion_status="FAILED",reason="tag_missing"} 1`,
      'restore_test_monitor_resources_dropped{} 1',
    ]);
    expect(info(1)).toEqual(['restore_test_monitor_resources_dropped{} 2']);
  });

  it('have none where single resources have none', () => {
    expect(shown(1000, false, aRestoreTest(failed))).toEqual(['restore_test_monitor_resources_dropped{} 0']);
  });
});
