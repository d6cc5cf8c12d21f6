import { rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../src/simulator/simulator.js';
import { eventually } from '../patience.js';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import { awsEnvironment, type ConfigInput, configText } from './daemon-config.js';
import { type Samples, select, sum } from './exposition-lines.js';
import { accountIds, configuredAccounts, mixedRows, organization, region, testRow } from './organization.js';
import { projectedVolume } from './projected-volume.js';
import type { Daemon } from './running-daemon.js';

const up = 'restore_test_monitor_target_up';
const successful = 'restore_test_monitor_config_last_reload_successful';
const successAt = 'restore_test_monitor_config_last_reload_success_timestamp_seconds';
const ended = 'aws_backup_restore_jobs_ended_total';
const [one = '', two = '', three = ''] = accountIds(3);
const lifecycle = ['--web.enable-lifecycle'];

/** Jobs that run for a minute and then complete, beside those of every outcome. */
const scenario = organization([one, two, three], mixedRows, {
  jobs: [one, two, three].flatMap((account) => [
    { account, region, rows: mixedRows(account) },
    { account, region, until: '1m', rows: running(account) },
    {
      account,
      region,
      from: '1m',
      rows: Array.from({ length: 4 }, (_, index) => testRow(account, 100 + index)),
    },
  ]),
});

function running(account: string) {
  const open = { Status: 'RUNNING', CompletionDate: null, ValidationStatus: null, DeletionStatus: null };
  return Array.from({ length: 4 }, (_, index) => testRow(account, 100 + index, open));
}

const watching = (ids: readonly string[], more: ConfigInput = {}): ConfigInput => ({
  accounts: configuredAccounts(ids),
  summaries: { enabled: false },
  ...more,
});

/** The accounts that are up or down, in order. */
function accountsOf(samples: Samples): string[] {
  const series = [...samples.keys()].filter((name) => name.startsWith(`${up}{`));
  return series.map((name) => /aws_account_id="(\d*)"/.exec(name)?.[1] ?? '').toSorted();
}

const areWatched = (ids: readonly string[]) => (samples: Samples) =>
  JSON.stringify(accountsOf(samples)) === JSON.stringify(ids) && sum(samples, up) === ids.length;

async function post(daemon: Daemon, init: RequestInit = { method: 'POST' }) {
  const response = await fetch(`${daemon.url}/-/reload`, init);
  return { status: response.status, text: await response.text() };
}

const isReload = ({ by }: Record<string, unknown>) => by === 'SIGHUP';
const pollsOf = (samples: Samples) => samples.get('restore_test_monitor_polls_total') ?? 0;

/** What a process may hold for good. */
function held(samples: Samples) {
  return {
    descriptors: sum(samples, 'process_open_fds'),
    timers: sum(samples, 'nodejs_active_resources', { type: 'Timeout' }),
  };
}

async function sighup(daemon: Daemon, config: ConfigInput | string): Promise<void> {
  const before = daemon.log().filter(isReload).length;
  daemon.configure(config);
  daemon.kill('SIGHUP');
  await eventually(() => daemon.log().filter(isReload)[before]);
}

function callsOf(simulator: Simulator, operation: string): string[] {
  const calls = simulator.requests.filter((request) => request.operation === operation);
  return calls.map(({ accountId }) => accountId ?? '');
}

describe('a reload', () => {
  it('adds and removes targets, and leaves what is known of the others alone', async () => {
    let nowMs = Date.now();
    const simulator = await simulate(scenario, { clock: () => nowMs });
    const daemon = await startDaemon(simulator, watching([one, two]));
    const before = await daemon.metricsWhen(areWatched([one, two]));
    expect(select(before, successful)).toEqual([1]);
    nowMs += 60_000;
    await daemon.metricsWhen((samples) => sum(samples, ended) === 8);

    await sighup(daemon, watching([two, three]));
    const after = await daemon.metricsWhen(areWatched([two, three]));
    expect([...after.keys()].filter((series) => series.includes(one))).toEqual([]);
    expect(sum(after, ended, { aws_account_id: two })).toBe(4);
    // What had ended before it was watched is no news.
    expect(sum(after, ended, { aws_account_id: three })).toBe(0);
    expect(
      sum(after, 'aws_backup_restore_jobs', { aws_account_id: three, status: 'COMPLETED' }),
    ).toBeGreaterThan(4);
    expect(select(after, successful)).toEqual([1]);
    expect(select(after, successAt)[0]).toBeGreaterThan(select(before, successAt)[0] ?? 0);

    await sighup(daemon, watching([one, two, three]));
    const again = await daemon.metricsWhen(areWatched([one, two, three]));
    expect(sum(again, ended, { aws_account_id: two })).toBe(4);
    expect(sum(again, ended, { aws_account_id: one })).toBe(0);
    // One for each account that joined; the one that stayed kept its session.
    expect(callsOf(simulator, 'AssumeRole')).toHaveLength(3);
    expect(daemon.log()).toContainEqual(
      expect.objectContaining({
        msg: 'targets changed with the configuration',
        joined: 1,
        altered: 0,
        left: 1,
        targets: 2,
      }),
    );
  });

  it('enters a target anew whose role changed, and keeps what is known of it', async () => {
    let nowMs = Date.now();
    const simulator = await simulate(scenario, { clock: () => nowMs });
    const daemon = await startDaemon(simulator, watching([one, two]));
    await daemon.metricsWhen(areWatched([one, two]));
    nowMs += 60_000;
    await daemon.metricsWhen((samples) => sum(samples, ended) === 8);

    const [first, ...others] = configuredAccounts([one, two]);
    await sighup(daemon, {
      ...watching([]),
      accounts: [{ ...first, name: 'renamed', externalId: 'wrong-one' }, ...others],
    });
    const down = await daemon.metricsWhen((samples) => sum(samples, up) === 1);
    expect(select(down, up, { aws_account: 'renamed' })).toEqual([0]);
    expect(sum(down, ended, { aws_account: 'renamed' })).toBe(4);

    await sighup(daemon, watching([one, two]));
    const samples = await daemon.metricsWhen(areWatched([one, two]));
    expect(sum(samples, ended, { aws_account: `account-${one}` })).toBe(4);
  });

  it('lets polls under way end and calls off those of targets that left', async () => {
    const faults = [{ kind: 'slow', operation: 'ListRestoreJobs', delay: '1500ms' }] as const;
    const simulator = await simulate({ ...scenario, faults: [...faults] });
    const quiet = { plans: { enabled: false }, resources: { enabled: false }, poll: { schedule: '1h' } };
    const daemon = await startDaemon(simulator, watching([one, two], quiet));
    await eventually(() => callsOf(simulator, 'ListRestoreJobs').length === 2 || undefined);
    await sighup(daemon, watching([two, three], quiet));
    await daemon.metricsWhen(areWatched([two, three]));
    // Of the hour only the first tick has come: the target that stayed was not asked twice.
    expect(callsOf(simulator, 'ListRestoreJobs').toSorted()).toEqual([one, two, three]);
    expect(pollsOf(await daemon.metrics())).toBe(2);
    expect(daemon.log().filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  });

  it('takes over what is published, what is read, and how much is logged', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one]));
    const plans = 'aws_backup_restore_testing_plan_selections';
    const perResource = 'aws_backup_restore_test_last_end_timestamp_seconds';
    const before = await daemon.metricsWhen(
      (samples) => select(samples, plans).length > 0 && areWatched([one])(samples),
    );
    expect(select(before, perResource).length).toBeGreaterThan(0);

    daemon.configure(
      watching([one], {
        plans: { enabled: false },
        metrics: { perResource: { enabled: false } },
        objectives: [{ plan: '*', resourceType: '*', maxDuration: '1h' }],
        log: { level: 'error', format: 'json' },
      }),
    );
    daemon.kill('SIGHUP');
    const after = await daemon.metricsWhen((samples) => select(samples, perResource).length === 0);
    expect(select(after, plans)).toEqual([]);
    expect(select(after, 'aws_backup_restore_test_max_duration_seconds')).not.toEqual([]);
    expect(
      select(after, 'restore_test_monitor_target_last_success_timestamp_seconds', { source: 'plans' }),
    ).toEqual([]);
    const lines = daemon.log().length;
    await daemon.metricsWhen((samples) => pollsOf(samples) > pollsOf(after) + 2);
    expect(daemon.log()).toHaveLength(lines);

    daemon.configure(watching([one]));
    daemon.kill('SIGHUP');
    await daemon.metricsWhen(
      (samples) => select(samples, plans).length > 0 && select(samples, perResource).length > 0,
    );
  });

  it('reads the whole of a longer look-back, and counts nothing of it', async () => {
    const day = 24 * 60;
    const old = [testRow(one, 10 * day), testRow(one, 12 * day)];
    const simulator = await simulate(organization([one], (id) => [testRow(id, 0), ...old]));
    const daemon = await startDaemon(simulator, watching([one], { lookback: '8d' }));
    const jobs = 'aws_backup_restore_jobs';
    const completed = { status: 'COMPLETED' };
    await daemon.metricsWhen((samples) => sum(samples, jobs, completed) === 1);
    await sighup(daemon, watching([one], { lookback: '30d' }));
    const samples = await daemon.metricsWhen((read) => sum(read, jobs, completed) === 3);
    expect(sum(samples, ended)).toBe(0);
    await sighup(daemon, watching([one], { lookback: '8d' }));
    await daemon.metricsWhen((read) => sum(read, jobs, completed) === 1);
  });

  it('goes from the account of its own credentials to an organization and back', async () => {
    let nowMs = Date.now();
    const own = '111122223333';
    const simulator = await simulate(
      {
        ...scenario,
        organization: { management: 'monitoring' },
        jobs: [
          { account: own, region, until: '1m', rows: running(own) },
          {
            account: own,
            region,
            from: '1m',
            rows: Array.from({ length: 4 }, (_, index) => testRow(own, 100 + index)),
          },
        ],
      },
      { clock: () => nowMs },
    );
    const alone = { regions: [region], summaries: { enabled: false } };
    const daemon = await startDaemon(simulator, alone);
    await daemon.metricsWhen(areWatched([own]));
    nowMs += 60_000;
    await daemon.metricsWhen((samples) => sum(samples, ended) === 4);
    const discoveryUp = 'restore_test_monitor_discovery_up';
    expect(select(await daemon.metrics(), discoveryUp)).toEqual([]);

    const roles = { roleName: 'monitor', externalId: 'the-external-id' };
    await sighup(daemon, { ...alone, organization: roles });
    const many = await daemon.metricsWhen(areWatched([own, one, two, three]));
    expect([sum(many, ended, { aws_account_id: own }), select(many, discoveryUp)]).toEqual([4, [1]]);
    await sighup(daemon, { ...alone, organization: { ...roles, exclude: { accounts: [two] } } });
    await daemon.metricsWhen(areWatched([own, one, three]));

    await sighup(daemon, alone);
    const back = await daemon.metricsWhen(areWatched([own]));
    expect([sum(back, ended, { aws_account_id: own }), select(back, discoveryUp)]).toEqual([4, []]);
    expect([...back.keys()].filter((series) => series.includes(one))).toEqual([]);
  });
});

it('leaves nothing behind, however often it happens', async () => {
  const simulator = await simulate(scenario);
  const daemon = await startDaemon(simulator, watching([one, two]), {}, '127.0.0.1:0', lifecycle);
  await daemon.metricsWhen(areWatched([one, two]));
  /** Another way in, another schedule, other targets, other tables. */
  const variants = [
    watching([one, two], { rateLimit: 900 }),
    watching([two, three], { poll: { schedule: '2s' } }),
    watching([one], { metrics: { perResource: { limit: 5 } }, plans: { enabled: false } }),
  ];
  const reloads = async (count: number) => {
    for (let index = 0; index < count; index++) {
      daemon.configure(variants[index % variants.length] ?? {});
      expect((await post(daemon)).status).toBe(200);
    }
    daemon.configure(watching([one, two]));
    expect((await post(daemon)).status).toBe(200);
    const before = pollsOf(await daemon.metrics());
    return daemon.metricsWhen((samples) => areWatched([one, two])(samples) && pollsOf(samples) > before + 6);
  };
  const early = held(await reloads(20));
  const late = held(await reloads(180));
  expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 10);
  expect(late.timers).toBeLessThanOrEqual(early.timers + 10);
  const errors = daemon.log().filter(({ level }) => level === 'error' || level === 'fatal');
  expect(errors).toEqual([]);
});

describe('a configuration that cannot be taken over', () => {
  it('leaves the one before in force, however often it is tried, and says what is wrong as check-config does', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one, two]), {}, '127.0.0.1:0', lifecycle);
    const before = await daemon.metricsWhen(areWatched([one, two]));
    daemon.configure(
      'regions: [eu-west-1]\naccounts:\n  - id: 12\npoll:\n  schedul: 5m\nweb:\n  listenAddress: nowhere\nlog:\n  format: json\n',
    );
    const check = await runCommand(['check-config', '--config.file', daemon.file], {
      env: awsEnvironment(simulator),
    }).exited;
    expect(check.stderr.split('\n')).toHaveLength(4);

    for (let attempt = 0; attempt < 10; attempt++) {
      expect(await post(daemon)).toEqual({ status: 500, text: `failed to reload config:\n${check.stderr}` });
    }
    const samples = await daemon.metrics();
    expect(select(samples, successful)).toEqual([0]);
    expect(select(samples, successAt)).toEqual(select(before, successAt));
    expect(accountsOf(samples)).toEqual([one, two]);
    const lines = check.stderr.split('\n').slice(0, -1);
    expect(daemon.log().filter(({ level }) => level === 'error')).toEqual(
      Array.from({ length: 10 }, () => expect.objectContaining({ by: 'HTTP', problems: lines })),
    );

    daemon.configure(watching([one, two]));
    expect(await post(daemon, { method: 'PUT' })).toEqual({ status: 200, text: '' });
    expect(select(await daemon.metrics(), successful)).toEqual([1]);
  });

  it('names everything that only a restart can change, where it stands', async () => {
    const simulator = await simulate(scenario);
    const file = (more: string) => `${configText(watching([one]))}${more}`;
    const daemon = await startDaemon(simulator, watching([one]), {}, '127.0.0.1:0', lifecycle);
    // What a flag sets is not the file's to change.
    daemon.configure(
      file('web:\n  listenAddress: :9999\n  telemetryPath: /other\nsharding:\n  totalShards: 2\n'),
    );
    const why = 'cannot change while the daemon runs: restart it, or put the option back';
    const { status, text } = await post(daemon);
    const places = text.split('\n').map((line) => line.replace(/^.*config\.yaml:\d+:\d+: /, ''));
    expect(status).toBe(500);
    expect(places.slice(1, -1)).toEqual([`web.telemetryPath: ${why}`, `sharding.totalShards: ${why}`]);
    expect(text).toMatch(/config\.yaml:\d+:\d+: web\.telemetryPath/);
  });

  it('may be a file that is not there, and one that comes back', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one]), {}, '127.0.0.1:0', lifecycle);
    rmSync(daemon.file);
    expect(await post(daemon)).toEqual({
      status: 500,
      text: `failed to reload config:\n${daemon.file}: there is no such file\n`,
    });
    daemon.configure(watching([one]));
    expect((await post(daemon)).status).toBe(200);
  });
});

describe('requests to /-/reload', () => {
  it('are refused where the lifecycle is not enabled', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one]));
    daemon.configure('nonsense');
    const refused = { status: 403, text: 'Lifecycle API is not enabled.\n' };
    expect(await post(daemon, { method: 'POST' })).toEqual(refused);
    expect(await post(daemon, { method: 'PUT' })).toEqual(refused);
    const wrongMethod = { status: 405, text: 'Only POST or PUT requests allowed\n' };
    expect(await post(daemon, { method: 'GET' })).toEqual(wrongMethod);
    expect(select(await daemon.metrics(), successful)).toEqual([1]);
  });

  it('may come all at once, and with a body', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one]), {}, '127.0.0.1:0', lifecycle);
    await daemon.metricsWhen(areWatched([one]));
    daemon.configure(watching([one, two]));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        daemon.kill('SIGHUP');
        return post(daemon, { method: 'POST', body: index % 2 === 0 ? '' : 'reload=1' });
      }),
    );
    expect(answers).toEqual(answers.map(() => ({ status: 200, text: '' })));
    await daemon.metricsWhen(areWatched([one, two]));
    const reloaded = daemon.log().filter(({ msg }) => msg === 'configuration reloaded');
    expect(reloaded).toHaveLength(1);
  });
});

describe('a file that is followed', () => {
  const following = ['--config.enable-auto-reload', '--config.auto-reload-interval', '1s'];

  it('is reloaded when the link to it is swapped, and a bad one is tried once', async () => {
    const simulator = await simulate(scenario);
    const volume = projectedVolume('config.yaml', configText(watching([one])));
    const daemon = await startDaemon(simulator, undefined, {}, '127.0.0.1:0', [
      '--config.file',
      volume.file,
      ...following,
    ]);
    await daemon.metricsWhen(areWatched([one]));
    volume.publish(configText(watching([one, two])));
    await daemon.metricsWhen(areWatched([one, two]));

    volume.publish('accounts: nobody\nlog: {format: json}\n');
    await daemon.metricsWhen((samples) => select(samples, successful)[0] === 0);
    volume.publish(configText(watching([two])));
    const samples = await daemon.metricsWhen(areWatched([two]));
    expect(select(samples, successful)).toEqual([1]);
    const failures = daemon.log().filter(({ level }) => level === 'error');
    expect(failures).toEqual([
      expect.objectContaining({
        by: 'file',
        problems: [`${volume.file}:1:11: accounts: expected a list, found a single value`],
      }),
    ]);
  });

  it('is not followed unless that is asked for', async () => {
    const simulator = await simulate(scenario);
    const daemon = await startDaemon(simulator, watching([one]), {}, '127.0.0.1:0', following.slice(1));
    const before = pollsOf(await daemon.metricsWhen(areWatched([one])));
    daemon.configure(watching([one, two]));
    // A second for a look, a second until the file is taken for written, and one more.
    const samples = await daemon.metricsWhen((read) => pollsOf(read) > before + 3);
    expect(accountsOf(samples)).toEqual([one]);
  });
});
