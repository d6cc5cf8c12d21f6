import { expect, it } from '@jest/globals';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { startDaemonProcess } from './daemon-process.js';
import { select } from './exposition-lines.js';
import { accountIds, configuredAccounts, organization, testRow } from './organization.js';

const ids = accountIds(40);
const testsOfEach = 150;

function rowsOf(id: string) {
  return Array.from({ length: testsOfEach }, (_, index) => testRow(id, index));
}

it('is ready only when the page has every target that was tried', async () => {
  const simulator = await simulate(organization(ids, rowsOf));
  const daemon = await startDaemonProcess(simulator, {
    accounts: configuredAccounts(ids),
    poll: { schedule: '5m', deadline: '1m' },
    summaries: { enabled: false },
  });
  const answers = new Set<string>();
  await eventually(async () => {
    const answer = await fetch(`${daemon.url}/-/ready`);
    answers.add((await answer.text()).replaceAll(/^[\d/a-z-]+\n|\d+/gm, ''));
    return answer.status === 200 || undefined;
  });
  const samples = await daemon.metrics();
  expect(select(samples, 'restore_test_monitor_target_up')).toEqual(ids.map(() => 1));
  const jobs = ids.map((id) =>
    select(samples, 'aws_backup_restore_jobs', { aws_account_id: id, status: 'COMPLETED' }).reduce(
      (total, count) => total + count,
      0,
    ),
  );
  expect(jobs).toEqual(ids.map(() => testsOfEach));
  expect([...answers]).toEqual(
    expect.arrayContaining([
      'Not ready:  targets have not been tried yet:\n',
      'Not ready: the metrics of some targets are not published yet.\n',
      'restore-test-monitor is ready.\n',
    ]),
  );
});
