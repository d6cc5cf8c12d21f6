import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canStillChange } from '../../src/restores/jobs/can-still-change.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { type JobReads, planJobReads } from '../../src/sources/plan-job-reads.js';
import { turnOf } from '../../src/targets/sharding.js';
import { anOpenTest, aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const minuteMs = 60_000;
const relisting = { intervalMs: dayMs, turn: 0.5 };
const settings = { lookbackMs: 30 * dayMs, jobsPerPage: 1000, relisting };
const listedAt = later(monday, 30 * dayMs);
const now = later(listedAt, 5 * minuteMs);
const midnight = new Date('2026-03-02T00:00:00.000Z');
const hourBefore = later(listedAt, -hourMs - 1000);

function ledgerOf(jobs: readonly RestoreJob[], fields: Partial<RestoreLedger> = {}): RestoreLedger {
  return {
    ...emptyLedger,
    listedAt,
    relistedAt: now,
    jobs: new Map(jobs.map((job) => [job.id, job])),
    ...fields,
  };
}

const settled = (ageMs: number, id = `settled-${ageMs}`) =>
  aRestoreTest({ id, createdAt: later(now, -ageMs), deletion: 'SUCCESSFUL' });
const open = (ageMs: number, id = `open-${ageMs}`) => anOpenTest({ id, createdAt: later(now, -ageMs) });

/** As many jobs as that, evenly over the look-back, the oldest first. */
const evenly = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    settled(Math.round(((count - index) * 29.9 * dayMs) / count), `job-${index}`),
  );

function requestsOf(
  reads: JobReads,
  jobs: readonly RestoreJob[],
  jobsPerPage = settings.jobsPerPage,
): number {
  const listed = jobs.filter((job) => job.createdAt > reads.listCreatedAfter).length;
  return Math.max(1, Math.ceil(listed / jobsPerPage)) + reads.describe.length;
}

const turnAt = (turn: number) => ({ ...settings, relisting: { intervalMs: dayMs, turn } });

describe('the reads of a target', () => {
  it('are the whole look-back at first', () => {
    expect(planJobReads(emptyLedger, now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
      isRelisting: true,
      describe: [],
    });
  });

  it('are one list from an hour before the last one where everything is settled', () => {
    const jobs = [settled(2 * dayMs), settled(minuteMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: hourBefore,
      isRelisting: false,
      describe: [],
    });
  });

  it('reach back from now where the last list seems to be of the future', () => {
    const ledger = ledgerOf([], { listedAt: later(now, dayMs) });
    expect(planJobReads(ledger, now, settings).listCreatedAfter).toEqual(later(now, -hourMs - 1000));
  });

  it('are one list from the oldest open job where one page holds it', () => {
    const jobs = [settled(9 * dayMs), open(8 * dayMs), settled(2 * dayMs), open(dayMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -8 * dayMs - 1000),
      isRelisting: false,
      describe: [],
    });
  });

  it('are a short list and a description where many jobs lie between', () => {
    const jobs = [open(20 * dayMs), ...evenly(4500), open(dayMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -dayMs - 1000),
      isRelisting: false,
      describe: [`open-${20 * dayMs}`],
    });
  });

  it('are a list of the new jobs and a description where most of the jobs are old', () => {
    const fresh = Array.from({ length: 9 }, (_, index) => settled((index + 1) * minuteMs));
    const jobs = [open(20 * dayMs), ...evenly(20), ...fresh];
    expect(planJobReads(ledgerOf(jobs), now, { ...settings, jobsPerPage: 10 })).toEqual({
      listCreatedAfter: hourBefore,
      isRelisting: false,
      describe: [`open-${20 * dayMs}`],
    });
  });

  it('are a list, not a description, where both need as many requests', () => {
    const jobs = [open(20 * dayMs), ...evenly(1500)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -20 * dayMs - 1000),
      isRelisting: false,
      describe: [],
    });
  });

  it('are a list from the very beginning of the look-back where the oldest open job is of then', () => {
    const jobs = [open(30 * dayMs - 1000), open(dayMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
      isRelisting: false,
      describe: [],
    });
  });

  it.each([
    ['the whole look-back where it begins earlier than before', 1, later(now, -30 * dayMs), true],
    ['a short list where it begins when it did', 0, hourBefore, false],
  ])('are %s', (_, ms, listCreatedAfter, isRelisting) => {
    const ledger = ledgerOf([], { lookbackStart: later(now, -30 * dayMs + ms) });
    expect(planJobReads(ledger, now, settings)).toEqual({ listCreatedAfter, isRelisting, describe: [] });
  });

  describe('list the whole look-back again', () => {
    const relistedAt = later(monday, 20 * dayMs);
    const isRelisting = (at: Date, turn: number, last = relistedAt) =>
      planJobReads(ledgerOf([], { relistedAt: last, listedAt: last }), at, turnAt(turn)).isRelisting;

    it.each([
      ['before its turn', 6.9 * hourMs, 0.5, false],
      ['at its turn', 7 * hourMs, 0.5, true],
      ['long after its turn', 50 * hourMs, 0.5, true],
      ['before another turn', 12.9 * hourMs, 0.75, false],
      ['at another turn', 13 * hourMs, 0.75, true],
    ])('%s', (_, ms, turn, isDue) => {
      expect(isRelisting(later(relistedAt, ms), turn)).toBe(isDue);
    });

    it('in the same requests as any other poll, and with descriptions of what is older', () => {
      const jobs = [open(40 * dayMs, 'ancient'), settled(20 * dayMs), open(dayMs)];
      const ledger = ledgerOf(jobs, { relistedAt: later(now, -dayMs) });
      expect(planJobReads(ledger, now, settings)).toEqual({
        listCreatedAfter: later(now, -30 * dayMs),
        isRelisting: true,
        describe: ['ancient'],
      });
    });

    it('if the clock was set back', () => {
      expect(isRelisting(later(relistedAt, -dayMs), 0.5)).toBe(true);
    });

    it('on a day of targets at moments that are spread over it', () => {
      const quarters = [0, 0, 0, 0];
      for (let index = 0; index < 1000; index++) {
        const turn = turnOf(`${100_000_000_000 + index * 7}/eu-west-1`);
        const due = [6, 12, 18, 24].findIndex((hour) =>
          isRelisting(later(midnight, hour * hourMs - 1), turn, midnight),
        );
        quarters[due] = (quarters[due] ?? 0) + 1;
      }
      expect(quarters.every((count) => count > 200)).toBe(true);
      expect(quarters.reduce((sum, count) => sum + count)).toBe(1000);
    });
  });

  it('list or describe a settled job of which something is to be confirmed', () => {
    const doubt = { since: listedAt, readings: 0 };
    const job = { ...settled(9 * dayMs), doubt };
    expect(planJobReads(ledgerOf([job]), now, settings).listCreatedAfter < job.createdAt).toBe(true);
    const missing = { ...settled(40 * dayMs), omission: doubt };
    expect(planJobReads(ledgerOf([missing]), now, settings).describe).toEqual([missing.id]);
  });

  it('list or describe a child of which the parent is not known', () => {
    const child = { ...settled(9 * dayMs, 'child'), parentJobId: 'parent' };
    const composites = { ...emptyLedger.composites, waiting: new Map([['child', child]]) };
    const reads = planJobReads(ledgerOf([], { composites }), now, settings);
    expect(reads.listCreatedAfter < child.createdAt).toBe(true);
  });

  it('describe what is older than the look-back, and never list from before it', () => {
    const ancient = open(40 * dayMs);
    expect(planJobReads(ledgerOf([ancient]), now, settings)).toEqual({
      listCreatedAfter: hourBefore,
      isRelisting: false,
      describe: [ancient.id],
    });
    const longAgo = ledgerOf([ancient], { listedAt: later(now, -35 * dayMs) });
    expect(planJobReads(longAgo, now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
      isRelisting: false,
      describe: [ancient.id],
    });
  });

  it('name a job that could change when it was last read, though it no longer can', () => {
    const job = aRestoreTest({ createdAt: later(now, -8 * dayMs - 2 * hourMs) });
    expect(canStillChange(job, now)).toBe(false);
    const ledger = ledgerOf([job], { listedAt: later(now, -2 * dayMs) });
    expect(planJobReads(ledger, now, settings).listCreatedAfter < job.createdAt).toBe(true);
  });

  it.each([
    ['the oldest of eight days', (index: number) => 8 * dayMs - index * minuteMs],
    ['the newest', (index: number) => (index + 1) * 10 * minuteMs],
    ['evenly over eight days', (index: number) => ((index + 1) * 8 * dayMs) / 20],
    ['one old, the rest new', (index: number) => (index === 0 ? 8 * dayMs : (index + 1) * 10 * minuteMs)],
    ['half old, half new', (index: number) => (index % 2) * 7 * dayMs + (index + 1) * hourMs],
  ])('need three requests at most for 5,000 jobs of which 20 are open: %s', (_, ageOf) => {
    const jobs = [
      ...evenly(4980),
      ...Array.from({ length: 20 }, (__, index) => open(ageOf(index), `open-${index}`)),
    ];
    expect(requestsOf(planJobReads(ledgerOf(jobs), now, settings), jobs)).toBeLessThanOrEqual(3);
  });

  const anyJob = fc.record({
    ageMs: fc.integer({ min: 0, max: 45 * dayMs }),
    isOpen: fc.boolean(),
  });
  const anyLedger = fc
    .tuple(fc.array(anyJob, { maxLength: 40 }), fc.integer({ min: -hourMs, max: 40 * dayMs }))
    .map(([jobs, readAgoMs]) =>
      ledgerOf(
        jobs.map(({ ageMs, isOpen }, index) =>
          isOpen ? open(ageMs, `${index}`) : settled(ageMs, `${index}`),
        ),
        { listedAt: later(now, -readAgoMs) },
      ),
    );

  it('miss no job that can change, describe no other, and list nothing before the look-back', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 1, max: 12 }), (ledger, jobsPerPage) => {
        const reads = planJobReads(ledger, now, { ...settings, jobsPerPage });
        expect(reads.listCreatedAfter.getTime()).toBeGreaterThanOrEqual(now.getTime() - settings.lookbackMs);
        const changing = [...ledger.jobs.values()].filter((job) => job.status === 'RUNNING');
        const described = new Set(reads.describe);
        expect(described.size).toBe(reads.describe.length);
        expect(
          changing.filter((job) => !described.has(job.id) && job.createdAt <= reads.listCreatedAfter),
        ).toEqual([]);
        expect(reads.describe.filter((id) => ledger.jobs.get(id)?.status !== 'RUNNING')).toEqual([]);
      }),
    );
  });

  it('need no more requests than any other split', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: 1, max: 12 }), (ledger, jobsPerPage) => {
        const jobs = [...ledger.jobs.values()];
        const reads = planJobReads(ledger, now, { ...settings, jobsPerPage });
        const earliest = now.getTime() - settings.lookbackMs + 1000;
        const newest = Math.max(earliest, Math.min(ledger.listedAt?.getTime() ?? 0, now.getTime()) - hourMs);
        const starts = jobs
          .map((job) => job.createdAt.getTime())
          .filter((at) => at >= earliest && at < newest);
        const others = [...starts, newest].map((from) => {
          const listed = jobs.filter((job) => job.createdAt.getTime() >= from).length;
          const described = jobs.filter(
            (job) => job.createdAt.getTime() < from && job.status === 'RUNNING',
          ).length;
          return Math.max(1, Math.ceil(listed / jobsPerPage)) + described;
        });
        const from = reads.listCreatedAfter.getTime() + 1000;
        const listed = jobs.filter((job) => job.createdAt.getTime() >= from).length;
        const requests = Math.max(1, Math.ceil(listed / jobsPerPage)) + reads.describe.length;
        expect(requests).toBe(Math.min(...others));
      }),
    );
  });
});
