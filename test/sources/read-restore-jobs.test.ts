import type { RestoreJobsListMember } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { startDeadline } from '../../src/aws/deadline.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { readRestoreJobs } from '../../src/sources/read-restore-jobs.js';
import { factsOf } from '../../src/targets/reading.js';
import { anOpenTest, dayMs, later, monday } from '../restores/a-restore-job.js';
import { type Asked, apiOf, type Timeline, type Weather } from './aws-model.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, relistIntervalMs: dayMs };
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
  relistedAt: now,
  countedFrom: listedAt,
  jobs: new Map(jobs.map((job) => [job.id, job])),
});

async function poll(truth: readonly Timeline[], ledger: RestoreLedger, weather: Partial<Weather> = {}) {
  const calls: Asked[] = [];
  const sky = { ...fair, ...weather };
  const api = apiOf(
    truth,
    now.getTime(),
    sky,
    () => undefined,
    (asked) => calls.push(asked),
  );
  using deadline = startDeadline(60_000, new AbortController().signal);
  const reading = await readRestoreJobs(api, target, ledger, now, settings, deadline);
  const unreadable = (reading.undescribedJobs ?? []).map(
    ({ jobId, failure }) => `${jobId} ${failure.reason}`,
  );
  const described = calls.flatMap(({ describes }) => describes ?? []);
  const listed = calls.flatMap(({ listsFrom }) => listsFrom ?? []);
  return { reading, unreadable, listed, described, ids: factsOf(reading)?.jobs.map((job) => job.id) };
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
    expect(reading).toMatchObject({ ok: true, value: { gone: [], listedAt: now } });
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
    const facts = { jobs: [], gone: ['old', 'listed'], goneParents: [], listedAt: now };
    expect(reading).toEqual({ ok: true, value: facts, refused: [] });
  });

  it('does not take a job for gone that is too new to be in every list', async () => {
    const { reading } = await poll([], knowing(anOpenTest({ id: 'new', createdAt: minuteBefore })));
    const facts = { jobs: [], gone: [], goneParents: [], listedAt: now };
    expect(reading).toEqual({ ok: true, value: facts, refused: [] });
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
    expect(factsOf(reading)).not.toHaveProperty('listedAt');
    expect(unreadable).toEqual(['old access_denied']);
  });

  it('names no job that was over when it was last read', async () => {
    const over: RestoreJob = {
      ...anOpenTest({ id: 'over', createdAt: dayBefore }),
      status: 'FAILED',
      plan: undefined,
    };
    expect(factsOf((await poll([], knowing(over))).reading)?.gone).toEqual([]);
  });

  describe('with a row that cannot be used', () => {
    const good = running('good', minuteBefore);
    const foreign = { ...running('foreign', minuteBefore), accountId: '999999999999' };

    it('has the rest, and tells of a job of another account', async () => {
      const { reading, ids } = await poll([good, foreign], knowing());
      expect(ids).toEqual(['good']);
      const message = 'restore job foreign is of account 999999999999, not of 111122223333';
      const refused = { operation: 'ListRestoreJobs', reason: 'other_account', message, id: 'foreign' };
      expect(reading).toMatchObject({ ok: true, value: { listedAt: now }, refused: [refused] });
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
      expect(reading).toMatchObject({ ok: true, value: { gone: ['vanished'] }, refused: [{ id: 'odd' }] });
    });

    it('takes no job for gone if the row has no id', async () => {
      const bend = bentTo({ RestoreJobId: undefined });
      const { reading, ids } = await poll([odd, good], known, { bend });
      expect(ids).toEqual(['good', 'odd']);
      expect(reading).toMatchObject({
        ok: true,
        value: { gone: [], listedAt: now },
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
        value: { gone: [], listedAt: now },
        refused: [{ operation: 'DescribeRestoreJob', reason: 'invalid_field', id: 'odd' }],
      });
    });
  });

  describe('with a job that is over when it is first seen', () => {
    const over = (fields: Partial<Timeline> = {}): Timeline => ({
      ...running('over', minuteBefore),
      runningMs: 1000,
      status: 'FAILED',
      ...fields,
    });

    it.each([
      ['what started it', { CreatedBy: undefined }],
      ['what it restored', { SourceResourceArn: undefined }],
      ['of which type it is', { ResourceType: undefined }],
    ])('asks once more for %s', async (_, fields) => {
      const bend = (row: RestoreJobsListMember, isListed: boolean) =>
        isListed ? { ...row, ...fields } : row;
      const { reading, described } = await poll([over()], knowing(), { bend });
      expect(described).toEqual(['over']);
      expect(reading).toMatchObject({
        ok: true,
        value: { jobs: [{ id: 'over' }, { id: 'over', resourceType: 'RDS', plan: { name: 'daily' } }] },
      });
    });

    it.each<[string, Timeline, RestoreLedger]>([
      ['it leaves nothing out', over(), knowing()],
      ['nothing is counted yet', over({ isOnDemand: true }), emptyLedger],
      [
        'it is known',
        over({ isOnDemand: true }),
        knowing(anOpenTest({ id: 'over', createdAt: minuteBefore })),
      ],
      [
        'it had ended before the first reading',
        over({ isOnDemand: true, createdMs: dayBefore.getTime() }),
        knowing(),
      ],
      ['it is running', over({ isOnDemand: true, runningMs: dayMs }), knowing()],
    ])('asks no more if %s', async (_, job, ledger) => {
      expect((await poll([job], { ...ledger, relistedAt: undefined })).described).toEqual([]);
    });

    it('does without if the description fails', async () => {
      const { reading, ids, unreadable } = await poll([over({ isOnDemand: true })], knowing(), {
        fails: 'descriptions',
      });
      expect(ids).toEqual(['over']);
      expect([reading.ok, unreadable]).toEqual([true, []]);
    });
  });

  describe('with a part of a composite restore', () => {
    const child = { ...running('child', minuteBefore), parentJobId: 'parent' };
    const parent = running('parent', minuteBefore);
    const parents = (state: object) => ({
      ...knowing(),
      composites: { ...emptyLedger.composites, parents: new Map([['parent', { at: listedAt, ...state }]]) },
    });

    it.each<[string, readonly Timeline[], RestoreLedger]>([
      ['is listed', [child, parent], knowing()],
      ['is known', [child], knowing(anOpenTest({ id: 'parent', createdAt: minuteBefore }))],
      ['was found before', [child], parents({})],
      [
        'is known to be nowhere, since the part stands for itself',
        [child],
        knowing(anOpenTest({ id: 'child', createdAt: minuteBefore, parentJobId: 'parent' })),
      ],
    ])('asks nothing of a parent that %s', async (_, truth, ledger) => {
      const { reading, described } = await poll(truth, ledger);
      expect(described).toEqual([]);
      expect(factsOf(reading)?.goneParents).toEqual([]);
    });

    it('asks for a parent that is not listed', async () => {
      const unlisted = { ...parent, createdMs: old.getTime() };
      const { ids, described } = await poll([child, unlisted], knowing());
      expect([ids, described]).toEqual([['child', 'parent'], ['parent']]);
    });

    it.each<[string, RestoreLedger]>([
      ['the first time', knowing()],
      ['once more', parents({ omission: { since: listedAt, readings: 1 } })],
    ])('tells of a parent that AWS does not find, %s', async (_, ledger) => {
      const { reading, described } = await poll([child], ledger);
      expect(described).toEqual(['parent']);
      expect(reading).toMatchObject({ ok: true, value: { gone: [], goneParents: ['parent'] } });
    });

    it('asks for the parent of a part that it has no view of now', async () => {
      const waiting = new Map([
        ['child', anOpenTest({ id: 'child', createdAt: minuteBefore, parentJobId: 'parent' })],
      ]);
      const ledger = { ...knowing(), composites: { ...emptyLedger.composites, waiting } };
      expect((await poll([], ledger)).described).toEqual(['parent']);
    });
  });

  it('lists the whole look-back when that is due, and says so', async () => {
    const ledger = { ...knowing(), relistedAt: later(now, -2 * dayMs) };
    const { reading, listed } = await poll([running('a', dayBefore)], ledger);
    expect(listed).toEqual([later(now, -30 * dayMs)]);
    expect(reading).toMatchObject({ ok: true, value: { listedAt: now, relistedAt: now } });
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
