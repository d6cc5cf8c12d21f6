import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startDeadline } from '../../src/aws/deadline.js';
import { mapRestoreJob } from '../../src/aws/operations/map-restore-job.js';
import type { JobGroup } from '../../src/restores/jobs/job-group.js';
import { hasEnded, isValidationOver, type RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { verdictOf } from '../../src/restores/jobs/verdict.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../src/restores/ledger/record-jobs.js';
import { readRestoreJobs } from '../../src/sources/read-restore-jobs.js';
import { factsOf } from '../../src/targets/reading.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';
import { apiOf, rowAt, type Timeline, type Weather } from '../sources/aws-model.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';
import { copyAt, longestErrorMs, type Story, unsteadyStory } from './unsteady-jobs.js';

const settings = { lookbackMs: 8 * dayMs, retentionMs: 400 * dayMs, relistIntervalMs: dayMs };
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const fair: Weather = { pageSize: 3, shuffle: [1], lagMs: 0, fails: 'nothing' };
/** What is created and over within a longer outage is nowhere to be read. */
const longestOutageMs = 4 * dayMs;
/** Long enough for a list of everything, and for further readings that confirm what it says. */
const settling = Array.from({ length: 18 }, () => ({ gapMs: 3 * hourMs, weather: fair, isRestart: false }));

type Truth = readonly Timeline[];

/** The truth of a job at each moment at which it changed. */
function pastOf(job: Timeline, now: Date): RestoreJob[] {
  const endMs = job.createdMs + job.pendingMs + job.runningMs;
  const { validation, deletion, correction } = job;
  const validatedMs = endMs + (validation?.waitMs ?? 0) + (validation?.takesMs ?? 0);
  const deletesMs = (validation ? validatedMs : endMs) + (deletion?.waitMs ?? 0);
  const moments = [
    job.createdMs,
    job.createdMs + job.pendingMs,
    endMs,
    endMs + (validation?.waitMs ?? 0),
    validatedMs,
    deletesMs,
    deletesMs + (deletion?.takesMs ?? 0),
    validatedMs + (correction?.waitMs ?? 0),
    now.getTime(),
  ];
  return moments
    .filter((at) => at <= now.getTime())
    .flatMap((at) => rowAt(job, at) ?? [])
    .map(mapRestoreJob);
}

/** The jobs that stand for themselves at a moment. */
function jobsAt(truth: Truth, now: Date): RestoreJob[] {
  const ids = new Set(truth.map(({ id }) => id));
  return truth
    .filter(({ parentJobId }) => parentJobId === undefined || !ids.has(parentJobId))
    .flatMap((job) => rowAt(job, now.getTime()) ?? [])
    .map(mapRestoreJob);
}

const shown = (job: RestoreJob) => [
  job.status,
  job.validation,
  job.deletion,
  job.resourceType,
  job.plan?.name,
];

/** Nothing is shown that was not so at some time. */
function expectNothingInvented(ledger: RestoreLedger, truth: Truth, worldAt: Date, now: Date): void {
  const past = new Map(truth.map((job) => [job.id, pastOf(job, worldAt)]));
  const standing = new Set(jobsAt(truth, worldAt).map(({ id }) => id));
  for (const job of ledger.jobs.values()) {
    expect(standing).toContain(job.id);
    for (const [index, value] of shown(job).entries()) {
      expect(past.get(job.id)?.map((view) => shown(view)[index])).toContain(value);
    }
  }
  for (const { ended } of ledger.latestTests.values()) {
    if (ended === undefined) continue;
    expect(past.get(ended.jobId)?.map((view) => verdictOf(view, now))).toContain(ended.verdict);
  }
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

/** How many ends of jobs of a plan there were after a moment. */
function endsAfter(truth: Truth, plan: string, after: Date, now: Date, createdAfter = new Date(0)): number[] {
  const ids = new Set(jobsAt(truth, now).map(({ id }) => id));
  const jobs = truth.filter(({ id, isOnDemand }) => ids.has(id) && (isOnDemand ? '' : 'daily') === plan);
  const young = jobs.filter(({ createdMs }) => createdMs > createdAfter.getTime());
  const over = young.flatMap((job) =>
    pastOf(job, now)
      .filter(({ status }) => hasEnded(status))
      .slice(0, 1),
  );
  const ended = over.filter(({ createdAt, completedAt = createdAt }) => completedAt > after);
  const validated = jobs
    .filter(({ id }) => ended.some((each) => each.id === id))
    .filter((job) => pastOf(job, now).some(({ validation }) => isValidationOver(validation)));
  return [ended.length, validated.length];
}

/** No end is counted twice, or without having been. */
function expectNothingCountedTwice(ledger: RestoreLedger, truth: Truth, countedFrom: Date, now: Date): void {
  const earliest = later(countedFrom, -longestErrorMs - 10 * 60_000);
  for (const { plan, ended, validationsEnded } of ledger.groups.values()) {
    const [most = 0] = endsAfter(truth, plan, earliest, now);
    expect(sum(ended)).toBeLessThanOrEqual(most);
    const [all = 0, allValidated = 0] = endsAfter(truth, plan, new Date(0), now);
    expect(sum(ended)).toBeLessThanOrEqual(all);
    expect(sum(validationsEnded)).toBeLessThanOrEqual(allValidated);
  }
}

function expectNothingFell(
  before: ReadonlyMap<string, JobGroup>,
  after: ReadonlyMap<string, JobGroup>,
): void {
  for (const [key, group] of before) {
    const next = after.get(key);
    for (const totals of ['ended', 'validationsEnded', 'deletionsEnded'] as const) {
      for (const [status, count] of Object.entries(group[totals])) {
        expect(Object.entries(next?.[totals] ?? {})).toContainEqual([status, expect.any(Number)]);
        const now = new Map(Object.entries(next?.[totals] ?? {})).get(status) ?? 0;
        expect(now).toBeGreaterThanOrEqual(count);
      }
    }
  }
}

interface Told {
  readonly ledger: RestoreLedger;
  readonly now: Date;
  /** When the world last changed. */
  readonly worldAt: Date;
  /** When the daemon last began with nothing, and when it had first read everything. */
  readonly since: Date;
  readonly countedFrom: Date;
}

/** Polls through the whole story, and holds after each poll what must always hold. */
async function tell({ truth, troubles, steps }: Story): Promise<Told> {
  let ledger = emptyLedger;
  let now = monday;
  let readAt = monday;
  let worldAt = monday;
  let [since, countedFrom] = [monday, monday];
  using deadline = startDeadline(60_000, new AbortController().signal);
  for (const [index, step] of [...steps, ...settling].entries()) {
    now = later(now, step.gapMs);
    const isFair = index >= steps.length || now.getTime() - readAt.getTime() > longestOutageMs;
    if (step.isRestart) ledger = emptyLedger;
    // In the end nothing changes any more.
    if (index < steps.length) worldAt = now;
    const worldMs = worldAt.getTime();
    const troublesOf = (id: string) => (index >= steps.length ? [] : (troubles.get(id) ?? []));
    const sky: Weather = {
      ...(isFair ? fair : step.weather),
      copyOf: (job, isListed) => copyAt(troublesOf(job.id), worldMs, isListed),
    };
    const api = apiOf(truth, worldMs, sky, () => undefined);
    const reading = await readRestoreJobs(api, target, ledger, now, settings, deadline);
    if (reading.ok) readAt = now;
    const facts = factsOf(reading);
    if (!facts) continue;
    if (ledger === emptyLedger) since = later(now, -settings.lookbackMs);
    if (reading.ok && ledger.listedAt === undefined) countedFrom = now;
    const before = ledger.groups;
    ledger = recordJobs(ledger, facts, now, settings).ledger;
    expectNothingInvented(ledger, truth, worldAt, now);
    expectNothingFell(before, ledger.groups);
    if (ledger.listedAt !== undefined) expectNothingCountedTwice(ledger, truth, countedFrom, worldAt);
  }
  return { ledger, now, worldAt, since, countedFrom };
}

const statusesOf = (jobs: readonly RestoreJob[]) =>
  new Map(jobs.map((job) => [job.id, shown(job).join('/')]));

function expectTruth({ ledger, now, worldAt, since, countedFrom }: Told, truth: Truth): void {
  const listed = jobsAt(truth, worldAt).filter((job) => job.createdAt >= ledger.lookbackStart);
  const known = [...ledger.jobs.values()].filter((job) => job.createdAt >= ledger.lookbackStart);
  expect(statusesOf(known)).toEqual(statusesOf(listed));
  // What left the look-back while AWS left it out was never to be seen.
  const seen = later(since, 3 * dayMs);
  for (const { plan, ended } of ledger.groups.values()) {
    const [least = 0] = endsAfter(truth, plan, countedFrom, worldAt, seen);
    expect(sum(ended)).toBeGreaterThanOrEqual(least);
  }
  for (const resource of ['ledger', 'orders']) {
    const newest = jobsAt(truth, worldAt)
      .filter((job) => job.plan !== undefined && job.sourceResourceArn?.endsWith(resource))
      .filter((job) => verdictOf(job, now) !== 'pending')
      .toSorted(byEnd)
      .at(-1);
    if (newest === undefined || newest.createdAt < ledger.lookbackStart || newest.createdAt < since) continue;
    const test = [...ledger.latestTests.values()].find(({ resourceArn }) => resourceArn.endsWith(resource));
    expect([test?.ended?.jobId, test?.ended?.verdict]).toEqual([newest.id, verdictOf(newest, now)]);
  }
}

function byEnd(a: RestoreJob, b: RestoreJob): number {
  return (
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.completedAt ?? a.createdAt).getTime() - (b.completedAt ?? b.createdAt).getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

it(
  'whatever AWS leaves out, delays, repeats or takes back for a time, nothing is invented, and in the end everything is the truth',
  async () => {
    let stories = 0;
    const property = fc.asyncProperty(unsteadyStory, async (story) => {
      stories += 1;
      const told = await tell(story);
      expectTruth(told, story.truth);
    });
    const parameters: fc.Parameters<[Story]> = { ...fuzzing<[Story]>(150), endOnFailure: true };
    await fc.assert(property, parameters);
    expect(stories).toBeGreaterThanOrEqual(parameters.numRuns ?? 0);
  },
  fuzzTimeoutMs,
);
