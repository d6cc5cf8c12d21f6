import { describe, expect, it } from '@jest/globals';
import { createExposition } from '../../src/metrics/exposition.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { newTargetState, recordJobsReading } from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

/** By verdict how many tests have no series, where there are any; and the resources that have series. */
function shown(perResource: { enabled: boolean; limit: number }, ...jobs: readonly RestoreJob[]) {
  const at = later(monday, 2 * hourMs);
  const facts = { jobs, gone: [], listedAt: at };
  const ledgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const state = recordJobsReading(
    newTargetState(target),
    { at, durationSeconds: 1 },
    facts,
    ledgerSettings,
  ).state;
  const settings = { perResource, summaries: { period: 'ONE_DAY', state: 'ANY' }, objectives: [] };
  const lines = createExposition(settings, () => [state])()
    .join('')
    .split('\n');
  const unlisted = lines.filter((line) => line.startsWith('aws_backup_restore_tests_without_series{'));
  const listed = lines.filter((line) => /^aws_backup_restore_test_last_result.* 1$/.test(line));
  return {
    zeros: unlisted.filter((line) => line.endsWith(' 0')).length,
    unlisted: unlisted.filter((line) => !line.endsWith(' 0')).map((line) => line.replace(/^.*verdict=/, '')),
    listed: listed.map((line) => /resource_arn="(.*?)",verdict="(.*?)"/.exec(line)?.slice(1).join(' ')),
  };
}

const failed = aRestoreTest({ status: 'FAILED', sourceResourceArn: 'arn:failed' });
const passed = aRestoreTest({ id: 'job-2', validation: 'SUCCESSFUL', sourceResourceArn: 'arn:passed' });
const unnamed = aRestoreTest({ id: 'job-3', status: 'FAILED', sourceResourceArn: undefined });

describe('tests without series of their own', () => {
  it('are those without a resource: a failure is told in one place', () => {
    expect(shown({ enabled: true, limit: 1000 }, failed, passed, unnamed)).toEqual({
      zeros: 6,
      unlisted: ['"failed"} 1'],
      listed: ['arn:failed failed', 'arn:passed passed'],
    });
  });

  it('are those over the limit', () => {
    expect(shown({ enabled: true, limit: 1 }, failed, passed)).toEqual({
      zeros: 6,
      unlisted: ['"passed"} 1'],
      listed: ['arn:failed failed'],
    });
  });

  it('are all where single resources have none', () => {
    expect(shown({ enabled: false, limit: 1000 }, failed, passed, unnamed)).toEqual({
      zeros: 5,
      unlisted: ['"passed"} 1', '"failed"} 2'],
      listed: [],
    });
  });

  it('are shown with 0 from the first job on', () => {
    expect(shown({ enabled: true, limit: 1000 }, failed)).toEqual({
      zeros: 7,
      unlisted: [],
      listed: ['arn:failed failed'],
    });
  });
});
