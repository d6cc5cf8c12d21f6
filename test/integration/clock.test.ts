import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startDaemonUnderClock } from '../e2e/time-lapse/daemon-under-clock.js';
import { simulate } from '../simulator/running-simulator.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { awsEnvironment, configText } from './daemon-config.js';
import { parseExposition, type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';

const lastSuccess = 'restore_test_monitor_target_last_success_timestamp_seconds';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const startMs = Date.parse('2026-03-10T12:00:00Z');
const minutes = 92;
const own = '111122223333';
const [member = ''] = accountIds(1);
const accounts = [{ id: own, regions: [region] }, ...configuredAccounts([member])];
const roleArn = `arn:aws:iam::${own}:role/daemon`;

/** Beside jobs of every outcome, one an hour after the start, which a wrong clock might look for at another time. */
const scenario = organization([member], mixedRows, {
  webIdentity: { roleArn },
  jobs: [own, member].flatMap((account) => [
    { account, region, rows: mixedRows(account) },
    {
      account,
      region,
      from: '1h',
      rows: [testRow(account, 100, { CreationDate: '50m', CompletionDate: '1h' })],
    },
  ]),
});

const withKeys = {};
function withWebIdentity(): Record<string, string> {
  const file = join(temporaryDirectory(), 'token');
  writeFileSync(file, 'e30.e30.c2ln');
  return {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_ROLE_ARN: roleArn,
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
  };
}

/** What the shipped daemon shows after an hour and a half on a machine whose clock is this far ahead of AWS's, and what AWS refused. */
async function lifeWith(aheadMs: number, credentials: Record<string, string>) {
  let nowMs = startMs;
  const clock = () => nowMs;
  const simulator = await simulate(scenario, { clock, machineClock: clock });
  const configFile = join(temporaryDirectory(), 'config.yaml');
  writeFileSync(configFile, configText({ accounts, poll: { schedule: '5m', deadline: '4m' } }));
  const env = { ...awsEnvironment(simulator), ...credentials };
  const daemon = await startDaemonUnderClock(configFile, env, startMs + aheadMs);
  try {
    for (let minute = 1; minute <= minutes; minute += 1) {
      nowMs = startMs + minute * minuteMs;
      await daemon.goOn(nowMs + aheadMs);
    }
    const samples = parseExposition(await daemon.scrape());
    for (const seconds of select(samples, lastSuccess, { source: 'jobs' })) {
      expect(seconds * 1000).toBeGreaterThan(nowMs - 5 * minuteMs);
    }
    const refused = simulator.requests.filter(({ status }) => status !== 200).length;
    return { samples, refused };
  } finally {
    await daemon.stop('SIGTERM');
  }
}

/** All that is told of restore tests and of targets, but for when these were read. */
function toldOf(samples: Samples): [string, number][] {
  return [...samples].filter(
    ([name]) => /^(?:aws_backup_|restore_test_monitor_target_)/.test(name) && !name.startsWith(lastSuccess),
  );
}

/** By how much the times at which targets were read are apart, at most; to the minute, in which the test moves the clocks. */
function minutesApart(one: Samples, other: Samples): number {
  const names = [...one.keys()].filter((name) => name.startsWith(lastSuccess));
  const apart = names.map((name) => Math.abs((one.get(name) ?? 0) - (other.get(name) ?? 0)) / 60);
  return Math.round(Math.max(...apart));
}

const aDayOff = [
  ['a day ahead', dayMs, 1],
  ['a day behind', -dayMs, 1],
] as const;
const clocks = [
  // Too little to matter: AWS does not refuse it.
  ['four minutes ahead', 4 * minuteMs, 4],
  ['ten minutes ahead', 10 * minuteMs, 1],
  ['ten minutes behind', -10 * minuteMs, 1],
  ...aDayOff,
] as const;

describe.each([
  ['access keys', () => withKeys, clocks],
  ['a web identity', withWebIdentity, aDayOff],
] as const)('with %s', (_, credentials, shifts) => {
  let right: Awaited<ReturnType<typeof lifeWith>>;
  beforeAll(async () => {
    right = await lifeWith(0, credentials());
  });

  it('a machine whose clock is right is never refused', () => {
    expect(right.refused).toBe(0);
    expect(sum(right.samples, 'restore_test_monitor_target_up')).toBe(2);
    expect(sum(right.samples, 'aws_backup_restore_jobs_ended_total')).toBe(2);
  });

  it.each(shifts)('one whose clock is %s shows the same, by the time of AWS', async (__, aheadMs, apart) => {
    const { samples, refused } = await lifeWith(aheadMs, credentials());
    expect(toldOf(samples)).toEqual(toldOf(right.samples));
    expect(minutesApart(samples, right.samples)).toBeLessThanOrEqual(apart);
    expect(refused).toBeLessThanOrEqual(apart === 1 ? 12 : 0);
  });
});
