import { expect, it } from '@jest/globals';
import { noStateChanges } from '../../src/targets/state-changes.js';
import {
  forgetSource,
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
} from '../../src/targets/target-state.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const reading = (hours: number) => ({ at: later(monday, hours * hourMs), durationSeconds: 1 });
const empty = newTargetState({ accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' });

it('tells of plans what of their definition changed, and nothing of their runs', () => {
  const first = recordPlansReading(empty, reading(1), [aPlan()]);
  expect(first.changes.plans).toEqual([{ before: undefined, after: aPlan() }]);
  const ran = recordPlansReading(first.state, reading(2), [aPlan({ lastExecutedAt: later(monday, dayMs) })]);
  expect(ran.changes.plans).toEqual([]);
  const wider = aPlan({ startWindowMs: 2 * hourMs });
  const altered = recordPlansReading(first.state, reading(2), [wider]);
  expect(altered.changes.plans).toEqual([{ before: aPlan(), after: wider }]);
  expect(forgetSource(altered.state, 'plans').changes).toEqual({
    ...noStateChanges,
    plans: [{ before: wider, after: undefined }],
  });
});

it('tells of protected resources which were added, altered or are gone', () => {
  const read = (state: typeof empty, hours: number, ...resources: ReturnType<typeof aResource>[]) =>
    recordResourcesReading(state, reading(hours), { resources, lastRestores: new Map() });
  const backedUp = { ...aResource('ledger'), lastBackupAt: monday };
  const first = read(empty, 1, aResource('ledger'), aResource('orders'));
  expect(first.changes.resources.map(({ before }) => before)).toEqual([undefined, undefined]);
  const second = read(first.state, 2, backedUp);
  expect(second.changes.resources).toEqual([{ before: aResource('ledger'), after: backedUp }]);
  const last = read(read(second.state, 3, backedUp).state, 4, backedUp);
  expect(last.changes.resources).toEqual([{ before: aResource('orders'), after: undefined }]);
});

it('tells of runs their jobs, when they are counted and when they are counted differently', () => {
  const planned = recordPlansReading(empty, reading(2), [aPlan()]).state;
  const listing = (state: typeof empty, hours: number, ...ids: readonly string[]) => {
    const jobs = ids.map((id) => aRestoreTest({ id }));
    const { at } = reading(hours);
    return recordJobsReading(state, reading(hours), { jobs, gone: [], listedAt: at }, settings);
  };
  const first = listing(planned, 3, 'job-1');
  expect(first.changes.runs).toEqual([{ plan: 'daily', start: monday, jobs: 1 }]);
  const second = listing(first.state, 4, 'job-1');
  expect(second.changes).toEqual(noStateChanges);
  expect(listing(second.state, 5, 'job-1', 'job-2').changes.runs).toEqual([
    { plan: 'daily', start: monday, jobs: 2 },
  ]);
});
