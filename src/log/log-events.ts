import type { Logger } from 'pino';
import { describeCrash } from '../describe-crash.js';
import type { EventName, PollEnd, Subscriber } from '../events.js';
import { describeProblem, formatProblem, type Problem } from '../problems/problem.js';
import { leftoversOf } from '../restores/ledger/leftover.js';
import { newlyOmitted, type Omissions } from '../restores/omissions.js';
import { type CallFailure, isOfOwnCredentials, isSameFailure } from '../targets/call-failure.js';
import { listOmissions, noLists } from '../targets/known-lists.js';
import type { RefusedRow } from '../targets/refused-row.js';
import type { SourceState } from '../targets/source-state.js';
import type { Target } from '../targets/target.js';
import type { TargetState } from '../targets/target-state.js';
import { warnOfRefusals } from './warn-of-refusals.js';

/** The events that other subscribers are for. */
type Unlogged = 'callAttempted' | 'discoveryTurnedOff' | 'factsChanged';

/**
 * Returns a subscriber that writes a line of the log for each event. A state that lasts, such as a target that cannot
 * be read, is logged once, and so is its end: otherwise a target that is down for a week would fill the log.
 */
export function logEvents(log: Logger) {
  return {
    ...callLines(log),
    ...credentialsLines(log),
    ...pollLines(log),
    ...discoveryLines(log),
    ...configurationLines(log),
    ...renderingLines(log),
    ...webLines(log),
    ...processLines(log),
  } satisfies Required<Omit<Subscriber, Unlogged>>;
}

/** Returns what logs the exception of a subscriber. */
export function subscriberCrashed(log: Logger) {
  return (error: unknown, event: EventName): void => {
    log.error({ err: error, event }, 'an event was not dealt with because of a bug in restore-test-monitor');
  };
}

function callLines(log: Logger) {
  return {
    callRetried({ target, failure, delayMs }) {
      const fields = { ...(target && targetFields(target)), ...failureFields(failure), delayMs };
      log.debug(fields, 'call to AWS is tried again');
    },
    rowsRefused({ target, fresh }) {
      for (const alike of byReason(fresh).values()) {
        const [{ operation, reason, message } = { operation: '', reason: '', message: '' }] = alike;
        log.warn(
          { ...(target && targetFields(target)), operation, reason, message, rows: alike.length },
          'rows of an answer cannot be used; the rest is',
        );
      }
    },
  } satisfies Subscriber;
}

function credentialsLines(log: Logger) {
  const told = new Set<string>();
  return {
    credentialsFailed({ roleArn: role, failure, expiresAt }) {
      if (role !== undefined && isOfOwnCredentials(failure)) return;
      const fields = { ...(role !== undefined && { role }), ...failureFields(failure) };
      if (expiresAt !== undefined) {
        log.warn({ ...fields, expiresAt }, 'session could not be renewed; it is used until it ends');
      } else if (role === undefined) log.warn(fields, "the daemon's own credentials could not be loaded");
    },
    credentialsRenewed({ roleArn: role }) {
      log.info({ ...(role !== undefined && { role }) }, 'credentials are renewed again');
    },
    credentialsWarned({ message }) {
      if (told.has(message)) return;
      told.add(message);
      log.warn(message);
    },
  } satisfies Subscriber;
}

function pollLines(log: Logger) {
  return {
    pollEnded(poll) {
      if (poll.error !== undefined) logCrash(log, poll);
      else {
        logReading(log, poll);
        logLeftovers(log, poll);
        logDenied(log, poll);
        logOmissions(log, placeOf(poll), omittedFrom(poll.before), omittedFrom(poll.after));
      }
    },
    pollSkipped({ target, source }) {
      log.warn({ ...targetFields(target), source }, 'poll skipped: the last one has not ended');
    },
    jobDescriptionFailed({ target, jobId, failure, before }) {
      const fields = { ...targetFields(target), ...failureFields(failure), jobId };
      const level = isSameFailure(before, failure) ? 'debug' : 'error';
      log[level](fields, 'restore job could not be described; its last facts are kept');
    },
    runLate({ schedule, lateMs }) {
      const lateSeconds = Math.round(lateMs / 1000);
      const message = 'scheduled run is late: the process stood still, or its clock was set';
      log.warn({ schedule, lateSeconds }, message);
    },
  } satisfies Subscriber;
}

function logCrash(log: Logger, { target, source, before, after, error }: PollEnd): void {
  const { failure: was } = before.sources[source] ?? {};
  const { failure: is } = after.sources[source] ?? {};
  const isKnown = is !== undefined && isSameFailure(was, is) && was?.message === is.message;
  log[isKnown ? 'debug' : 'error'](
    { ...targetFields(target), source, reason: 'internal', err: error },
    'target could not be read because of a bug in restore-test-monitor; its last good values are kept',
  );
}

function logReading(log: Logger, poll: PollEnd): void {
  const [before, after] = sourceStates(poll);
  const fields = { ...placeOf(poll), durationSeconds: poll.durationSeconds };
  const failure = after?.failure;
  if (failure === undefined) {
    if (before?.failure === undefined) log.debug(fields, 'target read');
    else log.info(fields, 'target can be read again');
  } else if (after?.isUnavailable) {
    const level = before?.isUnavailable ? 'debug' : 'info';
    log[level]({ ...fields, ...failureFields(failure) }, 'the account and region do not have the source');
  } else {
    // The failure of the daemon's own credentials was logged once for all targets.
    const isLogged = isSameFailure(before?.failure, failure) || isOfOwnCredentials(failure);
    log[isLogged ? 'debug' : 'warn']({ ...fields, ...failureFields(failure) }, 'target could not be read');
  }
}

function logLeftovers(log: Logger, poll: PollEnd): void {
  const [before, after] = [poll.before.restores, poll.after.restores];
  if (before === after || before.listedAt === undefined) return;
  const known = new Set(
    leftoversOf(before).flatMap(({ jobId, deletion }) => (deletion === 'FAILED' ? [jobId] : [])),
  );
  for (const { jobId, deletion, plan, createdResourceArn, sourceResourceArn, reason } of leftoversOf(after)) {
    if (deletion !== 'FAILED' || known.has(jobId)) continue;
    const message = after.jobs.get(jobId)?.deletionMessage;
    const job = { restoreTestingPlan: plan, restoreJobId: jobId, createdResourceArn, sourceResourceArn };
    log.warn(
      { ...placeOf(poll), ...job, reason, message },
      'AWS Backup could not delete what a restore test created',
    );
  }
}

function logDenied(log: Logger, poll: PollEnd): void {
  const [before, now] = sourceStates(poll).map((state) => state?.denied);
  if (now !== undefined && before === undefined) {
    const fields = { ...placeOf(poll), ...failureFields(now) };
    log.warn(fields, 'a permission is missing; the rest of the source is read');
  }
  if (now === undefined && before !== undefined) {
    const fields = { ...placeOf(poll), operation: before.operation };
    log.info(fields, 'the permission that was missing is there');
  }
}

const namedOmissions = 20;

function logOmissions(log: Logger, place: object, before: Omissions, after: Omissions): void {
  const ids = newlyOmitted(before, after);
  if (ids.length === 0) return;
  log.info(
    { ...place, omitted: ids.length, ids: ids.slice(0, namedOmissions) },
    'a list of AWS leaves out what it named before; it is kept until further readings confirm that it is gone',
  );
}

function discoveryLines(log: Logger) {
  return {
    discoveryEnded({ before, after, error }) {
      const { failure } = after;
      const isKnown = failure !== undefined && isSameFailure(before.failure, failure);
      if (error !== undefined && !isKnown) {
        log.error({ err: error }, 'discovery met a bug in restore-test-monitor');
      }
      if (failure !== undefined) {
        const message = 'targets could not be discovered; those known are kept';
        log[isKnown ? 'debug' : 'warn'](failureFields(failure), message);
      } else if (before.failure !== undefined) log.info('targets can be discovered again');
      const [was, is] = [listOmissions(before.lists ?? noLists), listOmissions(after.lists ?? noLists)];
      for (const list of ['accounts', 'organizational_units', 'regions'] as const) {
        logOmissions(log, { list }, was[list], is[list]);
      }
    },
    targetsChanged({ by, joined, altered, left, targets }) {
      if (by === 'configuration') {
        const counts = { joined: joined.length, altered: altered.length, left: left.length };
        log.info({ ...counts, targets }, 'targets changed with the configuration');
      } else if (joined.length + left.length > 0) {
        const changes = { joined: accountIds(joined), left: accountIds(left), targets };
        log.info(changes, 'targets discovered');
      }
    },
  } satisfies Subscriber;
}

function configurationLines(log: Logger) {
  return {
    configurationReloaded({ by, outcome, error }) {
      if (error !== undefined) {
        const message = 'configuration could not be reloaded because of a bug in restore-test-monitor';
        log.error({ err: error }, message);
      }
      if (!outcome.ok) {
        const message = 'configuration not reloaded; the one before is kept';
        log.error({ by, problems: outcome.failure }, message);
      } else if (outcome.value.hasChanged) log.info({ by }, 'configuration reloaded');
      else log.info({ by }, 'configuration is unchanged');
    },
    configurationWarned: ({ warning }) => log.warn(warningFields(warning), 'configuration'),
    criteriaJudged({ idle }) {
      if (idle.length === 0) return;
      log.info({ entries: idle }, 'objectives and exceptions that nothing known fits');
    },
    configurationNotFollowed: () => log.warn('there is no configuration file to follow'),
  } satisfies Subscriber;
}

function renderingLines(log: Logger) {
  const known = new WeakMap<Target, string>();
  return {
    targetRenderingFailed({ target, error }) {
      const { type, message } = describeCrash(error);
      log[known.get(target) === `${type}: ${message}` ? 'debug' : 'error'](
        { ...targetFields(target), reason: 'internal', err: error },
        'target could not be rendered because of a bug in restore-test-monitor; its last metrics are kept',
      );
      known.set(target, `${type}: ${message}`);
    },
    renderingFailed({ error }) {
      log.error({ err: error }, 'metrics could not be rendered because of a bug; the last ones are kept');
    },
  } satisfies Subscriber;
}

function warningFields(warning: Problem) {
  return { code: warning.code, warning: describeProblem(warning) };
}

function webLines(log: Logger) {
  const refused = warnOfRefusals(log);
  return {
    webConfigurationRead: ({ file }) => log.info({ file }, 'web configuration read again'),
    webConfigurationWarned: ({ file, warning }) =>
      log.warn({ file, ...warningFields(warning) }, 'web configuration'),
    webConfigurationBroken({ problems }) {
      const message = 'web configuration is wrong: every request is answered with 500 until it is mended';
      log.error({ codes: problems.map(({ code }) => code), problems: problems.map(formatProblem) }, message);
    },
    clientRefused: ({ client, reason }) => refused(client, reason),
  } satisfies Subscriber;
}

function processLines(log: Logger) {
  return {
    starting: (fields) => log.info(fields, 'starting'),
    nodeReleaseEnded({ node, endOfLife, recommended }) {
      const message = `this release of Node.js gets no more updates; use Node.js ${recommended}`;
      log.warn({ node, endOfLife }, message);
    },
    listening({ address, users, isTls }) {
      log.info({ address, users }, 'listening');
      log.info({ address, http2: false }, isTls ? 'TLS is enabled' : 'TLS is disabled');
    },
    listeningFailed: ({ reason }) => log.fatal({ reason }, 'cannot listen'),
    libraryWarned: ({ warning }) => log.warn({ warning }, 'a library warns'),
    stopping: ({ signal }) => log.info({ signal }, 'stopping'),
    stopped: () => log.info('stopped'),
  } satisfies Subscriber;
}

function targetFields(target: Target) {
  return { account: target.accountId, accountName: target.accountName, region: target.region };
}

function failureFields({ operation, reason, message, requestId }: CallFailure) {
  return { operation, reason, message, ...(requestId !== undefined && { requestId }) };
}

function placeOf({ target, source }: PollEnd) {
  return { ...targetFields(target), source };
}

function sourceStates({
  source,
  before,
  after,
}: PollEnd): [SourceState | undefined, SourceState | undefined] {
  return [before.sources[source], after.sources[source]];
}

function omittedFrom({ omissions: { plans, selections, resources, tags } }: TargetState): Omissions {
  return new Map([...plans, ...selections, ...resources, ...tags]);
}

function accountIds(targets: readonly Target[]): string[] {
  return [...new Set(targets.map(({ accountId }) => accountId))];
}

function byReason(rows: readonly RefusedRow[]): ReadonlyMap<string, readonly RefusedRow[]> {
  const groups = new Map<string, readonly RefusedRow[]>();
  for (const row of rows) {
    const key = `${row.operation} ${row.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
