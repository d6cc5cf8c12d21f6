import { describe, expect, it } from '@jest/globals';
import { operations as everyOperation, type Feature } from '../../src/aws/operations.js';
import { type DoctorView, doctorView } from '../../src/views/doctor-view.js';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand } from './daemon.js';
import { accountIds, configuredAccounts, mixedRows, organization, region } from './organization.js';

type Simulating = Parameters<typeof simulate>;

const ids = accountIds(3);
const [first = '', second = '', third = ''] = ids;
const accounts = configuredAccounts(ids);
const config = { accounts, poll: { schedule: '5m' }, retry: { attempts: 3 } };
const roleOf = (id: string) => `arn:aws:iam::${id}:role/monitor`;

const readFeatures = new Set<Feature>(['jobs', 'summaries', 'plans', 'resources', 'resource-descriptions']);

function run(simulator: Awaited<ReturnType<typeof simulate>>, args: string[] = [], written: object = config) {
  return runCommand(['doctor', ...args], { simulator, config: { ...written } }).exited;
}

async function examine(
  more: Parameters<typeof organization>[2],
  { written = config, options = {} }: { written?: object; options?: Simulating[1] } = {},
) {
  const simulator = await simulate(organization(ids, mixedRows, more), options);
  const { code, stdout, stderr } = await run(simulator, ['--json'], written);
  expect(withoutProgress(stderr)).toBe('');
  const report: DoctorView = JSON.parse(stdout);
  expect(doctorView.parse(report)).toEqual(report);
  return { code, report, statuses: report.targets.map(({ accountId, status }) => [accountId, status]) };
}

/** A run that takes longer than five seconds says how far it is. */
function withoutProgress(stderr: string): string {
  return stderr.replaceAll(/^(?:looking for targets|\d+ of \d+ targets checked)\n/gm, '');
}

describe('doctor', () => {
  it('tells that all is well, what was found and what it will cost', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const { code, stdout, stderr } = await run(simulator);
    expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(
      'STATUS  ACCOUNT       NAME                  REGION     LATENCY  JOBS  PLANS  RESOURCES  CALLS/H  SERIES',
    );
    expect(lines.slice(1, 4)).toEqual(
      ids.map((id) =>
        expect.stringMatching(`^ok +${id}  account-${id}  eu-west-1 +\\d+ ms +10 +\\d+ +0 +16 +\\d+$`),
      ),
    );
    expect(stdout).toMatch(
      /\n\n3 targets, all well; no problem; about \d+ calls to AWS an hour, \d+ series; clock off by \d\.\d s\n$/,
    );
  });

  it('says on stderr how far it is', async () => {
    const faults = [{ kind: 'slow', delay: '7s', operation: 'ListRestoreJobs', account: third } as const];
    const simulator = await simulate(organization(ids, mixedRows, { faults }));
    const slow = { ...config, aws: { requestTimeout: '20s' }, poll: { schedule: '5m', deadline: '1m' } };
    const { code, stderr } = await run(simulator, [], slow);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^2 of 3 targets checked$/m);
    expect(withoutProgress(stderr)).toBe('');
  });

  it.each([
    [
      ['--account', second],
      [
        [second, 'eu-central-1'],
        [second, region],
      ],
    ],
    [['--account', `account-${first}`, '--region', 'eu-central-1'], [[first, 'eu-central-1']]],
    [['--region', region], ids.map((id) => [id, region])],
  ])('checks with %j only what is asked for', async (args, expected) => {
    const regions = [region, 'eu-central-1'];
    const simulator = await simulate({ ...organization(ids, mixedRows), regions });
    const written = { ...config, accounts: accounts.map((account) => ({ ...account, regions })) };
    const { code, stdout } = await run(simulator, ['--json', ...args], written);
    const report: DoctorView = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.targets.map((each) => [each.accountId, each.region])).toEqual(expected);
    const asked = simulator.requests.filter(({ operation }) => operation === 'AssumeRole').length;
    expect(asked).toBe(new Set(expected.map(([id]) => id)).size);
  });

  it('refuses an account that is not watched', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const { code, stdout, stderr } = await run(simulator, ['--account', 'elsewhere']);
    expect({ code, stdout, stderr: withoutProgress(stderr) }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'no target is in elsewhere\n',
    });
  });

  it('tells the same as JSON', async () => {
    const { code, report } = await examine({});
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, problems: [], clockAheadSeconds: expect.any(Number) });
    expect(report.targets[0]).toEqual({
      accountId: first,
      accountName: `account-${first}`,
      region,
      role: roleOf(first),
      status: 'ok',
      latencySeconds: expect.any(Number),
      jobs: 10,
      plans: expect.any(Number),
      resources: 0,
      // Jobs every 5 minutes, plans with their selections every hour, resources and summaries every 6 hours.
      // The jobs every 5 minutes; every hour the plans, one of them, its selections, and one selection; the rest every 6 hours.
      callsPerHour: 12 + 1 + 1 + 1 + 1 + 0.3,
      series: expect.any(Number),
    });
  });

  it('calls each operation that the configuration needs, and none that it does not', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const off = { summaries: { enabled: false }, plans: { enabled: false }, resources: { enabled: false } };
    expect((await run(simulator, [], { ...config, ...off })).code).toBe(0);
    const called = new Set(simulator.requests.map(({ operation }) => operation));
    expect([...called].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'AssumeRole',
      'DescribeRestoreJob',
      'GetCallerIdentity',
      'ListRestoreJobs',
    ]);
  });

  it('tells which role cannot be assumed, and puts its target first', async () => {
    const faults = [{ kind: 'access-denied', operation: 'AssumeRole', account: second } as const];
    const { code, report, statuses } = await examine({ faults });
    expect(code).toBe(1);
    expect(statuses).toEqual([
      [second, 'access_denied'],
      [first, 'ok'],
      [third, 'ok'],
    ]);
    expect(report.problems).toEqual([
      {
        reason: 'access_denied',
        operation: 'AssumeRole',
        actions: ['sts:AssumeRole'],
        principals: [roleOf(second)],
        targets: [`${second}/${region}`],
        message: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
        toDo: expect.stringContaining('iam-policy --trust'),
      },
    ]);
  });

  it('tells on which roles each operation is denied, though there is nothing to ask for', async () => {
    const operations = everyOperation
      .filter(({ caller, feature }) => caller === 'account' && readFeatures.has(feature))
      .map(({ name }) => name);
    const faults = operations.flatMap((operation) =>
      [first, third].map((account) => ({ kind: 'access-denied', operation, account }) as const),
    );
    const { code, report } = await examine({ faults, jobs: [] });
    expect(code).toBe(1);
    expect(report.problems).toHaveLength(9);
    expect(report.problems).toEqual(
      expect.arrayContaining(
        operations.map((operation) =>
          expect.objectContaining({
            actions: [`backup:${operation}`],
            principals: expect.arrayContaining([roleOf(first), roleOf(third)]),
            targets: expect.arrayContaining([`${first}/${region}`, `${third}/${region}`]),
            toDo: expect.stringContaining('iam-policy --for member'),
          }),
        ),
      ),
    );
  });

  it('reads what is allowed where something else is not', async () => {
    const faults = [{ kind: 'access-denied', operation: 'ListRestoreTestingPlans', account: first } as const];
    const { report } = await examine({ faults });
    expect(report.targets[0]).toMatchObject({
      accountId: first,
      status: 'access_denied',
      jobs: 10,
      resources: 0,
    });
    expect(report.targets[0]).not.toHaveProperty('plans');
  });

  it('tells a permission that an older policy lacks, and reads the plans without it', async () => {
    const faults = [{ kind: 'access-denied', operation: 'GetRestoreTestingPlan', account: first } as const];
    const { code, report } = await examine({ faults });
    expect(code).toBe(1);
    expect(report.problems.map(({ actions, targets }) => [actions, targets])).toEqual([
      [['backup:GetRestoreTestingPlan'], [`${first}/${region}`]],
    ]);
    expect(report.targets[0]).toMatchObject({ accountId: first, status: 'access_denied', plans: 1 });
  });

  it('tells a region that the account has not enabled', async () => {
    const other = [{ ...accounts[0], regions: [region, 'eu-south-2'] }];
    const { code, report } = await examine({}, { written: { ...config, accounts: other } });
    expect(code).toBe(1);
    expect(report.targets.map((each) => [each.region, each.status])).toEqual([
      ['eu-south-2', 'region_disabled'],
      [region, 'ok'],
    ]);
    expect(report.problems).toEqual([
      expect.objectContaining({ reason: 'region_disabled', targets: [`${first}/eu-south-2`] }),
    ]);
  });

  it.each([[10], [-10]])('tells a clock that AWS is %i minutes ahead of', async (minutes) => {
    const machineClock = () => Date.now() + minutes * 60_000;
    const { code, report } = await examine({}, { options: { machineClock } });
    expect(code).toBe(1);
    expect(report.problems).toEqual([
      expect.objectContaining({
        reason: 'clock_skew',
        toDo: expect.stringContaining('Synchronize the clock'),
      }),
    ]);
  });

  it.each([
    [3, 'behind'],
    [-3, 'ahead of'],
  ])(
    'measures a clock that AWS is %i minutes ahead of, which it puts up with',
    async (minutes, direction) => {
      const machineClock = () => Date.now() + minutes * 60_000;
      const { code, report, statuses } = await examine({}, { options: { machineClock } });
      expect(code).toBe(1);
      expect(Math.abs((report.clockAheadSeconds ?? 0) - minutes * 60)).toBeLessThan(3);
      expect(statuses).toEqual(ids.map((id) => [id, 'ok']));
      expect(report.problems).toEqual([
        expect.objectContaining({
          reason: 'clock_skew',
          message: expect.stringContaining(` s ${direction} `),
        }),
      ]);
    },
  );

  it('tells credentials that AWS does not know, without asking it again for each target', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const env = { AWS_SECRET_ACCESS_KEY: 'not-the-secret-that-AWS-knows' };
    const { code, stdout } = await runCommand(['doctor'], { simulator, config, env }).exited;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Problem 1: GetCallerIdentity fails in 3 targets: access_denied$/m);
    expect(stdout).toMatch(/^ {2}To do: Give the daemon credentials that AWS knows/m);
    expect(new Set(simulator.requests.map(({ operation }) => operation))).toEqual(
      new Set(['GetCallerIdentity']),
    );
  });

  it('tells a configured account that the own credentials do not belong to', async () => {
    const written = { ...config, accounts: [{ id: first, regions: [region] }] };
    const { code, report } = await examine({}, { written });
    expect(code).toBe(1);
    expect(report.problems).toEqual([
      expect.objectContaining({
        reason: 'wrong_account',
        message: `The daemon's own credentials belong to account 111122223333, not to ${first}.`,
      }),
    ]);
  });

  it.each<[operation: string, account: string, action: string, toDo: string, watched: number]>([
    ['ListAccounts', '111122223333', 'organizations:ListAccounts', '--for daemon', 0],
    ['ListAccountsForParent', '111122223333', 'organizations:ListAccountsForParent', '--for daemon', 0],
    ['ListRegions', second, 'account:ListRegions', '--for member', 4],
  ])(
    'tells that %s is denied while the targets are found',
    async (operation, account, action, toDo, watched) => {
      const units = [{ id: 'ou-demo-workloads', name: 'workloads', accounts: ids }];
      const written = {
        regions: 'all',
        organization: {
          roleName: 'monitor',
          externalId: 'the-external-id',
          include: { organizationalUnits: ['ou-demo-workloads'], names: ['monitoring'] },
        },
      };
      const faults = [{ kind: 'access-denied', operation, account } as const];
      const { code, report } = await examine(
        { organization: { management: 'monitoring', units }, faults },
        { written },
      );
      expect(code).toBe(1);
      expect(report.problems).toEqual([
        expect.objectContaining({ actions: [action], toDo: expect.stringContaining(toDo) }),
      ]);
      expect(report.targets).toHaveLength(watched);
    },
  );

  it('exits 2 on a bad configuration', async () => {
    const simulator = await simulate(organization(ids, mixedRows));
    const { code, stdout } = await run(simulator, [], { accounts: [{ id: '12' }] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
