import type { RestoreJobsListMember } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { startDeadline } from '../../src/aws/deadline.js';
import { pollRestoreJobs } from '../../src/polling/poll-restore-jobs.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger.js';
import type { RestoreJob } from '../../src/restores/restore-job.js';
import { anOpenTest, dayMs, later, monday } from '../restores/a-restore-job.js';
import { type Asked, sessionOf, type Timeline, type Weather } from './aws-model.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs };
const listedAt = later(monday, 10 * dayMs);
const now = later(listedAt, 5 * 60_000);
const fair: Weather = { pageSize: 2, shuffle: [1], lagMs: 0, fails: 'nothing' };

const running = (id: string, createdAt: Date): Timeline => ({
  id,
  createdMs: createdAt.getTime(),
  resource: 'ledger',
  isOnDemand: false,
  pendingMs: 0,
  runningMs: 100 * dayMs,
  status: 'COMPLETED',
  vanishesMs: Number.POSITIVE_INFINITY,
});

const knowing = (...jobs: readonly RestoreJob[]): RestoreLedger => ({
  ...emptyLedger,
  listedAt,
  jobs: new Map(jobs.map((job) => [job.id, job])),
});

async function poll(truth: readonly Timeline[], ledger: RestoreLedger, weather: Partial<Weather> = {}) {
  const unreadable: string[] = [];
  const calls: Asked[] = [];
  const sky = { ...fair, ...weather };
  const session = sessionOf(
    truth,
    now.getTime(),
    sky,
    () => undefined,
    (asked) => calls.push(asked),
  );
  using deadline = startDeadline(60_000, new AbortController().signal);
  const reading = await pollRestoreJobs(session, target, ledger, now, settings, deadline, (id, failure) =>
    unreadable.push(`${id} ${failure.reason}`),
  );
  const described = calls.flatMap(({ describes }) => describes ?? []);
  return { reading, unreadable, described, ids: reading.facts?.jobs.map((job) => job.id) };
}

const old = later(now, -40 * dayMs);
const dayBefore = later(now, -dayMs);
const minuteBefore = later(now, -60_000);

const bentTo =
  (fields: object, where: 'list' | 'description' = 'list') =>
  (row: RestoreJobsListMember, isListed: boolean) =>
    row.RestoreJobId === 'odd' && isListed === (where === 'list') ? { ...row, ...fields } : row;

describe('one reading of restore jobs', () => {
  it('has the jobs of the list over all its pages', async () => {
    const truth = ['a', 'b', 'c'].map((id) => running(id, dayBefore));
    const { reading, ids, unreadable } = await poll(truth, emptyLedger);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(reading).toMatchObject({ ok: true, facts: { gone: [], listedAt: now } });
    expect(unreadable).toEqual([]);
  });

  it('has a description of an open job that is too old for the list', async () => {
    const { reading, ids } = await poll(
      [running('old', old), running('new', minuteBefore)],
      knowing(anOpenTest({ id: 'old', createdAt: old })),
    );
    expect(ids).toEqual(['new', 'old']);
    expect(reading.ok).toBe(true);
  });

  it('tells which open jobs AWS no longer knows, also those that the list should have named', async () => {
    const ledger = knowing(
      anOpenTest({ id: 'old', createdAt: old }),
      anOpenTest({ id: 'listed', createdAt: dayBefore }),
    );
    const { reading } = await poll([], ledger);
    const facts = { jobs: [], gone: ['old', 'listed'], listedAt: now };
    expect(reading).toEqual({ ok: true, facts, refused: [] });
  });

  it('does not take a job for gone that is too new to be in every list', async () => {
    const { reading } = await poll([], knowing(anOpenTest({ id: 'new', createdAt: minuteBefore })));
    expect(reading).toEqual({ ok: true, facts: { jobs: [], gone: [], listedAt: now }, refused: [] });
  });

  it('fails without facts where the list breaks off', async () => {
    const truth = ['a', 'b', 'c'].map((id) => running(id, dayBefore));
    expect((await poll(truth, emptyLedger, { fails: 'second page' })).reading).toEqual({
      ok: false,
      failure: { operation: 'ListRestoreJobs', reason: 'throttled', message: 'throttled' },
    });
  });

  it('fails with the rest of the facts, and is not complete, where a job cannot be described', async () => {
    const { reading, ids, unreadable } = await poll(
      [running('old', old), running('new', minuteBefore)],
      knowing(anOpenTest({ id: 'old', createdAt: old })),
      { fails: 'descriptions' },
    );
    expect(ids).toEqual(['new']);
    expect(reading).toMatchObject({
      ok: false,
      failure: { operation: 'DescribeRestoreJob', reason: 'access_denied' },
    });
    expect(reading.facts).not.toHaveProperty('listedAt');
    expect(unreadable).toEqual(['old access_denied']);
  });

  it('names no job that was over when it was last read', async () => {
    const over: RestoreJob = {
      ...anOpenTest({ id: 'over', createdAt: dayBefore }),
      status: 'FAILED',
      plan: undefined,
    };
    expect((await poll([], knowing(over))).reading.facts?.gone).toEqual([]);
  });

  describe('with a row that cannot be used', () => {
    const good = running('good', minuteBefore);
    const foreign = { ...running('foreign', minuteBefore), accountId: '999999999999' };

    it('has the rest, and tells of a job of another account', async () => {
      const { reading, ids } = await poll([good, foreign], knowing());
      expect(ids).toEqual(['good']);
      const message = 'restore job foreign is of account 999999999999, not of 111122223333';
      const refused = { operation: 'ListRestoreJobs', reason: 'other_account', message, id: 'foreign' };
      expect(reading).toMatchObject({ ok: true, facts: { listedAt: now }, refused: [refused] });
    });

    const known = knowing(
      anOpenTest({ id: 'odd', createdAt: dayBefore }),
      anOpenTest({ id: 'vanished', createdAt: dayBefore }),
    );
    const odd = running('odd', dayBefore);

    it('does not describe a job that the list names', async () => {
      const bend = bentTo({ CreationDate: undefined });
      const { reading, described } = await poll([odd, good], known, { bend });
      expect(described).toEqual(['vanished']);
      expect(reading).toMatchObject({ ok: true, facts: { gone: ['vanished'] }, refused: [{ id: 'odd' }] });
    });

    it('takes no job for gone if the row has no id', async () => {
      const bend = bentTo({ RestoreJobId: undefined });
      const { reading, ids } = await poll([odd, good], known, { bend });
      expect(ids).toEqual(['good', 'odd']);
      expect(reading).toMatchObject({
        ok: true,
        facts: { gone: [], listedAt: now },
        refused: [{ reason: 'missing_field', message: 'a restore job has no RestoreJobId' }],
      });
    });

    it('is a success if a description cannot be used', async () => {
      const bend = bentTo({ CompletionDate: new Date(Number.NaN) }, 'description');
      const { reading, ids } = await poll(
        [running('odd', old), good],
        knowing(anOpenTest({ id: 'odd', createdAt: old })),
        { bend },
      );
      expect(ids).toEqual(['good']);
      expect(reading).toMatchObject({
        ok: true,
        facts: { gone: [], listedAt: now },
        refused: [{ operation: 'DescribeRestoreJob', reason: 'invalid_field', id: 'odd' }],
      });
    });
  });

  it('refuses the jobs of another account', async () => {
    const { reading } = await poll([{ ...running('a', dayBefore), accountId: '999999999999' }], emptyLedger);
    expect(reading).toEqual({
      ok: false,
      failure: {
        operation: 'ListRestoreJobs',
        reason: 'wrong_account',
        message:
          "the credentials for account 111122223333 belong to account 999999999999: AWS listed that account's restore jobs",
      },
    });
  });
});
