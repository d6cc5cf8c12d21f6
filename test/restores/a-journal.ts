import { groupKey, type JobGroup } from '../../src/restores/jobs/job-group.js';
import type { KnownJob } from '../../src/restores/jobs/known-job.js';
import { type LatestTest, latestTestKey } from '../../src/restores/latest-tests/latest-test.js';
import type { Change } from '../../src/restores/ledger/change.js';
import type { RestoreLedger } from '../../src/restores/ledger/ledger.js';
import type { JobStanding, LedgerChanges } from '../../src/restores/ledger/ledger-changes.js';
import type { KnownRestores } from '../../src/restores/ledger/restored-ledger.js';

/** What a store keeps that is given the changes of a ledger and nothing else. */
export interface Journal {
  readonly jobs: ReadonlyMap<string, { readonly job: KnownJob; readonly standing: JobStanding }>;
  readonly groups: ReadonlyMap<string, JobGroup>;
  readonly latestTests: ReadonlyMap<string, LatestTest>;
}

export const emptyJournal: Journal = { jobs: new Map(), groups: new Map(), latestTests: new Map() };

export function withChanges(journal: Journal, changes: LedgerChanges): Journal {
  const jobs = new Map(journal.jobs);
  for (const { after, standing } of changes.jobs) jobs.set(after.id, { job: after, standing });
  for (const id of changes.forgotten) jobs.delete(id);
  return {
    jobs,
    groups: folded(journal.groups, changes.groups, ({ plan, resourceType }) => groupKey(plan, resourceType)),
    latestTests: folded(journal.latestTests, changes.latestTests, latestTestKey),
  };
}

function folded<Value>(
  known: ReadonlyMap<string, Value>,
  changes: readonly Change<Value>[],
  keyOf: (value: Value) => string,
): Map<string, Value> {
  const next = new Map(known);
  for (const { before, after } of changes) {
    if (after !== undefined) next.set(keyOf(after), after);
    else if (before !== undefined) next.delete(keyOf(before));
  }
  return next;
}

/** What a store gives back at the next start; the few values beside the changes are those of the ledger. */
export function knownRestores(journal: Journal, ledger: RestoreLedger): KnownRestores {
  const ofStanding = (...standings: readonly JobStanding[]) =>
    [...journal.jobs.values()].flatMap(({ job, standing }) => (standings.includes(standing) ? [job] : []));
  const { listedAt, relistedAt, countedFrom, lookbackStart, forgottenUntil, composites } = ledger;
  return {
    jobs: ofStanding('known'),
    tombstones: ofStanding('gone', 'told_by_parent'),
    groups: [...journal.groups.values()],
    latestTests: [...journal.latestTests.values()],
    composites: {
      parents: composites.parents,
      waiting: new Map(ofStanding('waiting').map((job) => [job.id, job])),
    },
    listedAt,
    relistedAt,
    countedFrom,
    lookbackStart,
    forgottenUntil,
  };
}
