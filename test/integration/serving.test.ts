import { expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemon } from './daemon.js';
import { select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region } from './organization.js';

const up = 'restore_test_monitor_target_up';

it('is ready when every target has been tried once, and names those that have not', async () => {
  const ids = accountIds(2);
  const [answering = '', hanging = ''] = ids;
  const simulator = await simulate(
    organization(ids, mixedRows, { faults: [{ kind: 'hang', account: hanging }] }),
  );
  const daemon = await startDaemon(simulator, {
    accounts: configuredAccounts(ids),
    poll: { deadline: '4s' },
    aws: { requestTimeout: '3s' },
    retry: { attempts: 1 },
  });
  await daemon.metricsWhen((samples) => select(samples, up, { aws_account_id: answering })[0] === 1);
  const waiting = await fetch(`${daemon.url}/-/ready`);
  expect(waiting.status).toBe(503);
  expect(await waiting.text()).toBe(`Not ready: 1 targets have not been tried yet:\n${hanging}/${region}\n`);
  expect((await fetch(`${daemon.url}/-/healthy`)).status).toBe(200);
  const ready = async () => ((await fetch(`${daemon.url}/-/ready`)).status === 200 ? true : undefined);
  await eventually(ready);
  await daemon.metricsWhen((samples) => select(samples, up, { aws_account_id: hanging })[0] === 0);
  const page = await (await fetch(`${daemon.url}/`)).text();
  expect(page).toContain('failing: timeout');
});

it('assumes a role once for all regions of an account, and again when AWS says that the session has expired', async () => {
  const [id = ''] = accountIds(1);
  const regions = [region, 'eu-central-1', 'us-east-1'];
  const simulator = await simulate({
    ...organization([id], mixedRows),
    regions,
  });
  const [account] = configuredAccounts([id]);
  const daemon = await startDaemon(simulator, {
    accounts: [{ ...account, regions }],
    summaries: { enabled: false },
  });
  await daemon.metricsWhen((samples) => sum(samples, up) === 3);
  const assumed = () => simulator.requests.filter(({ operation }) => operation === 'AssumeRole').length;
  expect(assumed()).toBe(1);

  simulator.setFaults([{ kind: 'expired-token', operation: 'ListRestoreJobs', region, times: 1 }]);
  const requests = 'restore_test_monitor_aws_requests_total';
  const samples = await daemon.metricsWhen((read) => sum(read, requests, { operation: 'AssumeRole' }) === 2);
  const expired = { operation: 'ListRestoreJobs', reason: 'expired_credentials' };
  expect(sum(samples, 'restore_test_monitor_aws_request_failures_total', expired)).toBe(1);
  expect(select(samples, up)).toEqual([1, 1, 1]);
});

it('writes no secret and no identity of its callers, whatever AWS answers', async () => {
  const kinds = [
    'access-denied',
    'expired-token',
    'internal-error',
    'non-json',
    'invalid-parameter',
  ] as const;
  const ids = accountIds(kinds.length);
  const faults = kinds.map((kind, index) => ({ kind, account: ids[index] ?? '' }));
  const simulator = await simulate(organization(ids, mixedRows, { faults }));
  const daemon = await startDaemon(simulator, {
    accounts: configuredAccounts(ids),
    retry: { attempts: 2 },
  });
  await daemon.metricsWhen((samples) => select(samples, up).length === ids.length);
  const page = await (await fetch(`${daemon.url}/`)).text();
  const everything = `${daemon.output()}${page}${await (await fetch(`${daemon.url}/metrics`)).text()}`;
  const { secretAccessKey } = simulator.baseCredentials;
  for (const secret of [secretAccessKey, 'the-external-id', 'AWS4-HMAC-SHA256', 'x-amz-security-token']) {
    expect(everything).not.toContain(secret);
  }
});

it('counts a poll that was left out because the one before had not ended', async () => {
  const ids = accountIds(2);
  const [slow = '', quick = ''] = ids;
  const faults = [{ kind: 'slow', delay: '1500ms', account: slow, operation: 'ListRestoreJobs' } as const];
  const simulator = await simulate(organization(ids, mixedRows, { faults }));
  const daemon = await startDaemon(simulator, { accounts: configuredAccounts(ids) });
  const skipped = 'restore_test_monitor_polls_skipped_total';
  const samples = await daemon.metricsWhen(
    (read) => (select(read, skipped)[0] ?? 0) >= 1 && sum(read, up) === 2,
  );
  expect(select(samples, up, { aws_account_id: quick })).toEqual([1]);
  const skips = daemon.log().filter(({ msg }) => msg === 'poll skipped: the last one has not ended');
  expect(new Set(skips.map(({ account }) => account))).toEqual(new Set([slow]));
});
