import { describe, expect, it } from '@jest/globals';
import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { simulate } from '../simulator/running-simulator.js';
import { runCommand, startDaemon } from './daemon.js';
import type { ConfigInput } from './daemon-config.js';
import { type Samples, select } from './exposition-lines.js';
import { accountIds, organization, region, testRow } from './organization.js';
import type { Daemon } from './running-daemon.js';

const [shop = '', lab = ''] = accountIds(2);
const production = 'ou-demo-production';
const sandbox = 'ou-demo-sandbox0';
const objectiveInfo = 'aws_backup_restore_test_objective_info';
const discoveryUp = 'restore_test_monitor_discovery_up';

const config: ConfigInput = {
  regions: [region],
  organization: { roleName: 'monitor', externalId: 'the-external-id', schedule: '1s' },
  omissions: { readings: 1, duration: '1s' },
  summaries: { enabled: false },
  plans: { enabled: false },
  resources: { enabled: false },
  retry: { attempts: 1 },
  objectives: [
    { name: 'tier-1', organizationalUnits: [production], successInterval: '2d' },
    { name: 'tier-2', organizationalUnits: ['ou-demo-workloads'], successInterval: '8d' },
    { name: 'rest', successInterval: '35d' },
  ],
};

function world(more: Partial<NonNullable<ScenarioInput['organization']>> = {}): ScenarioInput {
  return organization([shop, lab], (account) => [testRow(account, 60)], {
    organization: {
      management: 'monitoring',
      units: [
        { id: 'ou-demo-workloads', name: 'Workloads' },
        { id: production, name: 'Production', parent: 'ou-demo-workloads', accounts: [shop] },
        { id: sandbox, name: 'Sandbox', accounts: [lab] },
      ],
      ...more,
    },
  });
}

function tierOf(samples: Samples, account: string): string[] {
  return ['tier-1', 'tier-2', 'rest'].filter(
    (objective) => select(samples, objectiveInfo, { aws_account_id: account, objective }).length > 0,
  );
}

function tiersWhen(daemon: Daemon, ofShop: string, ofLab: string): Promise<Samples> {
  return daemon.metricsWhen(
    (samples) => tierOf(samples, shop).join() === ofShop && tierOf(samples, lab).join() === ofLab,
  );
}

const walks = ({ requests }: Simulator) =>
  requests.filter(({ operation }) => operation === 'ListAccountsForParent').length;

describe.each([
  ['are walked', false],
  ['come with the paths of accounts', true],
])('units that %s', (_, sendsPaths) => {
  it('choose the objectives of accounts, wherever these move', async () => {
    let nowMs = Date.now();
    const moves = [{ account: shop, unit: 'ou-demo-workloads', at: '1h' }];
    const simulator = await simulate(world({ sendsPaths, moves }), { clock: () => nowMs });
    const daemon = await startDaemon(simulator, config);
    const before = await tiersWhen(daemon, 'tier-1', 'rest');
    expect(walks(simulator) > 0).toBe(!sendsPaths);

    nowMs += 3_600_000;
    const after = await tiersWhen(daemon, 'tier-2', 'rest');
    const counted = 'aws_backup_restore_jobs_ended_total';
    expect(select(after, counted, { aws_account_id: shop })).toEqual(
      select(before, counted, { aws_account_id: shop }),
    );
    expect(daemon.log().filter(({ msg }) => msg === 'targets discovered')).toEqual([
      expect.objectContaining({ joined: expect.arrayContaining([shop, lab]), left: [] }),
    ]);
  });
});

it('keeps the units that are known while they cannot be listed, and still finds accounts', async () => {
  let nowMs = Date.now();
  const scenario = world();
  const accounts = scenario.accounts.map((each) => (each.id === lab ? { ...each, joins: '1h' } : each));
  const simulator = await simulate({ ...scenario, accounts }, { clock: () => nowMs });
  const daemon = await startDaemon(simulator, config);
  await tiersWhen(daemon, 'tier-1', '');
  simulator.setFaults([{ kind: 'access-denied', operation: 'ListAccountsForParent' }]);
  nowMs += 3_600_000;
  const samples = await tiersWhen(daemon, 'tier-1', 'rest');
  expect(select(samples, discoveryUp)).toEqual([0]);
});

it('asks for the units once a reload names some', async () => {
  const simulator = await simulate(world());
  const { objectives: _, ...without } = config;
  const daemon = await startDaemon(simulator, without);
  await daemon.metricsWhen((samples) => select(samples, discoveryUp)[0] === 1);
  expect(walks(simulator)).toBe(0);
  daemon.configure(config);
  daemon.kill('SIGHUP');
  await tiersWhen(daemon, 'tier-1', 'rest');
});

it('doctor names the permission that the units of objectives need, and checks every account without it', async () => {
  const simulator = await simulate(world());
  const operation = 'ListOrganizationalUnitsForParent';
  simulator.setFaults([{ kind: 'access-denied', operation }]);
  const args = ['doctor', '--json'];
  const { code, stdout } = await runCommand(args, { simulator, config }).exited;
  const report: unknown = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report).toMatchObject({
    problems: [{ operation, actions: [`organizations:${operation}`] }],
    targets: ['111122223333', shop, lab].map((accountId) => ({ accountId, status: 'ok' })),
  });

  simulator.setFaults([]);
  expect((await runCommand(args, { simulator, config }).exited).code).toBe(0);
});
