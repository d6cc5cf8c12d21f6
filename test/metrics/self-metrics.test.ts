import { describe, expect, it } from '@jest/globals';
import { operationNames } from '../../src/aws/operations.js';
import { createSelfMetrics } from '../../src/metrics/self-metrics.js';
import { requestFailureReasons } from '../../src/targets/call-failure.js';
import type { RefusedRow } from '../../src/targets/refused-row.js';
import { newTargetState, recordFailure } from '../../src/targets/target-state.js';
import { emitTo } from '../emit-to.js';

const build = { version: '1.2.3', revision: 'abc1234' };

async function linesOf(selfMetrics: ReturnType<typeof createSelfMetrics>, name: string): Promise<string[]> {
  const lines = (await selfMetrics.registry.metrics()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

describe("the daemon's own metrics", () => {
  it('have a series of every operation and reason before the first event', async () => {
    const own = createSelfMetrics(build);
    const pairs = operationNames.flatMap((operation) =>
      requestFailureReasons.map((reason) => `{operation="${operation}",reason="${reason}"} 0`),
    );
    for (const name of ['failures', 'retries'].map(
      (kind) => `restore_test_monitor_aws_request_${kind}_total`,
    )) {
      expect(await linesOf(own, name)).toEqual(pairs.map((pair) => name + pair));
    }
    const requests = 'restore_test_monitor_aws_requests_total';
    expect(await linesOf(own, requests)).toEqual(
      operationNames.map((operation) => `${requests}{operation="${operation}"} 0`),
    );
    expect(await linesOf(own, 'restore_test_monitor_aws_request_duration_seconds_count')).toHaveLength(
      operationNames.length,
    );
  });

  it('count polls, failures among them, polls left out, and late runs', async () => {
    const own = createSelfMetrics(build);
    const emit = emitTo(own.subscriber);
    const before = newTargetState({
      accountId: '111122223333',
      accountName: 'payments',
      region: 'eu-west-1',
    });
    const { target } = before;
    const failure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' } as const;
    const { state: failed } = recordFailure(before, 'jobs', { at: new Date(0), durationSeconds: 2, failure });
    const poll = { target, source: 'jobs', durationSeconds: 2, before } as const;
    emit('pollEnded', { ...poll, after: before });
    emit('pollEnded', { ...poll, after: failed });
    emit('pollSkipped', { target, source: 'jobs' });
    emit('runLate', { schedule: 'jobs', lateMs: 60_000 });
    const lines = ['polls', 'poll_failures', 'polls_skipped', 'late_runs'].map((kind) =>
      linesOf(own, `restore_test_monitor_${kind}_total`),
    );
    expect((await Promise.all(lines)).flat()).toEqual([
      'restore_test_monitor_polls_total 2',
      'restore_test_monitor_poll_failures_total 1',
      'restore_test_monitor_polls_skipped_total 1',
      'restore_test_monitor_late_runs_total 1',
    ]);
  });

  it('count requests, with a reason where they failed, and what is tried again', async () => {
    const own = createSelfMetrics(build);
    const emit = emitTo(own.subscriber);
    const failure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' } as const;
    emit('callAttempted', { operation: 'ListRestoreJobs', durationSeconds: 0.2 });
    emit('callAttempted', { operation: 'ListRestoreJobs', durationSeconds: 3, reason: 'throttled' });
    emit('callRetried', { failure, delayMs: 5 });
    const text = await own.registry.metrics();
    for (const line of [
      'requests_total{operation="ListRestoreJobs"} 2',
      'request_failures_total{operation="ListRestoreJobs",reason="throttled"} 1',
      'request_retries_total{operation="ListRestoreJobs",reason="throttled"} 1',
      'request_duration_seconds_bucket{le="0.25",operation="ListRestoreJobs"} 1',
      'request_duration_seconds_sum{operation="ListRestoreJobs"} 3.2',
    ]) {
      expect(text).toContain(`restore_test_monitor_aws_${line}\n`);
    }
  });

  it('count the rows of lists and descriptions that are refused, each reason from 0', async () => {
    const own = createSelfMetrics(build);
    const rows: RefusedRow[] = [
      { operation: 'ListRestoreJobs', reason: 'other_account', message: 'of another account' },
    ];
    emitTo(own.subscriber)('rowsRefused', { rows, fresh: [] });
    const name = 'restore_test_monitor_aws_rows_refused_total';
    const lines = await linesOf(own, name);
    expect(lines).toContain(`${name}{operation="ListRestoreJobs",reason="other_account"} 1`);
    const zeros = lines.filter((line) => line.endsWith(' 0'));
    expect(zeros).toHaveLength(lines.length - 1);
    const labels = lines.map((line) => /operation="(\w+)"/.exec(line)?.[1]);
    expect([...new Set(labels)]).toEqual(
      operationNames.filter(
        (operation) =>
          operation.startsWith('List') ||
          ['DescribeRestoreJob', 'GetResources', 'GetRestoreTestingSelection'].includes(operation),
      ),
    );
    expect(lines).toHaveLength(3 * new Set(labels).size);
  });

  it('tell how the latest load of the configuration went, and when one last succeeded', async () => {
    const successful = 'restore_test_monitor_config_last_reload_successful';
    const successAt = 'restore_test_monitor_config_last_reload_success_timestamp_seconds';
    const startedAt = Date.now() / 1000;
    const own = createSelfMetrics(build);
    expect(await linesOf(own, successful)).toEqual([`${successful} 1`]);
    const [atStart = ''] = await linesOf(own, successAt);
    expect(Number(atStart.split(' ')[1])).toBeGreaterThanOrEqual(startedAt);

    const emit = emitTo(own.subscriber);
    const at = new Date(1_800_000_000_500);
    emit('configurationReloaded', { by: 'file', at, outcome: { ok: false, failure: ['a problem'] } });
    expect(await linesOf(own, successful)).toEqual([`${successful} 0`]);
    expect(await linesOf(own, successAt)).toEqual([atStart]);

    emit('configurationReloaded', { by: 'file', at, outcome: { ok: true, value: { hasChanged: true } } });
    expect(await linesOf(own, successful)).toEqual([`${successful} 1`]);
    expect(await linesOf(own, successAt)).toEqual([`${successAt} 1800000000.5`]);
  });

  it('tell the build', async () => {
    expect(await linesOf(createSelfMetrics(build), 'restore_test_monitor_build_info')).toEqual([
      `restore_test_monitor_build_info{version="1.2.3",revision="abc1234",nodeversion="${process.version}"} 1`,
    ]);
  });

  it('have no gauge whose name ends like a counter', async () => {
    const text = await createSelfMetrics(build).registry.metrics();
    expect(text.match(/^# TYPE \S+_total gauge$/gm)).toBeNull();
  });
});
