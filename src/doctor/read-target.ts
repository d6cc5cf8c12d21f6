import type { BackupApi } from '../aws/aws-api.js';
import type { Deadline } from '../aws/deadline.js';
import { listRestoreJobSummaries, type SummaryQuery } from '../aws/operations/list-restore-job-summaries.js';
import { restoreJobsPerPage } from '../aws/operations/list-restore-jobs.js';
import type { LedgerSettings } from '../restores/ledger.js';
import { planJobReads } from '../sources/plan-job-reads.js';
import { readPlans } from '../sources/read-plans.js';
import { readResources } from '../sources/read-resources.js';
import { type JobPollSettings, readRestoreJobs } from '../sources/read-restore-jobs.js';
import type { CallResult } from '../targets/call-failure.js';
import { factsOf, type Reading } from '../targets/reading.js';
import type { Target } from '../targets/target.js';
import {
  newTargetState,
  type RecordedState,
  readingOrder,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  recordSummariesReading,
  type Source,
  type TargetState,
} from '../targets/target-state.js';
import type { CallLog } from './call-log.js';

export interface ReadSettings extends LedgerSettings, JobPollSettings {
  readonly summaries: SummaryQuery;
}

export interface TargetFacts {
  readonly state: TargetState;
  /** The calls of a later reading, one in which nothing fails; those that are made only once are left out. */
  readonly callsPerRun: ReadonlyMap<Source, number>;
}

/** Reads the sources as the daemon would. */
export async function readTarget(
  api: BackupApi,
  target: Target,
  sources: readonly Source[],
  settings: ReadSettings,
  log: CallLog,
  deadline: Deadline,
): Promise<TargetFacts> {
  const at = new Date();
  const reading = (result: Reading<unknown> | CallResult<unknown>) => ({
    at,
    durationSeconds: 0,
    failure: result.ok ? undefined : result.failure,
  });
  let state = newTargetState(target);
  const read: Record<Source, () => Promise<RecordedState>> = {
    async plans() {
      const plans = await readPlans(api, target, state.plans, deadline);
      return recordPlansReading(state, reading(plans), factsOf(plans));
    },
    async jobs() {
      const { restores } = state;
      const jobs = await readRestoreJobs(api, target, restores, at, settings, deadline, () => {});
      return recordJobsReading(state, reading(jobs), factsOf(jobs), settings);
    },
    async resources() {
      const resources = await readResources(api, state, 0, deadline);
      return recordResourcesReading(state, reading(resources), factsOf(resources));
    },
    async summaries() {
      const summaries = await listRestoreJobSummaries(api, target, settings.summaries, deadline);
      return recordSummariesReading(state, reading(summaries), summaries.ok ? summaries.value : undefined);
    },
  };
  const callsPerRun = new Map<Source, number>();
  for (const source of readingOrder.filter((each) => sources.includes(each))) {
    const before = log.count();
    ({ state } = await read[source]());
    callsPerRun.set(source, log.count() - before);
  }
  if (sources.includes('jobs')) callsPerRun.set('jobs', laterJobCalls(state, at, settings));
  return { state, callsPerRun };
}

/** The first reading lists the whole look-back, the later ones what is new or can still change. */
function laterJobCalls({ restores }: TargetState, at: Date, settings: ReadSettings): number {
  const { lookbackMs, relistIntervalMs: intervalMs } = settings;
  const relisting = { intervalMs, turn: 0 };
  const plan = planJobReads(restores, at, { lookbackMs, jobsPerPage: restoreJobsPerPage, relisting });
  const listed = [...restores.jobs.values()].filter((job) => job.createdAt > plan.listCreatedAfter).length;
  return Math.max(1, Math.ceil(listed / restoreJobsPerPage)) + plan.describe.length;
}
