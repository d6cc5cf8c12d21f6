import { describe, expect, it } from '@jest/globals';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { createWorld } from '../../../src/simulator/world/world.js';

const startMs = Date.parse('2026-03-10T12:00:00Z');
const production = '111122223333';
const recovery = { accountId: '222233334444', region: 'eu-west-1' };
const sourceArn = (name: string) => `arn:aws:rds:eu-central-1:${production}:db:${name}`;
const copyOf = { account: 'production', region: 'eu-central-1' };

const scenario: ScenarioInput = {
  regions: ['eu-central-1', 'eu-west-1'],
  accounts: [
    { id: production, name: 'production' },
    { id: recovery.accountId, name: 'recovery' },
  ],
  plans: [
    {
      name: 'drill',
      accounts: ['recovery'],
      regions: ['eu-west-1'],
      resources: [
        { type: 'RDS', name: 'orders', restore: '10m', copyOf },
        { type: 'RDS', name: 'ledger', restore: '10m', copyOf: { ...copyOf, isListed: false } },
      ],
    },
  ],
  protected: [
    { accounts: ['recovery'], regions: ['eu-west-1'], type: 'RDS', name: 'idle', copyOf },
    {
      accounts: ['recovery'],
      regions: ['eu-west-1'],
      type: 'RDS',
      name: 'hidden',
      copyOf: { ...copyOf, isListed: false },
    },
  ],
};

describe('a plan that restores copies of another account', () => {
  const world = createWorld(scenarioOf(scenario), 1, startMs);

  it('has jobs of the account that restores, from a vault there, of the resource of the other one', () => {
    const rows = world.rowsAt(recovery, startMs);
    const places = rows.map(({ AccountId, BackupVaultArn, SourceResourceArn, CreatedResourceArn }) => [
      AccountId,
      BackupVaultArn,
      SourceResourceArn,
      CreatedResourceArn?.split(':').slice(0, 5).join(':'),
    ]);
    const vault = `arn:aws:backup:eu-west-1:${recovery.accountId}:backup-vault:Default`;
    const created = `arn:aws:rds:eu-west-1:${recovery.accountId}`;
    const expected = (name: string) => [recovery.accountId, vault, sourceArn(name), created];
    expect(new Set(places.map(String))).toEqual(new Set(['orders', 'ledger'].map(expected).map(String)));
    expect(world.rowsAt({ accountId: production, region: 'eu-central-1' }, startMs)).toEqual([]);
  });

  it('selects them by the ARN of the resource', () => {
    const arns = world
      .testingPlansAt(recovery, startMs)
      .flatMap(({ selections }) => selections.map((each) => each.ProtectedResourceArns));
    expect(arns).toEqual([[sourceArn('orders')], [sourceArn('ledger')]]);
  });

  it('lists them as protected, unless the scenario says that AWS does not', () => {
    const listed = world.protectedResourcesAt(recovery, startMs).map(({ ResourceArn }) => ResourceArn);
    expect(new Set(listed)).toEqual(new Set([sourceArn('orders'), sourceArn('idle')]));
  });
});

it('refuses a copy of an account that it does not declare', () => {
  const unknown = { account: 'prodution' };
  const [plan] = scenario.plans ?? [];
  if (plan === undefined) throw new Error('no plan');
  const input = {
    ...scenario,
    plans: [{ ...plan, resources: [{ type: 'RDS', name: 'orders', restore: '1m', copyOf: unknown }] }],
    protected: [{ type: 'RDS', name: 'idle', copyOf: { account: 'production', region: 'eu-central-2' } }],
  };
  expect(() => scenarioOf(input)).toThrow(/no account \\"prodution\\"[\s\S]*no Region \\"eu-central-2\\"/);
});
