import { expect, it } from '@jest/globals';
import { eventLines } from '../../src/commands/event-lines.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import {
  newTargetState,
  recordFailure,
  recordJobsReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const at = new Date(2026, 2, 2, 12, 57, 21);
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const first = later(monday, hourMs);
const second = later(monday, 2 * hourMs);
const denied: CallFailure = { operation: 'AssumeRole', reason: 'access_denied', message: 'no' };

function stateOf(accountName: string, region = 'eu-west-1'): TargetState {
  return newTargetState({ accountId: '111122223333', accountName, region });
}

function read(state: TargetState, jobs: readonly RestoreJob[], readAt: Date): TargetState {
  const facts = { jobs, gone: [], listedAt: readAt };
  return recordJobsReading(state, { at: readAt, durationSeconds: 1 }, facts, settings).state;
}

function failing(state: TargetState): TargetState {
  return recordFailure(state, 'jobs', { at: second, durationSeconds: 1, failure: denied }).state;
}

const test = (index: number, members: Partial<RestoreJob> = {}) =>
  aRestoreTest({
    id: `job-${index}`,
    createdAt: first,
    completedAt: second,
    sourceResourceArn: `arn:aws:rds:eu-west-1:111122223333:db:wiki-${index}`,
    resourceType: 'RDS',
    validation: 'SUCCESSFUL',
    ...members,
  });

it('is a line for each test that ended, failed ones first, but not for what is history', () => {
  const before = read(stateOf('payments'), [test(0)], first);
  const failed = test(2, {
    status: 'FAILED',
    statusMessage: 'KMS key is not accessible',
    validation: 'NONE',
  });
  const after = read(before, [test(1), failed], second);
  expect(eventLines([stateOf('payments')], [before], at)).toEqual([]);
  expect(eventLines([before], [before], at)).toEqual([]);
  expect(eventLines([before], [after], at)).toEqual([
    '12:57:21 ✗ wiki-2 RDS payments kms_denied',
    '12:57:21 ✓ wiki-1 RDS payments passed',
  ]);
});

it('counts what would be too many lines to watch', () => {
  const before = read(stateOf('payments'), [], first);
  const jobs = [1, 2, 3, 4, 5].map((index) => test(index, index < 4 ? { status: 'ABORTED' } : {}));
  expect(eventLines([before], [read(before, jobs, second)], at)).toEqual([
    '12:57:21 ✗ wiki-1 RDS payments aborted',
    '12:57:21 ✗ wiki-2 RDS payments aborted',
    '12:57:21 … 3 more tests ended, 1 of them failed',
  ]);
});

it('is one line for one cause, however many targets it makes fail, and one for its end', () => {
  const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'];
  const before = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => regions.map((region) => stateOf(name, region)));
  const after = before.map(failing);
  expect(eventLines(before, after, at)).toEqual([
    '12:57:21 ✗ cannot read a, b, c, 2 more: AssumeRole access_denied',
  ]);
  expect(eventLines(after, after, at)).toEqual([]);
  expect(eventLines(after, before, at)).toEqual(['12:57:21 ✓ over: AssumeRole access_denied']);
});
