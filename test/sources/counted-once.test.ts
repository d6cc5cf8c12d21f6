import type { RestoreJobsListMember } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startDeadline } from '../../src/aws/deadline.js';
import { mapRestoreJob } from '../../src/aws/operations/map-restore-job.js';
import { canStillChange } from '../../src/restores/jobs/can-still-change.js';
import {
  countEnds,
  emptyGroup,
  endsBetween,
  groupKey,
  type JobGroup,
} from '../../src/restores/jobs/job-group.js';
import { mergeJob } from '../../src/restores/jobs/merge-job.js';
import { hasEnded, type RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { verdictOf } from '../../src/restores/jobs/verdict.js';
import { emptyLedger, type RestoreLedger } from '../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../src/restores/ledger/record-jobs.js';
import { readRestoreJobs } from '../../src/sources/read-restore-jobs.js';
import { factsOf } from '../../src/targets/reading.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';
import { apiOf, rowAt, type Timeline, type Weather } from './aws-model.js';

const settings = { lookbackMs: 8 * dayMs, retentionMs: 400 * dayMs, relistIntervalMs: dayMs };
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

const span = (min: number, max: number) => fc.integer({ min, max });

/** Jobs and polls that follow each other in a rhythm: hours and days, or seconds and minutes. */
function storyOf(unitMs: number) {
  const units = (min: number, max: number) => span(Math.round(min * unitMs), Math.round(max * unitMs));
  const timeline = fc
    .record({
      createdMs: units(-7, 24),
      resource: fc.constantFrom('ledger', 'orders'),
      isOnDemand: fc.boolean(),
      pendingMs: units(0, 0.25),
      runningMs: fc.oneof(units(0, 0.25), units(0, 20)),
      status: fc.constantFrom('COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'ABORTED'),
      validation: fc.option(
        fc.record({
          waitMs: units(0, 2),
          takesMs: units(0, 5),
          result: fc.constantFrom('SUCCESSFUL' as const, 'FAILED' as const, 'TIMED_OUT' as const),
        }),
        { nil: undefined },
      ),
      deletion: fc.option(
        fc.record({
          waitMs: units(0, 0.95),
          takesMs: units(0, 10),
          result: fc.constantFrom('SUCCESSFUL' as const, 'FAILED' as const),
        }),
        { nil: undefined },
      ),
      livesMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
        span(2 * hourMs, 20 * dayMs),
      ),
    })
    .map(
      ({ createdMs, livesMs, validation, deletion, ...job }): Omit<Timeline, 'id'> => ({
        ...job,
        createdMs: monday.getTime() + createdMs,
        vanishesMs: monday.getTime() + createdMs + livesMs,
        // Nobody validates or deletes what nobody restored, or what was not restored by a test.
        validation: job.status === 'COMPLETED' && !job.isOnDemand ? validation : undefined,
        deletion: job.isOnDemand ? undefined : deletion,
      }),
    );
  const poll = fc.record({ gapMs: fc.oneof(units(0.001, 0.1), units(0.001, 1.2)), weather });
  return fc.record({
    truth: fc
      .array(timeline, { minLength: 1, maxLength: 10 })
      .map((jobs) => jobs.map((job, index): Timeline => ({ ...job, id: `job-${index}` }))),
    polls: fc.array(poll, { minLength: 2, maxLength: 25 }),
  });
}

const weather = fc.record({
  pageSize: span(1, 6),
  shuffle: fc.array(span(0, 5), { minLength: 1, maxLength: 20 }),
  lagMs: fc.oneof(fc.constant(0), span(0, 55 * 60_000)),
  fails: fc.constantFrom<Weather['fails'][]>(
    'nothing',
    'nothing',
    'nothing',
    'list',
    'second page',
    'descriptions',
  ),
});

const story = fc.oneof(storyOf(dayMs), storyOf(hourMs / 4));

const fair: Weather = { pageSize: 3, shuffle: [1], lagMs: 0, fails: 'nothing' };
/** How long fair weather lasts in the end. */
const settlingMs = 3 * hourMs;
/** No outage outlasts the look-back: what is created and over within one is nowhere to be read. */
const longestOutageMs = 6 * dayMs;

interface Told {
  readonly ledger: RestoreLedger;
  readonly now: Date;
  /** Every job as AWS told of it in all, and in the first poll alone. */
  readonly views: ReadonlyMap<string, RestoreJob>;
  readonly baseline: ReadonlyMap<string, RestoreJob>;
  /** Every job as AWS told of it first. */
  readonly firstViews: ReadonlyMap<string, RestoreJob>;
  /** The start of the look-back of the first good poll: what is older was never to be seen. */
  readonly since: Date;
  /** What had ended this long before the first good poll is not counted, however late it is listed. */
  readonly countedFrom: Date;
}

async function tell({
  truth,
  polls,
}: {
  truth: readonly Timeline[];
  polls: readonly { gapMs: number; weather: Weather }[];
}): Promise<Told> {
  const views = new Map<string, RestoreJob>();
  const firstViews = new Map<string, RestoreJob>();
  let baseline: ReadonlyMap<string, RestoreJob> | undefined;
  let ledger = emptyLedger;
  let now = monday;
  let readAt = monday;
  let since = monday;
  let countedFrom = monday;
  using deadline = startDeadline(60_000, new AbortController().signal);
  // What AWS does not find is gone when further readings have confirmed it.
  const settling = Array.from({ length: 4 }, () => ({ gapMs: settlingMs / 4, weather: fair }));
  for (const [index, { gapMs, weather: asked }] of [...polls, ...settling].entries()) {
    now = later(now, gapMs);
    const isOutage = now.getTime() - readAt.getTime() > longestOutageMs;
    const sky = isOutage || index >= polls.length ? fair : asked;
    const rows: RestoreJobsListMember[] = [];
    const api = apiOf(truth, now.getTime(), sky, (row) => rows.push(row));
    const reading = await readRestoreJobs(api, target, ledger, now, settings, deadline);
    if (reading.ok) readAt = now;
    const facts = factsOf(reading);
    if (!facts) continue;
    for (const row of rows.map(mapRestoreJob)) views.set(row.id, mergeJob(views.get(row.id), row));
    for (const [id, view] of views) if (!firstViews.has(id)) firstViews.set(id, view);
    if (baseline === undefined) {
      baseline = new Map(views);
      since = later(now, -settings.lookbackMs);
    }
    if (reading.ok && ledger.listedAt === undefined) countedFrom = later(now, -10 * 60_000);
    ledger = recordJobs(ledger, facts, now, settings).ledger;
  }
  return { ledger, now, views, baseline: baseline ?? new Map(), firstViews, since, countedFrom };
}

const truthAt = (truth: readonly Timeline[], now: Date) =>
  truth.flatMap((job) => {
    const row = rowAt(job, now.getTime());
    return row ? [mapRestoreJob(row)] : [];
  });

const statusesOf = (jobs: Iterable<RestoreJob>) =>
  new Map([...jobs].map((job) => [job.id, [job.status, job.validation, job.deletion].join('/')]));

describe('whatever the polls, after the last good one', () => {
  it('the jobs of the look-back are those of AWS, with their statuses', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ truth, polls }) => {
        const { ledger, now } = await tell({ truth, polls });
        const known = [...ledger.jobs.values()];
        const isOfTruth = new Set(truthAt(truth, now).map((job) => job.id));
        const vanished = known.filter((job) => !isOfTruth.has(job.id));
        // Nobody asks again for a job that was over when AWS dropped it, and one that is dropped just now is not confirmed to be.
        const droppedBefore = later(now, -settlingMs).getTime();
        const longGone = new Set(truth.filter((job) => job.vanishesMs < droppedBefore).map(({ id }) => id));
        expect(vanished.filter((job) => canStillChange(job, now) && longGone.has(job.id))).toEqual([]);
        const listed = truthAt(truth, now).filter((job) => job.createdAt >= ledger.lookbackStart);
        const inLookback = known.filter(
          (job) => job.createdAt >= ledger.lookbackStart && isOfTruth.has(job.id),
        );
        expect(statusesOf(inLookback)).toEqual(statusesOf(listed));
      }),
      { numRuns: 400 },
    );
  });

  it('every end since the first one is counted once', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ truth, polls }) => {
        const { ledger, now, views, baseline, firstViews, since, countedFrom } = await tell({ truth, polls });
        const seen = truthAt(truth, now).filter((job) => job.createdAt > since);
        const finalViews = new Map([...views, ...seen.map((job) => [job.id, job] as const)]);
        const expected = new Map<string, JobGroup>();
        for (const job of finalViews.values()) {
          const first = firstViews.get(job.id) ?? job;
          const isHistory =
            !baseline.has(job.id) &&
            hasEnded(first.status) &&
            (first.completedAt ?? first.createdAt) <= countedFrom;
          const key = groupKey(job.plan?.name ?? '', job.resourceType);
          expected.set(
            key,
            countEnds(
              expected.get(key) ?? emptyGroup({ ...job, plan: job.plan?.name ?? '' }),
              endsBetween(isHistory ? first : baseline.get(job.id), job),
            ),
          );
        }
        for (const [key, { ended, validationsEnded, deletionsEnded, durations }] of expected) {
          expect(ledger.groups.get(key)).toMatchObject({ ended, validationsEnded, deletionsEnded });
          expect(ledger.groups.get(key)?.durations.counts).toEqual(durations.counts);
        }
        expect([...ledger.groups.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      }),
      { numRuns: 400 },
    );
  });

  it('the latest result of each resource is that of its newest test that is over', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ truth, polls }) => {
        const lasting = truth.map((job): Timeline => ({ ...job, vanishesMs: Number.POSITIVE_INFINITY }));
        const { ledger, now, since } = await tell({ truth: lasting, polls });
        for (const resource of ['ledger', 'orders']) {
          const over = truthAt(lasting, now)
            .filter((job) => job.plan !== undefined && job.sourceResourceArn?.endsWith(resource))
            .filter((job) => job.createdAt > since && verdictOf(job, now) !== 'pending')
            .toSorted(
              (a, b) =>
                a.createdAt.getTime() - b.createdAt.getTime() ||
                endOf(a).getTime() - endOf(b).getTime() ||
                (a.id < b.id ? -1 : 1),
            );
          const newest = over.at(-1);
          const known = [...ledger.latestTests.values()].find((test) => test.resourceArn.endsWith(resource));
          expect([known?.ended?.jobId, known?.ended?.verdict]).toEqual([
            newest?.id,
            newest && verdictOf(newest, now),
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function endOf({ completedAt, createdAt }: RestoreJob): Date {
  return completedAt ?? createdAt;
}
