import { describe, expect, it } from '@jest/globals';
import { createExposition, type ExpositionSettings } from '../../src/metrics/exposition.js';
import { recordTagsReading, type TargetState } from '../../src/targets/target-state.js';
import { aResource } from '../restores/a-plan.js';
import { aRestoreTest } from '../restores/a-restore-job.js';
import { aReadTarget, readAt } from '../views/a-read-target.js';

const ledger = aResource('ledger');
const awaited = { source: 'tags', except: [] } as const;
const objective = { plan: '*', resourceType: '*', requiresValidation: false, accepts: [] } as const;
const settings: ExpositionSettings = {
  perResource: { enabled: true, limit: 10 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [
    { ...objective, name: 'tier-1', tags: [{ key: 'tier', value: '1' }], successIntervalMs: 1000 },
    { ...objective, name: 'others', successIntervalMs: 2000 },
  ],
};
const untried = aReadTarget({ jobs: [aRestoreTest()], resources: [ledger] });

function tried(tier: string | undefined): TargetState {
  const rows = [{ arn: ledger.arn, tags: new Map(tier === undefined ? [] : [['tier', tier]]) }];
  return recordTagsReading(untried, { at: readAt, durationSeconds: 1 }, rows).state;
}

/** The names of the families that have samples, and the lines of one. */
function shown(state: TargetState, wanted: Partial<ExpositionSettings>, family = '') {
  const text = createExposition({ ...settings, ...wanted }, () => [state])().join('');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const families = new Set(lines.map((line) => line.slice(0, line.indexOf('{'))));
  return { families: [...families], lines: lines.filter((line) => line.startsWith(`${family}{`)) };
}

const dependent = /^aws_backup_(?:restore_test_(?!max_)|restore_test_max_|protected_resource)/;

describe('where objectives ask for tags', () => {
  const wanted = { objectivesAwait: awaited, tags: { keys: ['tier'], awaited } };

  it('shows nothing that depends on objectives until tags were tried, and all else', () => {
    const after = shown(tried(undefined), wanted).families;
    expect(after.filter((name) => dependent.test(name)).length).toBeGreaterThan(10);
    const before = shown(untried, wanted).families;
    expect(before).toEqual(after.filter((name) => !dependent.test(name)));
  });

  it.each([
    ['1', 'tier-1', 1],
    ['2', 'others', 2],
    [undefined, 'others', 2],
  ])('shows with the tier %s the objective %s', (tier, name, seconds) => {
    const family = 'aws_backup_protected_resource_test_interval_max_seconds';
    expect(shown(tried(tier), wanted, family).lines).toEqual([
      expect.stringMatching(new RegExp(`resource_type="RDS",objective="${name}"} ${seconds}$`)),
    ]);
  });
});

describe('where no objective asks for tags', () => {
  const family = 'aws_backup_protected_resource_info';
  const wanted = { tags: { keys: ['tier', 'Cost-Centre'], awaited } };

  it('shows all that depends on objectives, and no tags before they were tried', () => {
    const [before, after] = [untried, tried('1')].map((state) =>
      shown(state, wanted).families.filter((name) => dependent.test(name)),
    );
    expect(before).toEqual(after?.filter((name) => name !== family));
  });

  it.each([
    ['a "\\\n', 'a \\"\\\\\\n'],
    ['', ''],
    [undefined, ''],
  ])('shows the tag %j escaped', (tier, value) => {
    const { arn, name = '' } = ledger;
    expect(shown(tried(tier), wanted, family).lines).toEqual([
      `${family}{aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1",resource_type="RDS",` +
        `resource_arn="${arn}",resource_name="${name}",objective="others",tag_cost_centre="",tag_tier="${value}"} 1`,
    ]);
  });

  it('shows no label of tags where none are read', () => {
    expect(shown(tried('1'), {}, family).lines).toEqual([expect.stringMatching(/objective="tier-1"} 1$/)]);
    expect(shown(untried, {}, family).lines).toEqual([expect.stringMatching(/objective="others"} 1$/)]);
  });
});
