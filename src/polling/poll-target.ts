import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import type { Emit } from '../events.js';
import { omissionRule } from '../sources/omission-rule.js';
import type { Outcome, Source } from '../sources/source.js';
import type { CallFailure, CallResult } from '../targets/call-failure.js';
import type { SourceReading } from '../targets/source-state.js';
import { type Target, targetKey } from '../targets/target.js';
import { recordFailure } from '../targets/target-state.js';
import { wrongAccount } from '../targets/wrong-account.js';
import { reportRefusedRows } from './refused-rows.js';
import type { TargetStates } from './target-states.js';

export type PollEvents = 'jobDescriptionFailed' | 'pollEnded' | 'rowsRefused';

export interface PollContext {
  readonly apis: AwsApis;
  readonly states: TargetStates;
  readonly config: Config;
  readonly emit: Emit<PollEvents>;
  readonly now: () => Date;
}

/** Reads one source of a target and records what was learned, or why nothing was. */
export async function pollTarget(
  context: PollContext,
  source: Source,
  target: Target,
  deadline: Deadline,
): Promise<void> {
  const { apis, states, config, now } = context;
  // It may have left while its poll waited.
  if (target.accountId !== '' && !states.has(target)) return;
  const asked = { at: now(), aheadMs: apis.clockAheadMs() };
  const startedAt = performance.now();
  const account = await accountOf(apis, target, deadline);
  const identified = account.ok && target.accountId === '' ? states.identify(target, account.value) : target;
  const outcome = account.ok
    ? await source.read({
        api: apis.forTarget(identified),
        tagging: () => apis.forTags(identified),
        target: identified,
        state: states.of(identified),
        at: asked.at,
        config,
        deadline,
      })
    : failedOutcome(source, account.failure);
  // What was called off says nothing about the target.
  if (deadline.wasInterrupted() || (account.ok && !states.has(identified))) return;

  // If this machine's clock was set in the meantime, the answers show it.
  const at = new Date(asked.at.getTime() + apis.clockAheadMs() - asked.aheadMs);
  const durationSeconds = (performance.now() - startedAt) / 1000;
  recordOutcome(context, source, identified, outcome, { at, durationSeconds });
}

function failedOutcome({ id }: Source, failure: CallFailure): Outcome {
  return { failure, record: (state, reading) => recordFailure(state, id, { ...reading, failure }) };
}

function recordOutcome(
  { states, config, emit }: PollContext,
  { id: source }: Source,
  target: Target,
  { failure, denied, undescribedJobs = [], ...outcome }: Outcome,
  taken: Pick<SourceReading, 'at' | 'durationSeconds'>,
): void {
  const before = states.of(target);
  const known = before.sources[source];
  for (const each of undescribedJobs) {
    emit('jobDescriptionFailed', { target, ...each, before: known?.failure });
  }
  const refused = reportRefusedRows(emit, known?.refused, outcome.refused, target);
  const reading = { ...taken, failure, refused, denied, rule: omissionRule(config) };
  states.update(target, (state) => outcome.record(state, reading));
  const { durationSeconds } = taken;
  emit('pollEnded', { target, source, durationSeconds, before, after: states.of(target) });
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
