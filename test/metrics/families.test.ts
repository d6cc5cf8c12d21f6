import { describe, expect, it } from '@jest/globals';
import { createExposition, type ExpositionSettings } from '../../src/metrics/exposition.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import type { RestoreJobSummary } from '../../src/restores/jobs/restore-job-summary.js';
import { failureReasons } from '../../src/targets/call-failure.js';
import type { Target } from '../../src/targets/target.js';
import {
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordSummariesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import {
  anOpenTest,
  aRestoreJob,
  aRestoreTest,
  dayMs,
  hourMs,
  later,
  monday,
} from '../restores/a-restore-job.js';

const settings: ExpositionSettings = {
  perResource: { enabled: true, limit: 1000 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [],
};
const ledgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const payments: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const place = 'aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1"';

function stateOf(jobs: readonly RestoreJob[], target = payments): TargetState {
  const at = later(monday, 2 * hourMs);
  const facts = { jobs, gone: [], listedAt: at };
  return recordJobsReading(newTargetState(target), { at, durationSeconds: 1 }, facts, ledgerSettings).state;
}

function render(states: readonly TargetState[], wanted: Partial<ExpositionSettings> = {}): string {
  return createExposition({ ...settings, ...wanted }, () => states)().join('');
}

/** The sample lines of a family, without the labels of the place. */
function linesOf(text: string, family: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${family}{`))
    .map((line) => line.slice(family.length + 1).replace(`${place},`, ''));
}

it('shows no latest test until it was tried to read what is still tested', () => {
  const at = later(monday, 3 * hourMs);
  const failure = { operation: 'ListRestoreTestingPlans', reason: 'access_denied', message: 'no' } as const;
  const restored = stateOf([aRestoreTest({ validation: 'SUCCESSFUL' })]);
  const tried = recordPlansReading(restored, { at, durationSeconds: 1, failure }, undefined).state;
  const verdicts = [
    [restored, []],
    [tried, []],
    [restored, [{ accounts: ['payments'] }]],
    [restored, [{ regions: ['us-*'] }]],
  ] as const;
  const lengths = verdicts.map(([state, except]) => {
    const text = render([state], { testsAwait: [{ source: 'plans', except }] });
    return linesOf(text, 'aws_backup_restore_test_last_result').length;
  });
  expect(lengths).toEqual([0, 7, 7, 0]);
});

describe('as soon as a plan has a job of a resource type', () => {
  const text = render([stateOf([anOpenTest()])]);
  const group = 'restore_testing_plan="daily",resource_type="RDS"';

  it.each([
    [
      'aws_backup_restore_jobs',
      'status',
      { PENDING: 0, RUNNING: 1, COMPLETED: 0, ABORTED: 0, FAILED: 0, unknown: 0 },
    ],
    [
      'aws_backup_restore_job_validations',
      'validation_status',
      { NONE: 1, VALIDATING: 0, SUCCESSFUL: 0, FAILED: 0, TIMED_OUT: 0, unknown: 0 },
    ],
    [
      'aws_backup_restore_job_deletions',
      'deletion_status',
      { NONE: 1, DELETING: 0, SUCCESSFUL: 0, FAILED: 0, unknown: 0 },
    ],
    ['aws_backup_restore_jobs_ended_total', 'status', { COMPLETED: 0, ABORTED: 0, FAILED: 0 }],
    [
      'aws_backup_restore_validations_ended_total',
      'validation_status',
      { SUCCESSFUL: 0, FAILED: 0, TIMED_OUT: 0 },
    ],
    ['aws_backup_restore_deletions_ended_total', 'deletion_status', { SUCCESSFUL: 0, FAILED: 0 }],
    [
      'aws_backup_restore_oldest_unfinished_timestamp_seconds',
      'stage',
      { restore: monday.getTime() / 1000, validation: 0, deletion: 0 },
    ],
  ])('%s has a series of every %s', (family, label, values) => {
    expect(linesOf(text, family)).toEqual(
      Object.entries(values).map(([value, count]) => `${group},${label}="${value}"} ${count}`),
    );
  });

  it('aws_backup_restore_leftover_bytes is 0', () => {
    expect(linesOf(text, 'aws_backup_restore_leftover_bytes')).toEqual([`${group}} 0`]);
  });

  it('aws_backup_restore_duration_seconds has every bucket', () => {
    const bounds = [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, '+Inf'];
    expect(linesOf(text, 'aws_backup_restore_duration_seconds_bucket')).toEqual(
      bounds.map((bound) => `${group},le="${bound}"} 0`),
    );
  });

  it('every series has the account and the region first', () => {
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const ofPlaces = samples.filter((line) => !line.startsWith('aws_backup_account_monitored{'));
    expect(ofPlaces.filter((line) => !line.includes(`{${place}`))).toEqual([]);
  });
});

it('sums the bytes of what was left behind, as far as AWS tells them', () => {
  const old = { createdAt: later(monday, -31 * dayMs) };
  const text = render([
    stateOf([
      aRestoreTest({ id: 'a', deletion: 'FAILED', sizeBytes: 100 }),
      aRestoreTest({ id: 'b', deletion: 'FAILED', sizeBytes: 20 }),
      aRestoreTest({ id: 'c', deletion: 'FAILED' }),
      aRestoreTest({ id: 'd', deletion: 'SUCCESSFUL', sizeBytes: 3 }),
      aRestoreTest({ id: 'e', deletion: 'DELETING', sizeBytes: 4 }),
      aRestoreTest({ id: 'f', deletion: 'FAILED', sizeBytes: 5, ...old }),
      aRestoreTest({ id: 'g', deletion: 'FAILED', sizeBytes: 6, resourceType: 'EFS' }),
    ]),
  ]);
  expect(linesOf(text, 'aws_backup_restore_leftover_bytes').toSorted()).toEqual([
    'restore_testing_plan="daily",resource_type="EFS"} 6',
    'restore_testing_plan="daily",resource_type="RDS"} 120',
  ]);
});

describe('a result', () => {
  it('has a series of every verdict', () => {
    const text = render([stateOf([aRestoreTest({ validation: 'TIMED_OUT' })])]);
    const verdicts = {
      passed: 0,
      restored: 0,
      failed: 0,
      validation_failed: 0,
      validation_timed_out: 1,
      partial: 0,
      empty: 0,
    };
    const labels = `restore_testing_plan="daily",resource_type="RDS",resource_arn="arn:aws:rds:eu-west-1:111122223333:db:ledger"`;
    expect(linesOf(text, 'aws_backup_restore_test_last_result')).toEqual(
      Object.entries(verdicts).map(([verdict, value]) => `${labels},verdict="${verdict}"} ${value}`),
    );
    expect(linesOf(text, 'aws_backup_restore_test_last_failure_reason')).toEqual([
      `${labels},reason="validation_timed_out"} 1`,
    ]);
    expect(linesOf(text, 'aws_backup_restore_test_last_success_timestamp_seconds')).toEqual([`${labels}} 0`]);
  });

  it('has no series before a test has ended', () => {
    expect(render([stateOf([anOpenTest()])])).not.toContain('restore_test_last');
  });
});

describe('a target', () => {
  it('has a series of every reason of a failure once it was tried, and none before', () => {
    const failure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' } as const;
    const at = monday;
    const failed = recordJobsReading(
      newTargetState(payments),
      { at, durationSeconds: 1, failure },
      undefined,
      ledgerSettings,
    ).state;
    const text = render([failed]);
    expect(linesOf(text, 'restore_test_monitor_target_failure_reason')).toEqual(
      failureReasons.map((reason) => `reason="${reason}"} ${reason === 'throttled' ? 1 : 0}`),
    );
    expect(text).toContain(`restore_test_monitor_target_up{${place}} 0\n`);
    expect(linesOf(text, 'restore_test_monitor_target_last_success_timestamp_seconds')).toEqual([
      'source="jobs"} 0',
    ]);
    const untried = render([newTargetState(payments)]);
    expect(untried).not.toContain('target_up');
    expect(untried).not.toContain('target_failure_reason');
  });
});

const namedTest = (name: string, day: number, fields: Partial<RestoreJob> = {}) =>
  aRestoreTest({
    id: name,
    sourceResourceArn: `arn:${name}`,
    createdAt: later(monday, -day * dayMs),
    validation: 'SUCCESSFUL',
    ...fields,
  });

describe('the limit of resources with series of their own', () => {
  const state = stateOf([
    namedTest('newest', 1),
    namedTest('older', 2),
    namedTest('oldest', 4),
    namedTest('failing', 3, { status: 'FAILED' }),
    namedTest('unvalidated', 5, { validation: 'FAILED' }),
  ]);
  const shown = (limit: number) =>
    linesOf(
      render([state], { perResource: { enabled: true, limit } }),
      'aws_backup_restore_test_last_end_timestamp_seconds',
    ).map((line) => /resource_arn="arn:(\w+)"/.exec(line)?.[1]);
  const dropped = (perResource: ExpositionSettings['perResource']) =>
    render([state], { perResource }).match(/^restore_test_monitor_resources_dropped\{.*\} (\d+)$/m)?.[1];

  it.each([
    [1, ['failing'], '4'],
    [2, ['failing', 'unvalidated'], '3'],
    [3, ['failing', 'unvalidated', 'newest'], '2'],
    [4, ['failing', 'unvalidated', 'newest', 'older'], '1'],
    [5, ['newest', 'older', 'oldest', 'failing', 'unvalidated'], '0'],
  ])(
    'of %d shows what failed first, then what was tested last, and tells what is left out',
    (limit, names, rest) => {
      expect(shown(limit)).toEqual(names);
      expect(dropped({ enabled: true, limit })).toBe(rest);
    },
  );

  it('is nothing where no resource has series of its own', () => {
    const text = render([state], { perResource: { enabled: false, limit: 1 } });
    expect(text).not.toContain('resource_arn');
    expect(dropped({ enabled: false, limit: 1 })).toBe('0');
  });
});

const row = (fields: Partial<RestoreJobSummary> = {}): RestoreJobSummary => ({
  region: 'eu-west-1',
  accountId: '111122223333',
  state: 'FAILED',
  awsState: 'FAILED',
  resourceType: 'EBS',
  count: 2,
  startAt: monday,
  endAt: later(monday, dayMs),
  ...fields,
});
const withRows = (target: Target, ...rows: readonly RestoreJobSummary[]) =>
  recordSummariesReading(newTargetState(target), { at: monday, durationSeconds: 1 }, rows).state;

describe('summaries', () => {
  const family = 'aws_backup_restore_jobs_summarized';

  it('have a series of every state of a resource type', () => {
    const text = render([withRows(payments, row())]);
    const states = { CREATED: 0, PENDING: 0, RUNNING: 0, ABORTED: 0, COMPLETED: 0, FAILED: 2 };
    expect(linesOf(text, family)).toEqual(
      Object.entries(states).map(
        ([state, count]) => `resource_type="EBS",state="${state}",aggregation_period="ONE_DAY"} ${count}`,
      ),
    );
    expect(linesOf(text, `${family}_end_timestamp_seconds`)).toEqual([
      `aggregation_period="ONE_DAY"} ${later(monday, dayMs).getTime() / 1000}`,
    ]);
  });

  it('have only the sum where the sum is asked for', () => {
    const summaries = { period: 'SEVEN_DAYS', state: 'AGGREGATE_ALL' };
    const text = render([withRows(payments, row({ state: 'AGGREGATE_ALL', count: 9 }))], { summaries });
    expect(linesOf(text, family)).toEqual([
      'resource_type="EBS",state="AGGREGATE_ALL",aggregation_period="SEVEN_DAYS"} 9',
    ]);
  });

  it('name the account as its target does, also in another region, and by its id where it has none', () => {
    const text = render([
      withRows(
        payments,
        row({ region: 'us-east-1' }),
        row({ accountId: '444455556666', region: 'eu-west-1' }),
      ),
    ]);
    expect(text).toContain(`${family}_end_timestamp_seconds{${place.replace('eu-west-1', 'us-east-1')},`);
    expect(text).toContain(
      `${family}_end_timestamp_seconds{aws_account_id="444455556666",aws_account="444455556666",aws_region="eu-west-1",`,
    );
  });

  it("have a target's own rows before those that another endpoint tells of it", () => {
    const frankfurt = { ...payments, region: 'eu-central-1' };
    const other = withRows(frankfurt, row({ count: 7 }));
    const own = withRows(payments, row({ count: 3 }));
    for (const states of [
      [other, own],
      [own, other],
    ]) {
      expect(linesOf(render(states), family).at(-1)).toBe(
        'resource_type="EBS",state="FAILED",aggregation_period="ONE_DAY"} 3',
      );
    }
  });
});

describe('what stays within the look-back', () => {
  it('is counted, and an older open job is not, though it is the oldest unfinished one', () => {
    const ancient = anOpenTest({ id: 'ancient', createdAt: later(monday, -40 * dayMs) });
    const text = render([stateOf([ancient, aRestoreJob({ id: 'other' })])]);
    const group = 'restore_testing_plan="daily",resource_type="RDS"';
    expect(linesOf(text, 'aws_backup_restore_jobs')).toContain(`${group},status="RUNNING"} 0`);
    expect(linesOf(text, 'aws_backup_restore_oldest_unfinished_timestamp_seconds')).toContain(
      `${group},stage="restore"} ${ancient.createdAt.getTime() / 1000}`,
    );
  });
});
