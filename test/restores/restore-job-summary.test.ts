import { describe, expect, it } from '@jest/globals';
import { newestBuckets, type RestoreJobSummary } from '../../src/restores/restore-job-summary.js';

function row(fields: Partial<RestoreJobSummary> & { readonly day?: number } = {}): RestoreJobSummary {
  const { day = 7, ...rest } = fields;
  return {
    region: 'eu-west-1',
    accountId: '111122223333',
    state: 'COMPLETED',
    resourceType: 'EBS',
    count: 1,
    startAt: new Date(Date.UTC(2026, 2, day)),
    endAt: new Date(Date.UTC(2026, 2, day + 1)),
    ...rest,
  };
}

const endAt = new Date(Date.UTC(2026, 2, 8));
const here = { region: 'eu-west-1', accountId: '111122223333' };

describe('the newest buckets', () => {
  it('are none of nothing', () => expect(newestBuckets([[], []])).toEqual([]));

  it('are those of the latest start, in whatever order the rows come', () => {
    const old = row({ day: 5, count: 5, state: 'FAILED' });
    const middle = row({ day: 6, count: 6 });
    const [first, second] = [row({ count: 7 }), row({ count: 8, resourceType: 'RDS' })];
    const bucket = { ...here, endAt, rows: [first, second] };
    expect(newestBuckets([[old, middle, first, second]])).toEqual([bucket]);
    expect(newestBuckets([[first, old, second, middle]])).toEqual([bucket]);
    expect(newestBuckets([[first], [middle, second, old]])).toEqual([bucket]);
  });

  it('are told apart by account and region, though one endpoint answers for all', () => {
    const there = row({ region: 'eu-central-1', count: 2 });
    const theirs = row({ accountId: '444455556666', day: 6, count: 3 });
    expect(newestBuckets([[row(), there, theirs]])).toEqual([
      { ...here, endAt, rows: [row()] },
      { ...here, region: 'eu-central-1', endAt, rows: [there] },
      { ...here, accountId: '444455556666', endAt: theirs.endAt, rows: [theirs] },
    ]);
  });

  it('count a row that several endpoints send once, as the first of them has it', () => {
    const [ours, theirs] = [row({ count: 4 }), row({ count: 9 })];
    expect(newestBuckets([[ours, ours], [theirs]])).toEqual([{ ...here, endAt, rows: [ours] }]);
    expect(newestBuckets([[theirs], [ours]])).toEqual([{ ...here, endAt, rows: [theirs] }]);
  });

  it('keep every state and resource type apart', () => {
    const rows = [row(), row({ state: 'FAILED' }), row({ resourceType: 'RDS' })];
    expect(newestBuckets([rows])).toEqual([{ ...here, endAt, rows }]);
  });

  it('are those of a newer list where an older one lags a day behind', () => {
    const yesterday = row({ day: 6, state: 'FAILED' });
    expect(newestBuckets([[yesterday], [row()]])).toEqual([{ ...here, endAt, rows: [row()] }]);
  });
});
