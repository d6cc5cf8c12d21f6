import type { JobEnds, JobGroup } from '../jobs/job-group.js';
import type { KnownJob } from '../jobs/known-job.js';
import type { RestoreJob } from '../jobs/restore-job.js';
import type { LatestTest } from '../latest-tests/latest-test.js';
import { defaultOmissionRule, type OmissionRule } from '../omissions.js';
import { type DraftMap, draftOf } from './draft-map.js';
import type { LedgerSettings, RestoreLedger } from './ledger.js';

/** A ledger while a reading is recorded. Its jobs have all their details, also those that are settled by it. */
export interface LedgerDraft {
  readonly before: RestoreLedger;
  readonly now: Date;
  readonly rule: OmissionRule;
  readonly windowOf: (job: RestoreJob) => number | undefined;
  readonly jobs: DraftMap<KnownJob>;
  readonly tombstones: DraftMap<KnownJob>;
  readonly groups: DraftMap<JobGroup>;
  readonly latestTests: DraftMap<LatestTest>;
  /** By id: what ended of jobs in this reading and is counted; nothing of what had ended before the first one. */
  readonly counted: Map<string, JobEnds>;
}

export function draftLedger(before: RestoreLedger, now: Date, settings: LedgerSettings): LedgerDraft {
  return {
    before,
    now,
    rule: settings.omissions ?? defaultOmissionRule,
    windowOf: settings.validationWindowMs ?? (() => undefined),
    jobs: draftOf(before.jobs),
    tombstones: draftOf(before.tombstones),
    groups: draftOf(before.groups),
    latestTests: draftOf(before.latestTests),
    counted: new Map(),
  };
}
