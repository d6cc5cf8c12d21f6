import { describe, expect, it } from '@jest/globals';
import type { FaultRuleInput } from '../../src/simulator/faults/fault-rule.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemon } from './daemon.js';
import { type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';

const up = 'restore_test_monitor_target_up';

function domain(samples: Samples): Record<string, number> {
  return Object.fromEntries([...samples].filter(([series]) => series.startsWith('aws_backup_')));
}

function ofAccount(samples: Samples, id: string): Record<string, number> {
  const own = Object.entries(domain(samples)).filter(([series]) => series.includes(`aws_account_id="${id}"`));
  return Object.fromEntries(own.map(([series, value]) => [series.replaceAll(id, 'ACCOUNT'), value]));
}

function reasonsOf(samples: Samples): Record<string, string> {
  const name = 'restore_test_monitor_target_failure_reason{';
  return Object.fromEntries(
    [...samples]
      .filter(([series, value]) => series.startsWith(name) && value === 1)
      .map(([series]) => [/aws_account_id="(\d+)"/.exec(series)?.[1], /reason="(\w+)"/.exec(series)?.[1]]),
  );
}

const changing = (account: string, members: object, when: object) => ({
  account,
  region,
  ...when,
  rows: Array.from({ length: 4 }, (_, index) => testRow(account, 100 + index, members)),
});
function nightly(account: string) {
  return {
    RestoreTestingPlanName: 'nightly',
    RestoreTestingPlanArn: `arn:aws:backup:${region}:${account}:restore-testing-plan:nightly-4c1d`,
    ScheduleExpression: 'cron(0 1 ? * * *)',
    CreationTime: '-400d',
    RecoveryPointSelection: { SelectionWindowDays: 7 },
  };
}

describe('a run in which AWS fails 30 % of all calls', () => {
  const ids = accountIds(3);
  const scenario = organization(ids, mixedRows, {
    jobs: ids.flatMap((account) => [
      { account, region, rows: mixedRows(account) },
      changing(
        account,
        { Status: 'RUNNING', CompletionDate: null, ValidationStatus: null, DeletionStatus: null },
        { until: '1m' },
      ),
      changing(account, { ValidationStatus: 'FAILED', DeletionStatus: 'DELETING' }, { from: '1m' }),
    ]),
  });

  async function countsAfterAMinute(startMs: number, faults: FaultRuleInput[]) {
    let nowMs = startMs;
    const simulator = await simulate({ ...scenario, faults }, { clock: () => nowMs });
    const daemon = await startDaemon(simulator, { accounts: configuredAccounts(ids) });
    await daemon.metricsWhen((samples) => sum(samples, up) === ids.length);
    nowMs += 60_000;
    const ended = { status: 'COMPLETED' };
    const samples = await daemon.metricsWhen(
      (read) => sum(read, 'aws_backup_restore_jobs_ended_total', ended) >= 4 * ids.length,
    );
    daemon.kill('SIGTERM');
    await daemon.exited;
    return {
      counts: domain(samples),
      retries: sum(samples, 'restore_test_monitor_aws_request_retries_total'),
    };
  }

  it.each([
    ['DependencyFailureException', 'dependency-failure'],
    ['ServiceUnavailableException', 'service-unavailable'],
    ['ThrottlingException', 'throttle'],
  ] as const)('ends with exactly the counts of a run without faults: %s', async (_, kind) => {
    const startMs = Date.now();
    const calm = await countsAfterAMinute(startMs, []);
    const stormy = await countsAfterAMinute(startMs, [{ kind, probability: 0.3 }]);
    expect(stormy.counts).toEqual(calm.counts);
    expect(calm.retries).toBe(0);
    expect(stormy.retries).toBeGreaterThan(0);
  });
});

describe('a target that fails for good among ten healthy ones', () => {
  const kinds = {
    throttle: 'throttled',
    'too-many-requests': 'throttled',
    'internal-error': 'unavailable',
    'service-unavailable': 'unavailable',
    'html-503': 'unavailable',
    'dependency-failure': 'dependency_failure',
    hang: 'timeout',
    'cut-connection': 'network',
    'truncated-body': 'network',
    'non-json': 'invalid_response',
    'expired-token': 'expired_credentials',
    'access-denied': 'access_denied',
    'denied-by-policy': 'denied_by_policy',
    'region-disabled': 'region_disabled',
    'invalid-parameter': 'invalid_request',
    'missing-parameter': 'invalid_request',
    'resource-not-found': 'not_found',
  } as const;
  const failing = accountIds(Object.keys(kinds).length);
  const healthy = accountIds(failing.length + 10).slice(failing.length);
  const ids = [...failing, ...healthy];

  it('shows why, keeps its last good values, and delays none of the others', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const daemon = await startDaemon(simulator, {
      accounts: configuredAccounts(ids),
      poll: { concurrency: 30, deadline: '20s' },
      retry: { attempts: 2 },
      aws: { connectionTimeout: '2s', requestTimeout: '2s' },
    });
    const before = await daemon.metricsWhen((samples) => sum(samples, up) === ids.length);

    simulator.setFaults(
      Object.keys(kinds).map((kind, index) => ({
        kind: kind as keyof typeof kinds,
        account: failing[index] ?? '',
      })),
    );
    const failedAt = Date.now() / 1000;
    const lastSuccess = 'restore_test_monitor_target_last_success_timestamp_seconds';
    const isFresh = (samples: Samples) =>
      healthy.every(
        (id) => (select(samples, lastSuccess, { aws_account_id: id, source: 'jobs' })[0] ?? 0) > failedAt,
      );
    const after = await daemon.metricsWhen(
      (samples) => sum(samples, up) === healthy.length && isFresh(samples),
    );

    expect(reasonsOf(after)).toEqual(
      Object.fromEntries(Object.values(kinds).map((reason, index) => [failing[index], reason])),
    );
    for (const id of healthy) expect(select(after, up, { aws_account_id: id })).toEqual([1]);
    for (const id of failing) {
      expect(select(after, up, { aws_account_id: id })).toEqual([0]);
      expect(ofAccount(after, id)).toEqual(ofAccount(before, id));
      expect(select(after, lastSuccess, { aws_account_id: id })[0]).toBeLessThanOrEqual(failedAt + 1);
    }
    const warned = daemon.log().filter((line) => line['msg'] === 'target could not be read');
    expect(new Set(warned.map((line) => line['account']))).toEqual(new Set(failing));
    for (const line of warned) expect(line).toMatchObject({ region, operation: expect.any(String) });
  });

  it('is up though an older policy lacks a permission, which the log names once', async () => {
    const [id = ''] = healthy;
    const windows = 'aws_backup_restore_testing_plan_selection_window_seconds';
    const simulator = await simulate(
      organization([id], mixedRows, {
        faults: [{ kind: 'access-denied', operation: 'GetRestoreTestingPlan' }],
        testingPlans: [{ account: id, region, rows: [nightly(id)] }],
      }),
    );
    const daemon = await startDaemon(simulator, {
      accounts: configuredAccounts([id]),
      plans: { schedule: '1s' },
    });
    const asked = () =>
      simulator.requests.filter(({ operation }) => operation === 'GetRestoreTestingPlan').length;
    const denied = await daemon.metricsWhen(() => asked() > 2);
    expect(select(denied, up)).toEqual([1]);
    expect(sum(denied, 'aws_backup_restore_testing_plan_info')).toBe(1);
    expect(select(denied, windows)).toEqual([]);
    const told = (level: string) =>
      daemon.log().filter((line) => line['level'] === level && line['operation'] === 'GetRestoreTestingPlan');
    expect(told('warn')).toHaveLength(1);
    simulator.setFaults([]);
    const allowed = await daemon.metricsWhen((samples) => select(samples, windows).length === 1);
    expect(select(allowed, windows)).toEqual([7 * 86_400]);
    expect([told('warn').length, told('info').length]).toEqual([1, 1]);
  });

  it('is up again with the first good reading', async () => {
    const [id = ''] = failing;
    const simulator = await simulate(
      organization([id], mixedRows, { faults: [{ kind: 'access-denied', account: id }] }),
    );
    const daemon = await startDaemon(simulator, { accounts: configuredAccounts([id]) });
    await daemon.metricsWhen((samples) => select(samples, up)[0] === 0);
    simulator.setFaults([]);
    const samples = await daemon.metricsWhen((read) => select(read, up)[0] === 1);
    expect(reasonsOf(samples)).toEqual({});
    expect(sum(samples, 'aws_backup_restore_jobs')).toBe(10);
  });
});

describe('an answer that is odd but right', () => {
  const rules: FaultRuleInput[] = [
    { kind: 'short-page' },
    { kind: 'empty-page', times: 3 },
    { kind: 'repeated-token', times: 2 },
    { kind: 'duplicate-rows' },
    { kind: 'explicit-nulls' },
    { kind: 'exponent-timestamps' },
    { kind: 'slow', delay: '200ms' },
  ];
  const ids = accountIds(rules.length + 1);
  const [plain = ''] = ids.slice(-1);

  it('gives the counts of a plain one', async () => {
    const startMs = Date.now();
    const faults = rules.map((rule, index) => ({
      ...rule,
      account: ids[index] ?? '',
      operation: 'ListRestoreJobs',
    }));
    const simulator = await simulate(organization(ids, mixedRows, { faults }), { clock: () => startMs });
    const daemon = await startDaemon(simulator, { accounts: configuredAccounts(ids) });
    const samples = await daemon.metricsWhen((read) => sum(read, up) === ids.length);
    expect(sum(samples, 'aws_backup_restore_jobs', { aws_account_id: plain })).toBe(10);
    for (const [index, { kind }] of rules.entries()) {
      expect({ kind, ...ofAccount(samples, ids[index] ?? '') }).toEqual({
        kind,
        ...ofAccount(samples, plain),
      });
    }
    const used = new Set(simulator.requests.map(({ fault }) => fault));
    for (const { kind } of rules) expect(used).toContain(kind);
  });

  it('shows a status that this version does not know as unknown', async () => {
    const [id = ''] = ids;
    const faults: FaultRuleInput[] = [{ kind: 'unknown-enum', operation: 'ListRestoreJobs' }];
    const simulator = await simulate(organization([id], mixedRows, { faults }));
    const daemon = await startDaemon(simulator, { accounts: configuredAccounts([id]) });
    const samples = await daemon.metricsWhen((read) => select(read, up)[0] === 1);
    expect(sum(samples, 'aws_backup_restore_jobs')).toBe(10);
    expect(sum(samples, 'aws_backup_restore_jobs', { status: 'unknown' })).toBeGreaterThan(0);
  });
});
