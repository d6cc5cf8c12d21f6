import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import { listRestoreJobSummaries, type SummaryQuery } from '../aws/operations/list-restore-job-summaries.js';
import type { Emit } from '../events.js';
import type { JobFacts, LedgerSettings } from '../restores/ledger.js';
import type { OmissionRule } from '../restores/omissions.js';
import { readPlans } from '../sources/read-plans.js';
import { readResources } from '../sources/read-resources.js';
import { type JobPollSettings, readRestoreJobs } from '../sources/read-restore-jobs.js';
import type { CallResult } from '../targets/call-failure.js';
import { factsOf, type Reading } from '../targets/reading.js';
import type { SourceReading } from '../targets/source-state.js';
import { type Target, targetKey } from '../targets/target.js';
import {
  type RecordedState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  recordSummariesReading,
  type Source,
  type TargetState,
} from '../targets/target-state.js';
import { wrongAccount } from '../targets/wrong-account.js';
import { tellRefused } from './refused-rows.js';
import type { TargetStates } from './target-states.js';

export type PollEvents = 'jobDescriptionFailed' | 'pollEnded' | 'rowsRefused';

export interface PollContext {
  readonly apis: AwsApis;
  readonly states: TargetStates;
  readonly settings: LedgerSettings & JobPollSettings;
  readonly summaries: SummaryQuery;
  /** When to believe that what a list leaves out is gone. */
  readonly omissions: OmissionRule;
  /** How many protected resources one reading may describe. */
  readonly describeLimit: number;
  readonly emit: Emit<PollEvents>;
  readonly now: () => Date;
}

function pollJobs(context: PollContext, target: Target, deadline: Deadline): Promise<void> {
  return pollSource(context, 'jobs', target, deadline, {
    read: (identified, at) =>
      readRestoreJobs(
        context.apis.forTarget(identified),
        identified,
        context.states.of(identified).restores,
        at,
        context.settings,
        deadline,
        (jobId, failure) => {
          const before = context.states.of(identified).sources.jobs?.failure;
          context.emit('jobDescriptionFailed', { target: identified, jobId, failure, before });
        },
      ),
    record: (state, reading, facts) =>
      recordJobsReading(state, reading, facts && begunAt(facts, reading.at), context.settings),
  });
}

/** A reading of everything, as of the moment that AWS has confirmed. */
function begunAt({ listedAt, relistedAt, ...facts }: JobFacts, at: Date): JobFacts {
  return { ...facts, ...(listedAt && { listedAt: at }), ...(relistedAt && { relistedAt: at }) };
}

function pollSummaries(context: PollContext, target: Target, deadline: Deadline): Promise<void> {
  return pollSource(context, 'summaries', target, deadline, {
    read(identified) {
      const api = context.apis.forTarget(identified);
      return listRestoreJobSummaries(api, identified, context.summaries, deadline);
    },
    record: (state, reading, rows) =>
      recordSummariesReading(state, reading, rows, context.settings.retentionMs),
  });
}

function pollPlans(context: PollContext, target: Target, deadline: Deadline): Promise<void> {
  return pollSource(context, 'plans', target, deadline, {
    read: (identified) =>
      readPlans(
        context.apis.forTarget(identified),
        identified,
        context.states.of(identified).plans,
        deadline,
      ),
    record: recordPlansReading,
  });
}

function pollResources(context: PollContext, target: Target, deadline: Deadline): Promise<void> {
  return pollSource(context, 'resources', target, deadline, {
    read: (identified) =>
      readResources(
        context.apis.forTarget(identified),
        context.states.of(identified),
        context.describeLimit,
        deadline,
      ),
    record: recordResourcesReading,
  });
}

/** Reads one source of a target and records what was learned, or why nothing was. */
export const polls = {
  jobs: pollJobs,
  plans: pollPlans,
  resources: pollResources,
  summaries: pollSummaries,
} satisfies Record<Source, unknown>;

interface SourceOf<Facts> {
  read(target: Target, at: Date): Promise<Reading<Facts>>;
  record(state: TargetState, reading: SourceReading, facts: Facts | undefined): RecordedState;
}

async function pollSource<Facts>(
  { apis, states, omissions: rule, emit, now }: PollContext,
  source: Source,
  target: Target,
  deadline: Deadline,
  { read, record }: SourceOf<Facts>,
): Promise<void> {
  // It may have left while its poll waited.
  if (target.accountId !== '' && !states.has(target)) return;
  const asked = { at: now(), aheadMs: apis.clockAheadMs() };
  const startedAt = performance.now();
  const account = await accountOf(apis, target, deadline);
  const identified = account.ok && target.accountId === '' ? states.identify(target, account.value) : target;
  const reading: Reading<Facts> = account.ok ? await read(identified, asked.at) : account;
  // What was called off says nothing about the target.
  if (deadline.wasInterrupted() || (account.ok && !states.has(identified))) return;

  // Where this machine's clock was set in the meantime, the answers have told.
  const at = new Date(asked.at.getTime() + apis.clockAheadMs() - asked.aheadMs);
  const durationSeconds = (performance.now() - startedAt) / 1000;
  const before = states.of(identified);
  const failure = reading.ok ? undefined : reading.failure;
  const known = tellRefused(emit, before.sources[source]?.refused, reading.refused, identified);
  const outcome = { at, durationSeconds, failure, refused: known, denied: reading.denied, rule };
  states.update(identified, (state) => record(state, outcome, factsOf(reading)));
  emit('pollEnded', { target: identified, source, durationSeconds, before, after: states.of(identified) });
}

/** The account of the target, after a look at whose the credentials are where no role says so. */
async function accountOf(apis: AwsApis, target: Target, deadline: Deadline): Promise<CallResult<string>> {
  if (target.role !== undefined) return { ok: true, value: target.accountId };
  const own = await apis.confirmOwnAccount(target.region, deadline);
  if (!own.ok || target.accountId === '' || own.value === target.accountId) return own;
  const shownBy = 'STS says so of the credentials of the daemon';
  return { ok: false, failure: wrongAccount(target, own.value, 'GetCallerIdentity', shownBy) };
}

/** A target as people call it. */
export function describeTarget(target: Target): string {
  return target.accountId === '' ? `own account in ${target.region}` : targetKey(target);
}
