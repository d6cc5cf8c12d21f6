import { describe, expect, it } from '@jest/globals';
import { createExposition, type ExpositionSettings } from '../../src/metrics/exposition.js';
import type { Exception } from '../../src/restores/coverage/exception.js';
import {
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const place = 'aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1",';
const ledger = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const created = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-0f1e2d3c';
const at = later(monday, 2 * hourMs);
const until = later(monday, dayMs);
const end = until.getTime() / 1000;

const aGap: Exception = {
  name: 'legacy',
  plan: '*',
  resourceType: '*',
  reason: 'It is known.',
  until,
};

/** A failed test of a database, which is listed, by a plan, and what it left behind; read at the moment. */
function aState(readAt = at): TargetState {
  const reading = { at: readAt, durationSeconds: 1 };
  const job = aRestoreTest({
    sourceResourceArn: ledger,
    deletion: 'FAILED',
    createdResourceArn: created,
  });
  const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const resources = [{ arn: ledger, resourceType: 'RDS' }];
  const read = recordJobsReading(
    newTargetState(target),
    reading,
    { jobs: [job], gone: [], listedAt: readAt },
    limits,
  ).state;
  const planned = recordPlansReading(read, reading, [aPlan({ name: 'daily' })]).state;
  return recordResourcesReading(planned, reading, { resources, lastRestores: new Map() }).state;
}

function exposed(
  exceptions: readonly Exception[],
  states: readonly TargetState[] = [aState()],
  settings: Partial<ExpositionSettings> = {},
): string[] {
  const render = createExposition(
    {
      perResource: { enabled: true, limit: 10 },
      summaries: { period: 'ONE_DAY', state: 'ANY' },
      objectives: [],
      exceptions,
      ...settings,
    },
    () => states,
  );
  return render().join('').trimEnd().split('\n');
}

const isOfExceptions = /^(# \w+ )?\w+_exception_(until|info|matches)/;

function others(lines: readonly string[]): string[] {
  return lines.filter((line) => !isOfExceptions.test(line));
}

function ofExceptions(lines: readonly string[]): string[] {
  return lines
    .filter((line) => isOfExceptions.test(line) && !line.startsWith('#'))
    .map((line) => line.replace(place, ''));
}

const matches = (name: string, test: number, resource: number, leftover: number, plan: number) =>
  Object.entries({ test, resource, leftover, plan }).map(
    ([kind, count]) => `aws_backup_exception_matches{exception="${name}",kind="${kind}"} ${count}`,
  );
const ofItself = (name: string, ends = end) => [
  `aws_backup_exception_info{exception="${name}",reason="It is known.",ticket="",approver=""} 1`,
  `aws_backup_exception_until_timestamp_seconds{exception="${name}"} ${ends}`,
];
const ofTest = `aws_backup_restore_test_exception_until_timestamp_seconds{restore_testing_plan="daily",resource_type="RDS",resource_arn="${ledger}"}`;
const ofResource = `aws_backup_protected_resource_exception_until_timestamp_seconds{resource_type="RDS",resource_arn="${ledger}"}`;
const ofLeftover = `aws_backup_restore_leftover_exception_until_timestamp_seconds{restore_testing_plan="daily",resource_type="RDS",created_resource_arn="${created}"}`;
const ofPlan =
  'aws_backup_restore_testing_plan_exception_until_timestamp_seconds{restore_testing_plan="daily"}';

describe('exceptions', () => {
  it.each<[string, Partial<Exception>, string[], [number, number, number, number]]>([
    ['a resource', { resources: [ledger] }, [`${ofTest} ${end}`, `${ofResource} ${end}`], [1, 1, 0, 0]],
    ['a plan', { plan: 'dai*' }, [`${ofTest} ${end}`, `${ofPlan} ${end}`], [1, 0, 0, 1]],
    ['a leftover', { createdResources: [created] }, [`${ofLeftover} ${end}`], [0, 0, 1, 0]],
    ['something else', { resources: [`${ledger}-2`] }, [], [0, 0, 0, 0]],
  ])('are shown for what they match: %s', (_, criteria, series, counts) => {
    expect(ofExceptions(exposed([{ ...aGap, ...criteria }]))).toEqual([
      ...series,
      ...ofItself('legacy'),
      ...matches('legacy', ...counts),
    ]);
  });

  it('are shown with their reason, ticket and approver', () => {
    const gap = { ...aGap, resources: ['-'], reason: 'Say "no".', ticket: 'OPS-1', approver: 'databases' };
    expect(ofExceptions(exposed([gap]))[0]).toBe(
      'aws_backup_exception_info{exception="legacy",reason="Say \\"no\\".",ticket="OPS-1",approver="databases"} 1',
    );
  });

  it('are shown by the last end where several match', () => {
    const longer = { ...aGap, name: 'longer', until: later(until, dayMs) };
    const lines = ofExceptions(
      exposed([
        { ...aGap, resources: [ledger] },
        { ...longer, resources: [ledger] },
      ]),
    );
    expect(lines.slice(0, 2)).toEqual([`${ofTest} ${end + 86_400}`, `${ofResource} ${end + 86_400}`]);
  });

  it('silence nothing once they have ended, and count what they matched', () => {
    const states = [aState(until)];
    expect(ofExceptions(exposed([{ ...aGap, resources: [ledger] }], states))).toEqual([
      ...ofItself('legacy').slice(0, 2),
      ...matches('legacy', 1, 1, 0, 0),
    ]);
  });

  it('count nothing until each source of each target was read', () => {
    const unread = newTargetState({ ...target, region: 'eu-central-1' });
    const gap = { ...aGap, resources: [ledger] };
    const counted = (states: readonly TargetState[], settings?: Partial<ExpositionSettings>) =>
      exposed([gap], states, settings).filter((line) => line.startsWith('aws_backup_exception_matches'));
    const testsAwait = [{ source: 'summaries', except: [] }] as const;
    expect(counted([aState(), unread])).toEqual([]);
    expect(counted([])).toEqual([]);
    expect(counted([aState()], { testsAwait })).toEqual([]);
    expect(counted([aState()])).toHaveLength(4);
  });

  it('have no series of single resources where there are none, and keep that of their plan', () => {
    const gaps = [{ ...aGap, plan: 'daily' }];
    const perResource = { enabled: false, limit: 10 };
    expect(ofExceptions(exposed(gaps, [aState()], { perResource })).slice(0, 1)).toEqual([
      `${ofPlan} ${end}`,
    ]);
  });

  it('change no other family', () => {
    const gaps = [
      { ...aGap, resources: ['*'] },
      { ...aGap, name: 'plans', plan: 'daily' },
      { ...aGap, name: 'leftovers', createdResources: ['*'] },
    ];
    expect(ofExceptions(exposed(gaps))).toHaveLength(4 + 3 * 6);
    expect(others(exposed(gaps))).toEqual(others(exposed([])));
    expect(exposed([])).toEqual(others(exposed([])));
  });
});
