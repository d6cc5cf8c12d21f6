import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { logEvents } from '../../src/log/log-events.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../src/restores/ledger/record-jobs.js';
import { newTargetState } from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const created = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-0f1e2d3c';
const deleting: Partial<RestoreJob> = {
  validation: 'SUCCESSFUL',
  deletion: 'DELETING',
  createdResourceArn: created,
};
const deletionMessage = 'Resource could not be deleted: tag awsbackup-restore-test is missing.';
const failed: Partial<RestoreJob> = { ...deleting, deletion: 'FAILED', deletionMessage };

/** What is logged of these lists, an hour after one another. */
function logged(...lists: readonly (readonly RestoreJob[])[]): unknown[] {
  const lines: unknown[] = [];
  const write = (line: string) => {
    const { time: _, hostname: __, pid: ___, ...fields } = JSON.parse(line);
    lines.push(fields);
  };
  const { pollEnded } = logEvents(pino({ level: 'info' }, { write }));
  const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  let ledger: RestoreLedger = emptyLedger;
  for (const [index, jobs] of lists.entries()) {
    const now = later(monday, (2 + index) * hourMs);
    const before = ledger;
    ledger = recordJobs(before, { jobs, gone: [], listedAt: now }, now, settings).ledger;
    pollEnded({
      target,
      source: 'jobs',
      durationSeconds: 1,
      before: { ...newTargetState(target), restores: before },
      after: { ...newTargetState(target), restores: ledger },
    });
  }
  return lines;
}

const event = {
  level: 40,
  account: '111122223333',
  accountName: 'payments',
  region: 'eu-west-1',
  source: 'jobs',
  restoreTestingPlan: 'daily',
  restoreJobId: 'job-1',
  createdResourceArn: created,
  sourceResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
  reason: 'tag_missing',
  message: deletionMessage,
  msg: 'AWS Backup could not delete what a restore test created',
};

it.each<[string, (readonly RestoreJob[])[], unknown[]]>([
  [
    'a deletion that fails, once',
    [[aRestoreTest(deleting)], [aRestoreTest(failed)], [aRestoreTest(failed)]],
    [event],
  ],
  ['one that had failed when its job was first seen', [[], [aRestoreTest(failed)]], [event]],
  ['none that had failed before the first reading', [[aRestoreTest(failed)], [aRestoreTest(failed)]], []],
  ['none that goes on', [[], [aRestoreTest(deleting)]], []],
])('logs %s', (_, lists, lines) => {
  expect(logged(...lists)).toEqual(lines);
});
