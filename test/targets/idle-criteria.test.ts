import { expect, it } from '@jest/globals';
import { createExposition } from '../../src/metrics/exposition.js';
import type { Exception } from '../../src/restores/coverage/exception.js';
import type { Objective } from '../../src/restores/coverage/objective.js';
import { createAcceptedGaps } from '../../src/targets/accepted-gaps.js';
import { idleCriteria } from '../../src/targets/idle-criteria.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import {
  newTargetState,
  recordJobsReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aRestoreTest, dayMs, later, monday } from '../restores/a-restore-job.js';

const at = later(monday, dayMs);
const reading = { at, durationSeconds: 1 };
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const ledger = 'arn:aws:rds:eu-west-1:111122223333:db:ledger';
const stock = 'arn:aws:rds:eu-west-1:111122223333:db:stock';
const any = { plan: '*', resourceType: '*' };
const lenient = { ...any, requiresValidation: false, accepts: [] };

/** A test of a database by the daily plan, and another database that is listed; the test of no resource is of a bucket. */
function aState(): TargetState {
  const jobs = [
    aRestoreTest({ sourceResourceArn: ledger }),
    aRestoreTest({ id: 'job-2', resourceType: 'S3', sourceResourceArn: undefined }),
  ];
  const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  const state = recordJobsReading(newTargetState(target), reading, { jobs, gone: [], listedAt: at }, limits);
  const resources = [{ arn: stock, resourceType: 'RDS' }];
  return recordResourcesReading(state.state, reading, { resources, lastRestores: new Map() }).state;
}

function idle(objectives: readonly Objective[], exceptions: readonly Exception[] = []): string[] {
  const index = createProofIndex(objectives);
  const states = [aState()];
  index.follow(states);
  return idleCriteria({ objectives, exceptions }, states, index, createAcceptedGaps(exceptions, index));
}

it.each<[string, Partial<Objective>[], string[]]>([
  ['none', [], []],
  ['one for all', [{}], []],
  ['one for a resource that is tested', [{ name: 'a', resources: [ledger] }], []],
  ['one for a resource that is listed only', [{ name: 'a', resources: [stock] }], []],
  ['one for tests of which no resource is known', [{ resourceType: 'S3' }], []],
  ['one for a plan that is known', [{ plan: 'dai*', name: 'a', resources: [stock] }], []],
  ['one for a plan that is not known', [{ plan: 'weekly' }], ['objectives[0]']],
  [
    'one behind another that fits all of it',
    [{ name: 'a', regions: ['eu-*'] }, { name: 'b', accounts: ['payments'] }, { resourceType: 'S3' }],
    ['objectives[1] (b)'],
  ],
])('finds the objectives that hold for nothing: %s', (_, wanted, expected) => {
  expect(idle(wanted.map((each) => ({ ...lenient, ...each })))).toEqual(expected);
});

it('finds the exceptions that match nothing, by their position where they have no name', () => {
  const gap = { ...any, reason: 'It is known.', until: new Date(0) };
  const exceptions = [
    { ...gap, name: '0', resources: ['*:db:gone'] },
    { ...gap, name: 'stock', resources: [stock] },
    { ...gap, name: 'weekly', plan: 'weekly' },
  ];
  expect(idle([], exceptions)).toEqual(['exceptions[0]', 'exceptions[2] (weekly)']);
});

it('is told once, when every source of every target was read', () => {
  const told: (readonly string[])[] = [];
  let states = [newTargetState(target)];
  const settings = {
    perResource: { enabled: true, limit: 10 },
    summaries: { period: 'ONE_DAY', state: 'ANY' },
    objectives: [{ ...lenient, plan: 'weekly' }],
    testsAwait: [{ source: 'resources', except: [] } as const],
  };
  const render = createExposition(
    settings,
    () => states,
    undefined,
    undefined,
    (entries) => told.push(entries),
  );
  render();
  expect(told).toEqual([]);
  states = [aState()];
  render();
  render();
  expect(told).toEqual([['objectives[0]']]);
});
