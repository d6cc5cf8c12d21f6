import { describe, expect, it } from '@jest/globals';
import type { FaultRuleInput } from '../../src/simulator/faults/fault-rule.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemon } from './daemon.js';
import { select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, organization, region, testRow } from './organization.js';

const up = 'restore_test_monitor_target_up';
const minutesInADay = 24 * 60;

/** A job whose validation is still open, five days and more than two pages of settled jobs ago. */
function straggler(account: string, members: object = {}) {
  return testRow(account, 5 * minutesInADay, {
    ValidationStatus: 'VALIDATING',
    DeletionStatus: null,
    ...members,
  });
}

function settled(account: string) {
  return Array.from({ length: 2500 }, (_, index) => testRow(account, index));
}

describe('a job that is too old for the list and can still change', () => {
  const [account = ''] = accountIds(1);
  const validating = { aws_account_id: account, validation_status: 'VALIDATING' };
  const validations = 'aws_backup_restore_job_validations';

  async function start(later: object[], config: object = {}) {
    let nowMs = Date.now();
    const scenario = organization([account], settled, {
      jobs: [
        { account, region, rows: settled(account) },
        { account, region, until: '1h', rows: [straggler(account)] },
        { account, region, from: '1h', rows: later },
      ],
    });
    const simulator = await simulate(scenario, { clock: () => nowMs });
    const daemon = await startDaemon(simulator, {
      accounts: configuredAccounts([account]),
      retry: { attempts: 2 },
      ...config,
    });
    const before = await daemon.metricsWhen((samples) => select(samples, up)[0] === 1);
    expect(select(before, validations, validating)).toEqual([1]);
    return {
      simulator,
      daemon,
      anHourLater: () => {
        nowMs += 3_600_000;
      },
    };
  }

  it('is followed by DescribeRestoreJob, and its validation is counted when it ends', async () => {
    const { simulator, daemon, anHourLater } = await start([
      straggler(account, { ValidationStatus: 'TIMED_OUT' }),
    ]);
    anHourLater();
    const ended = 'aws_backup_restore_validations_ended_total';
    const samples = await daemon.metricsWhen(
      (read) => sum(read, ended, { validation_status: 'TIMED_OUT' }) === 1,
    );
    expect(select(samples, validations, validating)).toEqual([0]);
    expect(simulator.requests.map(({ operation }) => operation)).toContain('DescribeRestoreJob');
  });

  it('is gone where AWS goes on not knowing it, and that is no failure', async () => {
    const { daemon, anHourLater } = await start([], { omissions: { duration: '2s' } });
    anHourLater();
    const samples = await daemon.metricsWhen((read) => select(read, validations, validating)[0] === 0);
    expect(select(samples, up)).toEqual([1]);
    expect(sum(samples, 'aws_backup_restore_jobs', { aws_account_id: account })).toBe(2500);
    // A busy machine may skip a poll of thousands of jobs.
    const troubles = daemon
      .log()
      .filter(
        ({ level, msg }) =>
          ['error', 'warn'].includes(String(level)) && !String(msg).startsWith('poll skipped'),
      );
    expect(troubles).toEqual([]);
  });

  it.each([
    ['invalid-parameter', 'invalid_request', 0],
    ['missing-parameter', 'invalid_request', 0],
    ['service-unavailable', 'unavailable', 1],
    ['dependency-failure', 'dependency_failure', 1],
    ['throttle', 'throttled', 1],
    ['access-denied', 'access_denied', 0],
  ] as const)('keeps its last facts when AWS answers %s: %s', async (kind, reason, retries) => {
    const { simulator, daemon } = await start([]);
    const faults: FaultRuleInput[] = [{ kind, operation: 'DescribeRestoreJob' }];
    simulator.setFaults(faults);
    const samples = await daemon.metricsWhen((read) => select(read, up)[0] === 0);
    expect(select(samples, 'restore_test_monitor_target_failure_reason', { reason })).toEqual([1]);
    expect(select(samples, validations, validating)).toEqual([1]);
    expect(sum(samples, 'aws_backup_restore_jobs', { aws_account_id: account })).toBe(2501);
    const retried = { operation: 'DescribeRestoreJob', reason };
    const retriesSeen = sum(samples, 'restore_test_monitor_aws_request_retries_total', retried);
    expect(Math.min(retriesSeen, 1)).toBe(retries);
    expect(daemon.log()).toContainEqual(
      expect.objectContaining({
        level: 'error',
        msg: 'restore job could not be described; its last facts are kept',
        account,
        region,
        operation: 'DescribeRestoreJob',
        reason,
        jobId: straggler(account).RestoreJobId,
      }),
    );
  });
});

describe('a target with 5,000 jobs of which 20 are open', () => {
  const [account = ''] = accountIds(1);
  // 5,000 jobs evenly over 30 days, one every 8.6 minutes.
  const spacing = (30 * minutesInADay - 120) / 5000;
  const rows = (openAt: ReadonlySet<number>) =>
    Array.from({ length: 5000 }, (_, index) =>
      testRow(account, Math.round(index * spacing), {
        RestoreJobId: `JOB-${index}`,
        ...(openAt.has(index) && { ValidationStatus: 'VALIDATING', DeletionStatus: null }),
      }),
    );

  it.each([
    ['the newest', Array.from({ length: 20 }, (_, index) => index)],
    ['spread over the last day', Array.from({ length: 20 }, (_, index) => index * 8)],
    ['spread over the longest validation window', Array.from({ length: 20 }, (_, index) => index * 58)],
    ['most of them new and one five days old', [...Array.from({ length: 19 }, (_, index) => index), 830]],
  ])('is polled with at most 3 requests: %s', async (_, open) => {
    const simulator = await simulate(organization([account], () => rows(new Set(open))));
    const daemon = await startDaemon(simulator, {
      accounts: configuredAccounts([account]),
      summaries: { enabled: false },
    });
    const first = await daemon.metricsWhen((samples) => select(samples, up)[0] === 1);
    expect(sum(first, 'aws_backup_restore_jobs')).toBe(5000);
    simulator.clearRequests();
    const firstPages = () =>
      simulator.requests.filter(
        ({ operation, query }) => operation === 'ListRestoreJobs' && !query['nextToken'],
      );
    await eventually(() => (firstPages().length > 3 ? true : undefined));

    const perPoll: number[] = [];
    for (const { operation, query } of simulator.requests) {
      if (operation === 'ListRestoreJobs' && query['nextToken'] === undefined) perPoll.push(0);
      perPoll[perPoll.length - 1] = (perPoll.at(-1) ?? 0) + 1;
    }
    expect(Math.max(...perPoll)).toBeLessThanOrEqual(3);
  });
});
