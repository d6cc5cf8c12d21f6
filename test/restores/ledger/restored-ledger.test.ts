import { describe, expect, it } from '@jest/globals';
import { emptyGroup } from '../../../src/restores/jobs/job-group.js';
import type { LatestTest } from '../../../src/restores/latest-tests/latest-test.js';
import { emptyLedger } from '../../../src/restores/ledger/ledger.js';
import { recordJobs } from '../../../src/restores/ledger/record-jobs.js';
import { type KnownRestores, restoredLedger } from '../../../src/restores/ledger/restored-ledger.js';
import { emptyJournal, knownRestores, withChanges } from '../a-journal.js';
import { anOpenTest, aRestoreTest, dayMs, hourMs, later, monday } from '../a-restore-job.js';

const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const none: KnownRestores = { jobs: [], tombstones: [], groups: [], latestTests: [] };
const group = emptyGroup({ plan: 'daily', resourceType: 'RDS', createdAt: monday });
const emptyTest: LatestTest = {
  plan: 'daily',
  resourceType: 'RDS',
  resourceArn: 'arn:a',
  proofs: [],
  restoredSizes: [],
};
const completed = {
  jobId: 'job-1',
  createdAt: monday,
  completedAt: monday,
  durationSeconds: 1,
  recoveryPointCreatedAt: undefined,
  sizeBytes: undefined,
};

it('is an empty ledger where nothing is known', () => {
  expect(restoredLedger(none)).toEqual({ ok: true, value: emptyLedger });
});

it('counts what ended in the meantime, once, and nothing again', () => {
  const over = aRestoreTest({ validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL', iamRoleArn: 'arn:role' });
  const open = anOpenTest({ id: 'job-2' });
  let [ledger, journal] = [emptyLedger, emptyJournal];
  for (const [hours, jobs] of [
    [0, []],
    [2, [over, open]],
  ] as const) {
    const now = later(monday, hours * hourMs);
    const recorded = recordJobs(ledger, { jobs, gone: [], listedAt: now, relistedAt: now }, now, settings);
    ledger = recorded.ledger;
    journal = withChanges(journal, recorded.changes);
  }
  const restored = restoredLedger(knownRestores(journal, ledger));
  expect(restored).toEqual({ ok: true, value: ledger });

  const now = later(monday, 10 * dayMs);
  const ended = { ...open, status: 'FAILED', completedAt: later(monday, dayMs) } as const;
  const late = aRestoreTest({ id: 'job-3', createdAt: later(monday, 9 * dayMs) });
  const facts = { jobs: [over, ended, late], gone: [], listedAt: now };
  const { changes } = recordJobs(restored.ok ? restored.value : emptyLedger, facts, now, settings);
  expect(changes.testEnds.map(({ jobId, verdict }) => [jobId, verdict])).toEqual([['job-2', 'failed']]);
  expect(changes.groups).toMatchObject([
    { before: { ended: { COMPLETED: 1, FAILED: 0 } }, after: { ended: { COMPLETED: 2, FAILED: 1 } } },
  ]);
});

describe('facts that cannot be', () => {
  const job = aRestoreTest();
  const noDate = new Date(Number.NaN);
  it.each<[string, Partial<KnownRestores>, string[]]>([
    ['a date that is none', { jobs: [{ ...job, completedAt: noDate }] }, ['.jobs.0.completedAt: no date']],
    ['a moment that is none', { lookbackStart: noDate }, ['.lookbackStart: no date']],
    [
      'a count below zero',
      { groups: [{ ...group, ended: { ...group.ended, FAILED: -1 } }] },
      ['.groups.0.ended.FAILED: -1'],
    ],
    [
      'a size without end',
      { jobs: [{ ...job, sizeBytes: Number.POSITIVE_INFINITY }] },
      ['.jobs.0.sizeBytes: Infinity'],
    ],
    [
      'a date in a map',
      { composites: { parents: new Map([['parent', { at: noDate }]]), waiting: new Map() } },
      ['.composites.parents.parent.at: no date'],
    ],
    ['a job twice', { jobs: [job], tombstones: [job] }, ['job job-1: more than once']],
    ['a group twice', { groups: [group, group] }, ['group daily/RDS: more than once']],
    [
      'a latest test twice',
      {
        latestTests: [
          { ...emptyTest, completed },
          { ...emptyTest, completed },
        ],
      },
      ['test daily/RDS/arn:a: more than once'],
    ],
    ['a latest test that says nothing', { latestTests: [emptyTest] }, ['test daily/RDS/arn:a: no facts']],
    [
      'a status that is none',
      { tombstones: [{ ...job, status: 'DONE' as never }] },
      ['job job-1: status DONE'],
    ],
    [
      'a validation that is none',
      { jobs: [{ ...job, validation: 'DONE' as never }] },
      ['job job-1: validation DONE'],
    ],
    [
      'a deletion that is none',
      { jobs: [{ ...job, deletion: 'DONE' as never }] },
      ['job job-1: deletion DONE'],
    ],
    [
      'a settled job that has not ended',
      { jobs: [{ ...anOpenTest(), isSettled: true }] },
      ['job job-1: settled without an end or a verdict'],
    ],
    [
      'a settled job without a verdict',
      { jobs: [{ ...job, isSettled: true }] },
      ['job job-1: settled without an end or a verdict'],
    ],
    [
      'a histogram of other bounds',
      { groups: [{ ...group, durations: { counts: [1], sum: 1 } }] },
      ['group daily/RDS: other buckets'],
    ],
    ['readings that began at no moment', { listedAt: monday }, ['listedAt without countedFrom']],
  ])('are refused: %s', (_, facts, failure) => {
    expect(restoredLedger({ ...none, ...facts })).toEqual({ ok: false, failure });
  });
});
