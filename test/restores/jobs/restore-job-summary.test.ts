import { describe, expect, it } from '@jest/globals';
import {
  isListed,
  newestBuckets,
  type RestoreJobSummary,
  rememberSummaries,
  type SummaryReading,
} from '../../../src/restores/jobs/restore-job-summary.js';

function row(fields: Partial<RestoreJobSummary> & { readonly day?: number } = {}): RestoreJobSummary {
  const { day = 7, state = 'COMPLETED', ...rest } = fields;
  return {
    region: 'eu-west-1',
    accountId: '111122223333',
    state,
    awsState: state,
    resourceType: 'EBS',
    count: 1,
    startAt: new Date(Date.UTC(2026, 2, day)),
    endAt: new Date(Date.UTC(2026, 2, day + 1)),
    ...rest,
  };
}

const midnight = (day: number) => new Date(Date.UTC(2026, 2, day));
const endAt = midnight(8);
const here = { region: 'eu-west-1', accountId: '111122223333' };
const theirs = { region: 'eu-west-1', accountId: '444455556666' };
const elsewhere = { region: 'eu-central-1', accountId: '111122223333' };
const zero = (fields: Parameters<typeof row>[0]) => row({ ...fields, count: 0 });

/** What the endpoint of the account and region told on a day of March. */
function reading(rows: readonly RestoreJobSummary[], place = here, day = 8): SummaryReading {
  return { ...place, rows, readAt: midnight(day) };
}

describe('the newest buckets', () => {
  it('are none of nothing', () => expect(newestBuckets([reading([]), reading([])])).toEqual([]));

  it('are those of the latest start, in whatever order the rows come', () => {
    const old = row({ day: 5, count: 5, state: 'FAILED' });
    const [first, second] = [row({ count: 7 }), row({ count: 8, resourceType: 'RDS' })];
    const none = zero({ day: 5, state: 'FAILED' });
    expect(newestBuckets([reading([old, first, second])])).toEqual([
      { ...here, endAt, rows: [first, second, none] },
    ]);
    expect(newestBuckets([reading([second, old, first])])).toEqual([
      { ...here, endAt, rows: [second, first, none] },
    ]);
  });

  it('hold for every account of the reading, and for its region alone', () => {
    const quiet = row({ ...theirs, day: 1, count: 7, state: 'FAILED' });
    const behind = row({ ...elsewhere, day: 6, count: 3 });
    expect(newestBuckets([reading([row(), quiet, behind])])).toEqual([
      { ...here, endAt, rows: [row()] },
      { ...theirs, endAt, rows: [zero({ ...theirs, day: 1, state: 'FAILED' })] },
      { ...elsewhere, endAt: midnight(7), rows: [behind] },
    ]);
  });

  it('hold for what the own endpoint of a quiet account has told, too', () => {
    const quiet = row({ ...theirs, day: 1, count: 7 });
    const [own, management] = [reading([quiet], theirs, 3), reading([row(), quiet])];
    expect(newestBuckets([own, management])).toContainEqual({
      ...theirs,
      endAt,
      rows: [zero({ ...theirs, day: 1 })],
    });
  });

  it.each([
    [9, 4],
    [10, 4],
    [11, 4],
    [12, 0],
    [90, 0],
  ])('are 0 when they are older than AWS can be late: on day %i they have %i', (day, count) => {
    expect(newestBuckets([reading([row({ count: 4 })], here, day)])).toEqual([
      { ...here, endAt, rows: [row({ count })] },
    ]);
  });

  it('stay where the reading is old', () => {
    const [own, other] = [reading([row({ count: 4 })]), reading([row({ ...theirs, day: 30 })], theirs, 31)];
    expect(newestBuckets([own, other])[0]).toEqual({ ...here, endAt, rows: [row({ count: 4 })] });
  });

  it('count a row that several endpoints send once, as its own endpoint has it, else the first', () => {
    const [first, second] = [row({ count: 4 }), row({ count: 9 })];
    const buckets = (count: number) => [{ ...here, endAt, rows: [row({ count })] }];
    expect(newestBuckets([reading([first]), reading([second], theirs)])).toEqual(buckets(4));
    expect(newestBuckets([reading([second], theirs), reading([first])])).toEqual(buckets(4));
    expect(newestBuckets([reading([second], theirs), reading([first], elsewhere)])).toEqual(buckets(9));
  });

  it('keep every state and resource type apart, also states that are unknown', () => {
    const unknown = ['NEW_ONE', 'NEW_TWO'].map((awsState) => row({ state: 'unknown', awsState }));
    const rows = [row(), row({ state: 'FAILED' }), row({ resourceType: 'RDS' }), ...unknown];
    expect(newestBuckets([reading(rows)])).toEqual([{ ...here, endAt, rows }]);
  });

  it('are those of a newer list if an older one lags a day behind', () => {
    const yesterday = row({ day: 6, state: 'FAILED' });
    expect(newestBuckets([reading([yesterday]), reading([row()], theirs)])).toEqual([
      { ...here, endAt, rows: [row(), zero({ day: 6, state: 'FAILED' })] },
    ]);
  });
});

function remember(
  known: readonly RestoreJobSummary[],
  read: readonly RestoreJobSummary[],
  retentionDays = 400,
): RestoreJobSummary[] {
  return rememberSummaries(known, read, midnight(9), retentionDays * 86_400_000);
}

describe('the rows that are remembered', () => {
  it('are the newest of each count, and stay when AWS names it no more', () => {
    const [older, newer] = [row({ day: 6, count: 6 }), row({ count: 7 })];
    expect(remember([], [older, newer])).toEqual([newer]);
    expect(remember([newer], [older])).toEqual([newer]);
    expect(remember([older], [newer, row({ state: 'FAILED' })])).toEqual([newer, row({ state: 'FAILED' })]);
    expect(remember([newer], [])).toEqual([newer]);
  });

  it('are as AWS counts them now', () => {
    expect(remember([row({ count: 7 })], [row({ count: 8 })])).toEqual([row({ count: 8 })]);
  });

  it('end with the retention', () => {
    expect([remember([row()], [], 1), remember([row({ day: 6 })], [], 1)]).toEqual([[row()], []]);
  });

  it('are none of the future, which would hide all later ones', () => {
    expect(remember([], [row({ day: 10 }), row({ day: 11 })])).toEqual([row({ day: 10 })]);
  });
});

it.each([
  [22, true],
  [24, false],
])('a row of March 7 is listed by AWS on March %i: %s', (day, expected) => {
  expect(isListed(row(), midnight(day))).toBe(expected);
});
