import { describe, expect, it } from '@jest/globals';
import { type ScenarioInput, scenarioOf } from '../../../src/simulator/scenario/scenario.js';
import { createWorld } from '../../../src/simulator/world/world.js';

const startMs = Date.parse('2026-10-10T00:00:00Z');
const place = { accountId: '111122223333', region: 'eu-west-1' };
const volume = (name: string) => ({ type: 'EBS', name, restore: '5m' });

const scenario: ScenarioInput = {
  regions: ['eu-west-1'],
  accounts: [{ id: '111122223333', name: 'monitoring' }],
  history: '10d',
  plans: [
    {
      name: 'volumes',
      schedule: 'cron(0 3 ? * MON *)',
      runsAt: ['2026-10-05T03:00:00Z', '2026-10-12T03:00:00Z', '2026-10-19T03:00:00Z'],
      until: '4d',
      resources: [volume('one')],
    },
    {
      name: 'volumes',
      schedule: 'cron(0 3 ? * * *)',
      runsAt: ['2026-10-13T03:00:00Z', '2026-10-15T03:00:00Z', '2026-10-16T03:00:00Z'],
      from: '4d',
      resources: [volume('one'), { ...volume('two'), from: '5d12h' }, { ...volume('three'), until: '5d12h' }],
    },
  ],
};
const world = createWorld(scenarioOf(scenario), 1, startMs);
const at = (moment: string) => Date.parse(moment);

const planAt = (moment: string) =>
  world.testingPlansAt(place, at(moment)).map(({ row, selections }) => ({
    schedule: row.ScheduleExpression,
    madeAt: new Date((row.CreationTime ?? 0) * 1000).toISOString(),
    changedAt: new Date((row.LastUpdateTime ?? 0) * 1000).toISOString(),
    ranAt: new Date((row.LastExecutionTime ?? 0) * 1000).toISOString(),
    selected: selections.map((selection) => selection.ProtectedResourceArns?.join().split('/').at(-1)),
  }));
const arns = (moment: string) =>
  world.protectedResourcesAt(place, at(moment)).map(({ ResourceName }) => String(ResourceName));
const restored = (moment: string) =>
  world
    .rowsAt(place, at(moment))
    .filter(({ CreationDate }) => (CreationDate ?? 0) * 1000 > at(moment) - 6 * 3_600_000);

describe('a plan that is changed', () => {
  it('is one plan, that keeps its last run', () => {
    const madeAt = '2026-09-30T00:00:00.000Z';
    expect(planAt('2026-10-13T23:59:00Z')).toEqual([
      expect.objectContaining({ schedule: 'cron(0 3 ? * MON *)', madeAt, changedAt: madeAt }),
    ]);
    expect(planAt('2026-10-14T00:00:00Z')).toEqual([
      expect.objectContaining({
        schedule: 'cron(0 3 ? * * *)',
        madeAt,
        changedAt: '2026-10-14T00:00:00.000Z',
        ranAt: '2026-10-12T03:00:00.000Z',
      }),
    ]);
    expect(planAt('2026-10-15T03:00:00Z')).toEqual([
      expect.objectContaining({ ranAt: '2026-10-15T03:00:00.000Z' }),
    ]);
  });

  it('restores and protects what it selects at the time', () => {
    expect(restored('2026-10-13T08:00:00Z')).toHaveLength(0);
    expect(restored('2026-10-15T08:00:00Z')).toHaveLength(2);
    expect(restored('2026-10-16T08:00:00Z')).toHaveLength(2);
    expect(arns('2026-10-15T11:59:00Z').toSorted()).toEqual(['one', 'three']);
    expect(arns('2026-10-15T12:00:00Z').toSorted()).toEqual(['one', 'two']);
  });
});

it('refuses a plan of the same name at the same time, and runs without a schedule', () => {
  const [first, second] = scenario.plans ?? [];
  expect(() => scenarioOf({ ...scenario, plans: [first, { ...second, from: '3d' }] as never })).toThrow(
    '\\"volumes\\" is there already',
  );
  expect(() => scenarioOf({ ...scenario, plans: [{ ...first, schedule: undefined }] as never })).toThrow(
    'expected a schedule beside runsAt',
  );
});
