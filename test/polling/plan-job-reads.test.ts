import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type JobReads, planJobReads } from '../../src/polling/plan-job-reads.js';
import { canStillChange } from '../../src/restores/can-still-change.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger.js';
import type { RestoreJob } from '../../src/restores/restore-job.js';
import { anOpenTest, aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const minuteMs = 60_000;
const settings = { lookbackMs: 30 * dayMs, jobsPerPage: 1000 };
const listedAt = later(monday, 30 * dayMs);
const now = later(listedAt, 5 * minuteMs);
const hourBefore = later(listedAt, -hourMs - 1000);

function ledgerOf(jobs: readonly RestoreJob[], fields: Partial<RestoreLedger> = {}): RestoreLedger {
  return { ...emptyLedger, listedAt, jobs: new Map(jobs.map((job) => [job.id, job])), ...fields };
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

describe('the reads of a target', () => {
  it('are the whole look-back at first', () => {
    expect(planJobReads(emptyLedger, now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
      describe: [],
    });
  });

  it('are one list from an hour before the last one where everything is settled', () => {
    const jobs = [settled(2 * dayMs), settled(minuteMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: hourBefore,
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
      describe: [],
    });
  });

  it('are a short list and a description where many jobs lie between', () => {
    const jobs = [open(20 * dayMs), ...evenly(4500), open(dayMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -dayMs - 1000),
      describe: [`open-${20 * dayMs}`],
    });
  });

  it('are a list of the new jobs and a description where most of the jobs are old', () => {
    const fresh = Array.from({ length: 9 }, (_, index) => settled((index + 1) * minuteMs));
    const jobs = [open(20 * dayMs), ...evenly(20), ...fresh];
    expect(planJobReads(ledgerOf(jobs), now, { ...settings, jobsPerPage: 10 })).toEqual({
      listCreatedAfter: hourBefore,
      describe: [`open-${20 * dayMs}`],
    });
  });

  it('are a list, not a description, where both need as many requests', () => {
    const jobs = [open(20 * dayMs), ...evenly(1500)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -20 * dayMs - 1000),
      describe: [],
    });
  });

  it('are a list from the very beginning of the look-back where the oldest open job is of then', () => {
    const jobs = [open(30 * dayMs - 1000), open(dayMs)];
    expect(planJobReads(ledgerOf(jobs), now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
      describe: [],
    });
  });

  it.each([
    ['the whole look-back where it begins earlier than before', 1, later(now, -30 * dayMs)],
    ['a short list where it begins when it did', 0, hourBefore],
  ])('are %s', (_, ms, listCreatedAfter) => {
    const ledger = ledgerOf([], { lookbackStart: later(now, -30 * dayMs + ms) });
    expect(planJobReads(ledger, now, settings)).toEqual({ listCreatedAfter, describe: [] });
  });

  it('describe what is older than the look-back, and never list from before it', () => {
    const ancient = open(40 * dayMs);
    expect(planJobReads(ledgerOf([ancient]), now, settings)).toEqual({
      listCreatedAfter: hourBefore,
      describe: [ancient.id],
    });
    const longAgo = ledgerOf([ancient], { listedAt: later(now, -35 * dayMs) });
    expect(planJobReads(longAgo, now, settings)).toEqual({
      listCreatedAfter: later(now, -30 * dayMs),
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
