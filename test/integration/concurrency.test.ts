import { expect, it } from '@jest/globals';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemon } from './daemon.js';
import { select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization } from './organization.js';

it('reads as many targets of one region at once as the configuration says, though answers take longer than connecting may', async () => {
  const ids = accountIds(120);
  const faults = [{ kind: 'slow', operation: 'ListRestoreJobs', delay: '5s' }] as const;
  const simulator = await simulate(organization(ids, mixedRows, { faults: [...faults] }));
  const off = { enabled: false };
  const daemon = await startDaemon(simulator, {
    accounts: configuredAccounts(ids),
    poll: { schedule: '1h', concurrency: 120, deadline: '60s' },
    retry: { attempts: 1 },
    plans: off,
    resources: off,
    summaries: off,
    aws: { connectionTimeout: '1s', requestTimeout: '30s' },
  });
  const up = 'restore_test_monitor_target_up';
  const polls = 'restore_test_monitor_polls_total';
  await daemon.metricsWhen((read) => sum(read, polls) === ids.length);
  const samples = await daemon.metricsWhen((read) => select(read, up).length === ids.length);
  expect(sum(samples, 'restore_test_monitor_poll_failures_total')).toBe(0);
  expect(sum(samples, up)).toBe(ids.length);
});
