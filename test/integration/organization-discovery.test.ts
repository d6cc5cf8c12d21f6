import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { parseExposition, type Samples, select } from './exposition-lines.js';
import { accountIds, mixedRows, organization, region, testRow } from './organization.js';
import type { Daemon } from './running-daemon.js';

const up = 'restore_test_monitor_target_up';
const discoveryUp = 'restore_test_monitor_discovery_up';
const lastSuccess = 'restore_test_monitor_discovery_last_success_timestamp_seconds';
const monitored = 'aws_backup_account_monitored';
const management = '111122223333';
const [payments = '', web = '', legacy = '', lab = ''] = accountIds(4);
const members = [payments, web, legacy, lab];

type Account = ScenarioInput['accounts'][number];

/** An organization whose members have the same few restore tests; `accounts` says what is special about some. */
function scenarioOf(
  special: Readonly<Record<string, Partial<Account>>> = {},
  more: Partial<ScenarioInput> = {},
): ScenarioInput {
  const { accounts, ...scenario } = organization(members, mixedRows);
  return {
    ...scenario,
    accounts: accounts.map((account) => ({ ...account, ...special[account.id] })),
    organization: { management: 'monitoring' },
    ...more,
  };
}

const ofOrganization = (more: object = {}): ConfigInput => ({
  regions: [region],
  organization: { roleName: 'monitor', externalId: 'the-external-id', schedule: '1s', ...more },
  omissions: { readings: 2, duration: '1s' },
  summaries: { enabled: false },
  plans: { enabled: false },
  resources: { enabled: false },
});

function entryOf(id: string, more: object = {}): object {
  const roleArn = `arn:aws:iam::${id}:role/monitor`;
  return { id, roleArn, externalId: 'the-external-id', ...more };
}

/** By account and region, whether each target is up. */
function targets(samples: Samples): Record<string, number> {
  const series = [...samples].filter(([name]) => name.startsWith(`${up}{`));
  return Object.fromEntries(
    series.map(([labels, value]) => {
      const [, id, place] = /aws_account_id="(\d*)".*aws_region="([^"]+)"/.exec(labels) ?? [];
      return [`${id}/${place}`, value];
    }),
  );
}

const inRegion = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [`${id}/${region}`, value]));

function targetsWhen(daemon: Daemon, expected: Record<string, number>): Promise<Samples> {
  return daemon.metricsWhen((samples) => {
    const found = targets(samples);
    return (
      Object.keys(found).length === Object.keys(expected).length &&
      Object.entries(expected).every(([key, value]) => found[key] === value)
    );
  });
}

async function ready(daemon: Daemon): Promise<{ status: number; text: string }> {
  const response = await fetch(`${daemon.url}/-/ready`);
  return { status: response.status, text: await response.text() };
}

async function untilReady(daemon: Daemon): Promise<void> {
  await eventually(async () => ((await ready(daemon)).status === 200 ? true : undefined));
}

function run(args: string[], simulator: Simulator) {
  const config = { ...ofOrganization(), log: { level: 'error' } };
  return runCommand(args, { simulator, config }).exited;
}

describe('the accounts of an organization', () => {
  it('are watched as they join, until they leave, but not while they are suspended', async () => {
    let nowMs = Date.now();
    const scenario = scenarioOf({
      [web]: { joins: '1m' },
      [legacy]: { leaves: '1m' },
      [lab]: { state: 'SUSPENDED' },
    });
    const simulator = await simulate(scenario, { clock: () => nowMs });
    const daemon = await startDaemon(simulator, ofOrganization());
    const before = await targetsWhen(daemon, inRegion({ [management]: 1, [payments]: 1, [legacy]: 1 }));
    expect(select(before, discoveryUp)).toEqual([1]);
    expect(select(before, up, { aws_account: `account-${payments}` })).toEqual([1]);
    await untilReady(daemon);

    nowMs += 61_000;
    const after = await targetsWhen(daemon, inRegion({ [management]: 1, [payments]: 1, [web]: 1 }));
    expect([...after.keys()].filter((series) => series.includes(legacy))).toEqual([]);
    expect((await ready(daemon)).status).toBe(200);
    const changes = daemon.log().filter(({ msg }) => msg === 'targets discovered');
    expect(changes.slice(1)).toEqual([
      expect.objectContaining({ joined: [web], left: [], targets: 4 }),
      expect.objectContaining({ joined: [], left: [legacy], targets: 3 }),
    ]);
    simulator.clearRequests();
    await daemon.metricsWhen(() => simulator.requests.length > 20);
    expect(simulator.requests.filter(({ accountId }) => accountId === legacy)).toEqual([]);
  });

  it('are shown as failing where their role cannot be assumed, and that is no failure of the discovery', async () => {
    const simulator = await simulate(scenarioOf({ [web]: { denied: true } }));
    const daemon = await startDaemon(simulator, ofOrganization());
    const expected = { [management]: 1, [payments]: 1, [web]: 0, [legacy]: 1, [lab]: 1 };
    const samples = await targetsWhen(daemon, inRegion(expected));
    const denied = { aws_account_id: web, reason: 'access_denied' };
    expect(select(samples, 'restore_test_monitor_target_failure_reason', denied)).toEqual([1]);
    expect(select(samples, discoveryUp)).toEqual([1]);
  });

  it('are those that the filters name; one of the configuration is watched as it is written there', async () => {
    const simulator = await simulate(
      scenarioOf(
        { [legacy]: { role: { name: 'own-role' } } },
        {
          organization: {
            management: 'monitoring',
            units: [
              { id: 'ou-demo-workloads', name: 'Workloads' },
              {
                id: 'ou-demo-production',
                name: 'Production',
                parent: 'ou-demo-workloads',
                accounts: [payments, web],
              },
              { id: 'ou-demo-test0000', name: 'Test', parent: 'ou-demo-workloads', accounts: [lab] },
            ],
          },
        },
      ),
    );
    const daemon = await startDaemon(simulator, {
      ...ofOrganization({
        include: { organizationalUnits: ['ou-demo-workloads'], names: ['*ing'] },
        exclude: { organizationalUnits: ['ou-demo-test0000'], accounts: [management] },
      }),
      accounts: [{ id: legacy, name: 'the-old-one', roleArn: `arn:aws:iam::${legacy}:role/own-role` }],
    });
    const samples = await targetsWhen(daemon, inRegion({ [payments]: 1, [web]: 1, [legacy]: 1 }));
    expect(select(samples, up, { aws_account: 'the-old-one' })).toEqual([1]);
  });

  it('that nobody watches are told by the summaries of the organization', async () => {
    const minutesInADay = 1440;
    const yesterday = members.map((account) => ({
      account,
      region,
      rows: [testRow(account, minutesInADay)],
    }));
    const simulator = await simulate(scenarioOf({}, { jobs: yesterday }));
    const daemon = await startDaemon(simulator, {
      ...ofOrganization({ exclude: { names: ['account-*4'] } }),
      summaries: { schedule: '1s', accountId: 'ANY' },
    });
    const samples = await daemon.metricsWhen((read) => select(read, monitored).length === 5);
    const shown = members.map((id) => select(samples, monitored, { aws_account_id: id })[0]);
    expect(shown).toEqual([1, 1, 1, 0]);
    expect([...samples.keys()].filter((series) => series.startsWith(monitored))).toContain(
      `${monitored}{aws_account_id="${lab}"}`,
    );
  });
});

describe('a discovery that fails', () => {
  const all = inRegion({ [management]: 1, [payments]: 1, [web]: 1, [legacy]: 1, [lab]: 1 });

  it('says why and tries again; a later one keeps what is known', async () => {
    const simulator = await simulate(scenarioOf());
    simulator.setFaults([{ kind: 'access-denied', operation: 'ListAccounts' }]);
    const config = ofOrganization({ schedule: '1h' });
    const daemon = await startDaemon(simulator, config);
    const failed = await daemon.metricsWhen((samples) => select(samples, discoveryUp)[0] === 0);
    expect(select(failed, lastSuccess)).toEqual([0]);
    expect(targets(failed)).toEqual({});
    expect((await fetch(`${daemon.url}/-/healthy`)).status).toBe(200);
    const waiting = await ready(daemon);
    expect(waiting.status).toBe(503);
    expect(waiting.text).toMatch(
      /^Not ready: the targets are not known yet: ListAccounts: access_denied: User: .* is not authorized/,
    );
    expect(await (await fetch(daemon.url)).text()).toMatch(/Discovery is failing: access_denied/);

    simulator.setFaults([]);
    const recovered = await targetsWhen(daemon, all);
    expect(select(recovered, discoveryUp)).toEqual([1]);
    await untilReady(daemon);
  });

  it('keeps what is known', async () => {
    const simulator = await simulate(scenarioOf());
    const daemon = await startDaemon(simulator, { ...ofOrganization(), retry: { attempts: 1 } });
    const before = await targetsWhen(daemon, all);
    simulator.setFaults([{ kind: 'internal-error', operation: 'ListAccounts' }]);
    const failed = await daemon.metricsWhen((samples) => select(samples, discoveryUp)[0] === 0);
    const [knownSince = 0] = select(failed, lastSuccess);
    expect(knownSince).toBeGreaterThanOrEqual(select(before, lastSuccess)[0] ?? 0);
    expect(targets(failed)).toEqual(all);
    await untilReady(daemon);
    expect(await (await fetch(daemon.url)).text()).toMatch(/Discovery is failing: unavailable/);
    expect(daemon.log()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        msg: 'targets could not be discovered; those known are kept',
        operation: 'ListAccounts',
        reason: 'unavailable',
      }),
    );
    simulator.setFaults([]);
    await daemon.metricsWhen((samples) => select(samples, discoveryUp)[0] === 1);
  });

  it('still polls the accounts that the configuration names', async () => {
    const simulator = await simulate(scenarioOf({}, { organization: undefined }));
    const roleArn = `arn:aws:iam::${web}:role/monitor`;
    const daemon = await startDaemon(simulator, {
      ...ofOrganization(),
      accounts: [{ id: web, roleArn, externalId: 'the-external-id' }],
    });
    const samples = await targetsWhen(daemon, inRegion({ [web]: 1 }));
    expect(select(samples, discoveryUp)).toEqual([0]);
    expect((await ready(daemon)).text).toMatch(/ListAccounts: invalid_request: Your account is not a member/);
  });
});

describe('regions', () => {
  const several = ['eu-west-1', 'eu-central-1', 'ap-east-1'];
  const special: Record<string, Partial<Account>> = {
    [management]: { regions: ['eu-west-1'] },
    [web]: { regions: ['eu-central-1'] },
    [legacy]: { state: 'SUSPENDED' },
    [lab]: { state: 'CLOSED' },
  };

  it('all are those that are enabled for each account', async () => {
    const simulator = await simulate(scenarioOf(special, { regions: several }));
    const daemon = await startDaemon(simulator, { ...ofOrganization(), regions: 'all' });
    await targetsWhen(daemon, {
      [`${management}/eu-west-1`]: 1,
      [`${payments}/ap-east-1`]: 1,
      [`${payments}/eu-central-1`]: 1,
      [`${payments}/eu-west-1`]: 1,
      [`${web}/eu-central-1`]: 1,
    });
    const asked = simulator.requests.filter(({ operation }) => operation === 'ListRegions');
    expect(new Set(asked.map((request) => request.region))).toEqual(new Set(['us-east-1']));
  });

  it("all of the daemon's own account need no organization", async () => {
    const simulator = await simulate({
      regions: several,
      accounts: [{ id: management, name: 'monitoring', regions: ['eu-west-1', 'eu-central-1'] }],
    });
    const daemon = await startDaemon(simulator, { regions: 'all' });
    const expected = { [`${management}/eu-central-1`]: 1, [`${management}/eu-west-1`]: 1 };
    expect(select(await targetsWhen(daemon, expected), discoveryUp)).toEqual([1]);
  });

  it('that a service control policy denies say so, and are left out once they are excluded', async () => {
    const simulator = await simulate(scenarioOf(special, { regions: several }));
    simulator.setFaults([{ kind: 'denied-by-policy', region: 'ap-east-1' }]);
    const config = ofOrganization({ regions: 'all' });
    const daemon = await startDaemon(simulator, config);
    const readable = {
      [`${management}/eu-west-1`]: 1,
      [`${payments}/eu-central-1`]: 1,
      [`${payments}/eu-west-1`]: 1,
      [`${web}/eu-central-1`]: 1,
    };
    const samples = await targetsWhen(daemon, { ...readable, [`${payments}/ap-east-1`]: 0 });
    const denied = { aws_region: 'ap-east-1', reason: 'denied_by_policy' };
    expect(select(samples, 'restore_test_monitor_target_failure_reason', denied)).toEqual([1]);
    daemon.configure(ofOrganization({ regions: 'all', exclude: { regions: ['ap-*'] } }));
    daemon.kill('SIGHUP');
    await targetsWhen(daemon, readable);
    daemon.configure({ ...config, exclude: { regions: ['ap-*', 'eu-c*'] } });
    daemon.kill('SIGHUP');
    await targetsWhen(daemon, { [`${management}/eu-west-1`]: 1, [`${payments}/eu-west-1`]: 1 });
  });

  it('of the configuration are left out where they are excluded, for one account or for all', async () => {
    const simulator = await simulate(scenarioOf({}, { regions: several }));
    const daemon = await startDaemon(simulator, {
      regions: several,
      exclude: { regions: ['ap-*'] },
      accounts: [entryOf(web, { exclude: { regions: ['eu-west-?'] } }), entryOf(payments)],
    });
    const expected = {
      [`${payments}/eu-central-1`]: 1,
      [`${payments}/eu-west-1`]: 1,
      [`${web}/eu-central-1`]: 1,
    };
    expect(targets(await targetsWhen(daemon, expected))).toEqual(expected);
  });

  it('that cannot be listed are the default ones, and that is seen', async () => {
    const simulator = await simulate(scenarioOf(special, { regions: several }));
    simulator.setFaults([{ kind: 'access-denied', operation: 'ListRegions', account: web }]);
    const daemon = await startDaemon(simulator, {
      ...ofOrganization({ regions: 'all', include: { accounts: [web] } }),
      regions: ['eu-central-1', 'eu-west-1'],
    });
    const samples = await targetsWhen(daemon, { [`${web}/eu-central-1`]: 1, [`${web}/eu-west-1`]: 0 });
    expect(select(samples, discoveryUp)).toEqual([0]);
    expect(daemon.output()).toMatch(new RegExp(`account ${web}: User: .* not authorized`));
    simulator.setFaults([]);
    const listed = await targetsWhen(daemon, { [`${web}/eu-central-1`]: 1 });
    expect(select(listed, discoveryUp)).toEqual([1]);
  });

  it('that are not enabled are told as such, and are no outage of the account', async () => {
    const simulator = await simulate(scenarioOf({ [web]: { regions: ['eu-west-1'] } }, { regions: several }));
    const roleArn = `arn:aws:iam::${web}:role/monitor`;
    const daemon = await startDaemon(simulator, {
      accounts: [{ id: web, roleArn, externalId: 'the-external-id', regions: ['ap-east-1', 'eu-west-1'] }],
    });
    const samples = await targetsWhen(daemon, { [`${web}/ap-east-1`]: 0, [`${web}/eu-west-1`]: 1 });
    const disabled = { aws_region: 'ap-east-1', reason: 'region_disabled' };
    expect(select(samples, 'restore_test_monitor_target_failure_reason', disabled)).toEqual([1]);
    const assumed = simulator.requests.filter(({ operation }) => operation === 'AssumeRole');
    expect(new Set(assumed.map((request) => request.region))).toEqual(new Set(['eu-west-1']));
  });
});

describe('three shards', () => {
  it('watch every target of the organization, and none of them twice', async () => {
    const several = ['eu-west-1', 'eu-central-1', 'us-east-1'];
    const simulator = await simulate(scenarioOf({}, { regions: several }));
    const total = 5 * several.length;
    const daemons = await Promise.all(
      [0, 1, 2].map((shard) =>
        startDaemon(
          simulator,
          { ...ofOrganization(), regions: several },
          {
            RESTORE_TEST_MONITOR_SHARD: shard === 2 ? 'auto' : String(shard),
            RESTORE_TEST_MONITOR_TOTAL_SHARDS: '3',
            HOSTNAME: 'restore-test-monitor-2',
          },
        ),
      ),
    );
    const read = () => Promise.all(daemons.map((daemon) => daemon.metrics()));
    const scrapes = await eventually(async () => {
      const samples = await read();
      const shown = samples.flatMap((each) => Object.keys(targets(each)));
      return shown.length >= total ? samples : undefined;
    });
    for (const [shard, samples] of scrapes.entries()) {
      const ordinal = { shard_ordinal: String(shard) };
      expect(select(samples, 'restore_test_monitor_shard_ordinal', ordinal)).toEqual([shard]);
      expect(select(samples, 'restore_test_monitor_total_shards')).toEqual([3]);
      expect(select(samples, monitored)).toEqual([1, 1, 1, 1, 1]);
    }
    const shares = scrapes.map((samples) => Object.keys(targets(samples)));
    expect(shares.flat()).toHaveLength(total);
    expect(new Set(shares.flat()).size).toBe(total);
    expect(Math.min(...shares.map((share) => share.length))).toBeGreaterThan(0);
    expect(await (await fetch(daemons[1]?.url ?? '')).text()).toContain('Shard 1 of 3, counted from 0.');
  });
});

describe('the commands', () => {
  it('once polls what it discovers, and fails where it cannot', async () => {
    const simulator = await simulate(scenarioOf());
    const { code, stdout } = await run(['once'], simulator);
    expect(code).toBe(0);
    expect(Object.keys(targets(parseExposition(stdout)))).toHaveLength(5);
    simulator.setFaults([{ kind: 'access-denied', operation: 'ListAccounts' }]);
    expect(await run(['once'], simulator)).toMatchObject({ code: 1 });
  });

  it('job finds an account of the organization by its name', async () => {
    const simulator = await simulate(scenarioOf());
    const args = ['job', `account-${web}`, region, `${web}-JOB-00001`];
    const { code, stdout, stderr } = await run(args, simulator);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^verdict +validation_failed$/m);
    expect(simulator.requests.map(({ operation }) => operation)).not.toContain('ListRegions');

    simulator.setFaults([{ kind: 'access-denied', operation: 'ListAccounts' }]);
    const denied = await run(args, simulator);
    expect(denied).toMatchObject({ code: 1, stdout: '' });
    expect(denied.stderr).toMatch(/^ListAccounts failed: access_denied: /);
  });
});
