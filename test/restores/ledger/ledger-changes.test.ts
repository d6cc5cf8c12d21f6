import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { countEnds, emptyGroup, groupKey, type JobGroup } from '../../../src/restores/jobs/job-group.js';
import { type KnownJob, withoutDetails } from '../../../src/restores/jobs/known-job.js';
import {
  deletionStatuses,
  type RestoreJob,
  restoreStatuses,
  validationStatuses,
} from '../../../src/restores/jobs/restore-job.js';
import { isSame } from '../../../src/restores/ledger/change.js';
import { emptyLedger, type JobFacts, type RestoreLedger } from '../../../src/restores/ledger/ledger.js';
import type { JobChange, LedgerChanges } from '../../../src/restores/ledger/ledger-changes.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { restoredLedger } from '../../../src/restores/ledger/restored-ledger.js';
import { emptyJournal, knownRestores, withChanges } from '../a-journal.js';
import {
  anOpenTest,
  aRestoreJob,
  aRestoreTest,
  dailyPlan,
  dayMs,
  hourMs,
  later,
  monday,
} from '../a-restore-job.js';

const settings = { lookbackMs: 5 * dayMs, retentionMs: 400 * dayMs };
const at = (hours: number) => later(monday, hours * hourMs);

/** The ledger after these readings, each with its hour, and what the last one changed. */
function recorded(...readings: readonly [hours: number, facts: Partial<JobFacts>][]) {
  let latest: { ledger: RestoreLedger; changes?: LedgerChanges } = { ledger: emptyLedger };
  for (const [hours, facts] of [[0, {}], ...readings] as const) {
    const now = at(hours);
    latest = recordJobs(latest.ledger, { jobs: [], gone: [], listedAt: now, ...facts }, now, settings);
  }
  return latest;
}

const details = {
  statusMessage: 'restored',
  validationMessage: 'all rows are there',
  deletionMessage: 'deleted',
  createdResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:copy',
  recoveryPointArn: 'arn:aws:rds:eu-west-1:111122223333:snapshot:one',
  recoveryPointCreatedAt: at(-24),
  backupVaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:main',
  iamRoleArn: 'arn:aws:iam::111122223333:role/restores',
  sizeBytes: 42,
};
const over = aRestoreTest({ ...details, validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' });
const judgedOver = { ...over, verdict: 'passed', isSettled: true };

const allEnds = { status: 'COMPLETED', validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL', seconds: 3600 };

describe('what a reading changed', () => {
  it('of a job that was never seen is the whole job, with details that the ledger drops, and the end of its test', () => {
    const { ledger, changes } = recorded([2, { jobs: [over] }]);
    expect(ledger.jobs.get('job-1')?.iamRoleArn).toBeUndefined();
    expect(changes).toMatchObject({
      jobs: [{ before: undefined, after: judgedOver, standing: 'known', counted: allEnds }],
      forgotten: [],
      testEnds: [
        {
          jobId: 'job-1',
          createdAt: monday,
          endedAt: at(1),
          verdict: 'passed',
          failureReason: undefined,
          issue: 'other_issue',
          job: over,
        },
      ],
    });
  });

  it('of a job that was over before the first reading is no end that counts', () => {
    const { changes } = recordJobs(emptyLedger, { jobs: [over], gone: [], listedAt: at(2) }, at(2), settings);
    expect(changes).toMatchObject({ jobs: [{ standing: 'known', counted: undefined }], testEnds: [] });
  });

  it.each<[string, Partial<JobFacts>]>([
    ['says the same', { jobs: [anOpenTest()] }],
    [
      'says how far the restore is',
      { jobs: [anOpenTest({ percentDone: '40.0', expectedCompletionMinutes: 9 })] },
    ],
    ['is not found once', { gone: ['job-1'] }],
    ['is not named', {}],
  ])('is nothing where the job %s', (_, facts) => {
    const { ledger } = recorded([1, { jobs: [anOpenTest()] }]);
    const { ledger: next, changes } = recordJobs(ledger, { jobs: [], gone: [], ...facts }, at(2), settings);
    expect(changes).toEqual({ jobs: [], forgotten: [], testEnds: [], groups: [], latestTests: [] });
    expect(
      [next.tombstones, next.groups, next.latestTests].map(
        (map, index) => map === [ledger.tombstones, ledger.groups, ledger.latestTests][index],
      ),
    ).toEqual([true, true, true]);
  });

  it('keeps the map of the jobs where nothing of them changed', () => {
    const { ledger } = recorded([1, { jobs: [anOpenTest()] }]);
    expect(recordJobs(ledger, { jobs: [anOpenTest()], gone: [] }, at(2), settings).ledger.jobs).toBe(
      ledger.jobs,
    );
  });

  it('of a job that moves on is what it was and what it is', () => {
    const { changes } = recorded(
      [1, { jobs: [anOpenTest()] }],
      [2, { jobs: [aRestoreTest()] }],
      [3, { jobs: [over] }],
    );
    expect(changes?.jobs).toMatchObject([
      {
        before: { ...aRestoreTest(), verdict: undefined },
        after: judgedOver,
        standing: 'known',
        counted: { validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' },
      },
    ]);
    expect(changes?.groups).toMatchObject([
      {
        before: { validationsEnded: { SUCCESSFUL: 0 }, deletionsEnded: { SUCCESSFUL: 0 } },
        after: { validationsEnded: { SUCCESSFUL: 1 }, deletionsEnded: { SUCCESSFUL: 1 } },
      },
    ]);
    expect(changes?.latestTests).toMatchObject([
      {
        before: { ended: undefined, completed: { jobId: 'job-1' } },
        after: { ended: { verdict: 'passed' } },
      },
    ]);
  });

  it('is the end of a test that comes with time alone', () => {
    const unvalidated = aRestoreTest({ ...details, statusMessage: undefined, deletionMessage: undefined });
    const { changes } = recorded([2, { jobs: [unvalidated] }], [10 * 24, {}]);
    expect(changes?.testEnds).toEqual([
      {
        jobId: 'job-1',
        createdAt: monday,
        endedAt: at(1),
        verdict: 'restored',
        failureReason: undefined,
        issue: undefined,
        job: unvalidated,
      },
    ]);
    expect(changes?.forgotten).toEqual(['job-1']);
  });

  it('is the end of a test once, though its verdict is corrected', () => {
    const failed = aRestoreTest({ status: 'FAILED', deletion: 'SUCCESSFUL' });
    const { changes } = recorded([2, { jobs: [over] }], [3, { jobs: [failed] }]);
    expect(changes?.testEnds).toEqual([]);
    expect(changes?.jobs).toMatchObject([{ before: { verdict: 'passed' }, after: { verdict: 'failed' } }]);
  });

  it('of a job that AWS no longer has is that it is gone, when that is confirmed', () => {
    const gone = { gone: ['job-1'] };
    const { changes } = recorded([1, { jobs: [anOpenTest()] }], [2, gone], [3, gone], [4, gone]);
    expect(changes?.jobs).toMatchObject([{ after: anOpenTest(), standing: 'gone' }]);
  });

  it('of a part of a composite restore is that it waits for its parent, and then that the parent tells it', () => {
    const child = aRestoreJob({ id: 'child', parentJobId: 'parent' });
    const waiting = recorded([2, { jobs: [child] }]);
    expect(waiting.changes?.jobs).toMatchObject([{ before: undefined, after: child, standing: 'waiting' }]);
    const parent = aRestoreJob({ id: 'parent', isParent: true });
    const { changes } = recordJobs(waiting.ledger, { jobs: [parent, child], gone: [] }, at(3), settings);
    expect(new Map(changes.jobs.map((change) => [change.after.id, change.standing]))).toEqual(
      new Map([
        ['child', 'told_by_parent'],
        ['parent', 'known'],
      ]),
    );
  });
});

const hours = (min: number, max: number) => fc.integer({ min, max });
const view = fc
  .record({
    number: fc.integer({ min: 0, max: 7 }),
    status: fc.constantFrom(...restoreStatuses),
    validation: fc.constantFrom(...validationStatuses),
    deletion: fc.constantFrom(...deletionStatuses),
    hasPlan: fc.boolean(),
    hasParent: fc.boolean(),
    sizeBytes: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    statusMessage: fc.option(fc.constantFrom('done', 'one or more objects failed to be restored'), {
      nil: undefined,
    }),
  })
  .map(({ number, hasPlan, hasParent, status, ...fields }): RestoreJob => {
    const createdAt = at(number * 20 - 60);
    return {
      ...aRestoreJob({ ...fields, id: `job-${number}`, createdAt, status }),
      sourceResourceArn: `arn:aws:rds:eu-west-1:111122223333:db:${number % 3}`,
      completedAt: status === 'PENDING' || status === 'RUNNING' ? undefined : later(createdAt, hourMs),
      plan: hasPlan && number > 1 ? dailyPlan : undefined,
      isParent: number === 0,
      parentJobId: hasParent && number > 5 ? `job-${number - 6}` : undefined,
    };
  });
const ids = fc.uniqueArray(
  fc.integer({ min: 0, max: 7 }).map((number) => `job-${number}`),
  { maxLength: 3 },
);
const reading = fc.record({
  jobs: fc.array(view, { maxLength: 4 }),
  gone: ids,
  goneParents: ids,
  isWhole: fc.boolean(),
  afterHours: fc.oneof(hours(0, 3), hours(1, 40)),
  isRestart: fc.boolean(),
});
const readings = fc.array(reading, { minLength: 1, maxLength: 25 });

/** Without what a restart may lose: what is not confirmed yet. */
function factsOf(job: KnownJob): object {
  const { omission: _, doubt: __, ...facts } = job.isSettled ? withoutDetails(job) : job;
  return facts;
}

const factsById = (jobs: Iterable<KnownJob>) => new Map([...jobs].map((job) => [job.id, factsOf(job)]));

/** Counts what the changes say is counted. */
function recount(counts: ReadonlyMap<string, JobGroup>, jobs: readonly JobChange[]): Map<string, JobGroup> {
  const next = new Map(counts);
  for (const { after: job, counted = {} } of jobs) {
    const plan = job.plan?.name ?? '';
    const key = groupKey(plan, job.resourceType);
    next.set(key, countEnds(next.get(key) ?? emptyGroup({ ...job, plan }), counted));
  }
  return next;
}

/** The counts of the groups in which anything ended. */
function countsOf(groups: ReadonlyMap<string, JobGroup>) {
  const none = emptyGroup({ plan: '', resourceType: '', createdAt: monday });
  return new Map(
    [...groups]
      .map(
        ([key, { ended, validationsEnded, deletionsEnded, durations }]) =>
          [key, { ...none, ended, validationsEnded, deletionsEnded, durations }] as const,
      )
      .filter(([, counts]) => !isSame(counts, none)),
  );
}

it('folded over any readings and restarts gives what the ledger holds, and tells each end once', () => {
  fc.assert(
    fc.property(readings, (story) => {
      let [ledger, journal, now] = [emptyLedger, emptyJournal, monday];
      let counts: ReadonlyMap<string, JobGroup> = new Map();
      const ends: string[] = [];
      /** The jobs that were known when everything was read for the first time. */
      let history: ReadonlySet<string> = new Set();
      // Lists do not reach what is forgotten, and nobody asks for it.
      const forgotten = new Set<string>();
      for (const { isWhole, afterHours, isRestart, jobs: views, ...others } of story) {
        now = later(now, afterHours * hourMs);
        const facts = { ...others, jobs: views.filter(({ id }) => !forgotten.has(id)) };
        const { ledger: next, changes } = recordJobs(
          ledger,
          { ...facts, ...(isWhole && { listedAt: now }) },
          now,
          settings,
        );
        if (ledger.listedAt === undefined)
          history = new Set([...next.jobs.keys(), ...next.tombstones.keys()]);
        journal = withChanges(journal, changes);
        for (const id of changes.forgotten) forgotten.add(id);
        counts = recount(counts, changes.jobs);
        ends.push(...changes.testEnds.map(({ jobId }) => jobId));
        const known = knownRestores(journal, next);
        expect(factsById(known.jobs)).toEqual(factsById(next.jobs.values()));
        expect(factsById(known.tombstones.map(withoutDetails))).toEqual(factsById(next.tombstones.values()));
        // A part that was told by its parent, and whose parent is not known any more, has both places.
        const waiting = [...next.composites.waiting.values()].filter(({ id }) => !next.tombstones.has(id));
        expect(factsById(known.composites?.waiting.values() ?? [])).toEqual(factsById(waiting));
        expect(journal.groups).toEqual(next.groups);
        expect(journal.latestTests).toEqual(next.latestTests);
        expect(countsOf(next.groups)).toEqual(countsOf(counts));
        ledger = isRestart ? expectRestored(known) : next;
      }
      expect(ends).toEqual([...new Set(ends)]);
      const { countedFrom, forgottenUntil } = ledger;
      const isNewTest = ({ id, plan, verdict, createdAt }: KnownJob) =>
        plan !== undefined &&
        verdict !== undefined &&
        !history.has(id) &&
        createdAt > (countedFrom ?? createdAt) &&
        createdAt > forgottenUntil;
      const silent = [...ledger.jobs.values()].filter((job) => isNewTest(job) && !ends.includes(job.id));
      expect(silent).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

function expectRestored(facts: Parameters<typeof restoredLedger>[0]): RestoreLedger {
  const restored = restoredLedger(facts);
  if (!restored.ok) throw new Error(restored.failure.join('\n'));
  return restored.value;
}
