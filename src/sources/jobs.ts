import { probeRestoreJob } from '../aws/operations/describe-restore-job.js';
import { probeRestoreJobs, restoreJobsPerPage } from '../aws/operations/list-restore-jobs.js';
import { isOfTarget } from '../aws/probe.js';
import type { Config } from '../config/config.js';
import { type JobFacts, withLongerLookback } from '../restores/ledger/ledger.js';
import { noStateChanges } from '../targets/state-changes.js';
import { recordJobsReading } from '../targets/target-state.js';
import { omissionRule } from './omission-rule.js';
import { planJobReads } from './plan-job-reads.js';
import { readRestoreJobs } from './read-restore-jobs.js';
import { createSource } from './source.js';

/** The restore jobs: what a target is watched for. They cannot be turned off, and cannot be missing. */
export const jobs = createSource<JobFacts>({
  id: 'jobs',
  features: () => ['jobs'],
  options: ({ poll: { schedule } }) => ({ enabled: true, schedule, exclude: [] }),
  adapt: (state, before, after) => ({
    state:
      after.lookback > before.lookback ? { ...state, restores: withLongerLookback(state.restores) } : state,
    changes: noStateChanges,
  }),
  async probe({ api, deadline }) {
    const list = await probeRestoreJobs(api, deadline);
    return isOfTarget(list) ? [list] : [list, await probeRestoreJob(api, list.name, deadline)];
  },
  read: ({ api, target, state, at, config, deadline }) =>
    readRestoreJobs(api, target, state.restores, at, jobReadSettings(config), deadline),
  record: (state, reading, facts, config) =>
    recordJobsReading(state, reading, facts && begunAt(facts, reading.at), {
      lookbackMs: config.lookback,
      retentionMs: config.metrics.retention,
      omissions: omissionRule(config),
    }),
  /** The first reading lists the whole look-back, the later ones what is new or can still change. */
  laterCalls({ state: { restores }, at, config }) {
    const { lookbackMs, relistIntervalMs: intervalMs } = jobReadSettings(config);
    const relisting = { intervalMs, turn: 0 };
    const plan = planJobReads(restores, at, { lookbackMs, jobsPerPage: restoreJobsPerPage, relisting });
    const listed = [...restores.jobs.values()].filter((job) => job.createdAt > plan.listCreatedAfter).length;
    return Math.max(1, Math.ceil(listed / restoreJobsPerPage)) + plan.describe.length;
  },
});

function jobReadSettings({ lookback, poll }: Config) {
  return { lookbackMs: lookback, relistIntervalMs: poll.relistInterval };
}

/** A reading of everything, as of the moment that AWS has confirmed. */
function begunAt({ listedAt, relistedAt, ...facts }: JobFacts, at: Date): JobFacts {
  return { ...facts, ...(listedAt && { listedAt: at }), ...(relistedAt && { relistedAt: at }) };
}
