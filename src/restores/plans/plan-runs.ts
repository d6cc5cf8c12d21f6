import type { RestoreLedger } from '../ledger/ledger.js';
import { type ClosedStart, clockSlackMs, type PlanHistory } from './plan-history.js';
import { scheduleOf } from './schedule-of.js';

/** The restore jobs of one run of a plan. */
export interface CountedRun {
  /** The scheduled start of the run; its LastExecutionTime where no scheduled start fits. */
  readonly start: Date;
  readonly jobs: number;
}

/** The runs of one plan. */
export interface PlanRuns {
  /** The scheduled start of the latest run whose start window has closed. */
  readonly closedStart?: Date | undefined;
  /** The latest run whose start window has closed and whose jobs were all listed. */
  readonly closed?: CountedRun | undefined;
  /** The latest run, so far. */
  readonly latest?: CountedRun | undefined;
}

/** When each plan's jobs were created, by the ARN of the plan. */
export type PlanJobs = ReadonlyMap<string, readonly number[]>;

export function planJobs({ jobs }: RestoreLedger): PlanJobs {
  const byPlan = new Map<string, number[]>();
  for (const { plan, createdAt } of jobs.values()) {
    if (plan === undefined) continue;
    const created = byPlan.get(plan.arn) ?? [];
    created.push(createdAt.getTime());
    byPlan.set(plan.arn, created);
  }
  return byPlan;
}

/**
 * Counts the jobs of a plan's latest run and of its latest run whose start window has closed. A run that is older than the look-back
 * keeps the count that was seen while its jobs were still listed; without one it is left out, since no jobs would look like none.
 */
export function countRuns(
  history: PlanHistory,
  ledger: Pick<RestoreLedger, 'listedAt' | 'lookbackStart'>,
  createdMs: readonly number[],
  before: PlanRuns | undefined,
): PlanRuns {
  const closed = history.closed.find((each) => wasRun(each, history, createdMs));
  const counted = closed && countClosed(closed, history, ledger, createdMs);
  return {
    closedStart: laterOf(closed?.start, before?.closedStart),
    closed: counted && !(before?.closed && before.closed.start > counted.start) ? counted : before?.closed,
    latest: countLatest(history, ledger, createdMs, before?.latest),
  };
}

/** Returns true if the latest start that was due has no run. */
export function isOverdue({ due }: PlanHistory, { closedStart }: PlanRuns): boolean {
  return due !== undefined && (closedStart === undefined || due > closedStart);
}

function laterOf(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

/** Returns true if the start was run: by LastExecutionTime, or by a job that cannot be of an earlier run. */
function wasRun(closed: ClosedStart, history: PlanHistory, createdMs: readonly number[]): boolean {
  if (closed.execution !== 'missed') return true;
  const own = countBetween(createdMs, closed.start, closed.next.getTime());
  return own > 0 && (!overlapsNext(closed) || areBehindStarts(history, createdMs));
}

function countClosed(
  closed: ClosedStart,
  history: PlanHistory,
  { listedAt, lookbackStart }: Pick<RestoreLedger, 'listedAt' | 'lookbackStart'>,
  createdMs: readonly number[],
): CountedRun | undefined {
  const { start, countedFrom, next, closesAt } = closed;
  const windowEndMs = start.getTime() + history.plan.startWindowMs;
  if (listedAt === undefined || listedAt.getTime() < windowEndMs || start < lookbackStart) return undefined;
  const untilNext = countBetween(createdMs, countedFrom, next.getTime());
  if (untilNext > 0) return { start, jobs: untilNext };
  if (listedAt < closesAt) return undefined;
  const untilClosed = overlapsNext(closed)
    ? countBetween(createdMs, countedFrom, closesAt.getTime() + clockSlackMs)
    : 0;
  return { start, jobs: untilClosed > 0 && areBehindStarts(history, createdMs) ? 0 : untilClosed };
}

function countLatest(
  { executions }: PlanHistory,
  { listedAt, lookbackStart }: Pick<RestoreLedger, 'listedAt' | 'lookbackStart'>,
  createdMs: readonly number[],
  before: CountedRun | undefined,
): CountedRun | undefined {
  const { executedAt, start, countedFrom } = executions.at(-1) ?? {};
  if (executedAt === undefined || start === undefined || countedFrom === undefined) return undefined;
  if (listedAt === undefined) return undefined;
  if (start >= lookbackStart && listedAt >= executedAt) {
    return { start, jobs: countBetween(createdMs, countedFrom, Number.POSITIVE_INFINITY) };
  }
  return before?.start.getTime() === start.getTime() ? before : undefined;
}

function overlapsNext({ next, closesAt }: ClosedStart): boolean {
  return next.getTime() < closesAt.getTime() + clockSlackMs;
}

function countBetween(createdMs: readonly number[], from: Date, untilMs: number): number {
  const fromMs = from.getTime();
  return createdMs.filter((ms) => ms >= fromMs && ms < untilMs).length;
}

/** The number of starts that are looked at, to learn how soon after a start its jobs are created. */
const mostStarts = 64;
const chanceOfSpread = 0.001;

/**
 * Returns true if a plan's jobs are created so soon after its starts that each belongs to the latest start before it.
 * AWS Backup creates them at any moment of the start window; if that reaches over the next start, a job may belong to
 * either. If the jobs were spread over the time between two starts, all of them would hardly ever be close behind one.
 */
function areBehindStarts(history: PlanHistory, createdMs: readonly number[]): boolean {
  let furthest = 0;
  let withJobs = 0;
  for (const { startMs, nextMs } of latestStarts(history)) {
    const lags = createdMs
      .filter((ms) => ms >= startMs - clockSlackMs && ms < nextMs - clockSlackMs)
      .map((ms) => Math.max(0, ms - startMs) / (nextMs - startMs));
    if (lags.length > 0) withJobs += 1;
    furthest = Math.max(furthest, ...lags);
  }
  return withJobs > 0 && furthest ** withJobs <= chanceOfSpread;
}

interface StartAndNext {
  readonly startMs: number;
  readonly nextMs: number;
}

const startsOf = new WeakMap<PlanHistory, readonly StartAndNext[]>();

/** Lists the latest scheduled starts when the plan was last read, newest first. Cached by the identity of the history. */
function latestStarts(history: PlanHistory): readonly StartAndNext[] {
  const known = startsOf.get(history);
  if (known !== undefined) return known;
  const schedule = scheduleOf(history.plan);
  const starts: StartAndNext[] = [];
  let nextMs = schedule?.next(history.readAt)?.getTime() ?? Number.POSITIVE_INFINITY;
  let start = schedule?.previous(history.readAt);
  while (start !== undefined && starts.length < mostStarts) {
    starts.push({ startMs: start.getTime(), nextMs });
    nextMs = start.getTime();
    start = schedule?.previous(new Date(nextMs - 1));
  }
  startsOf.set(history, starts);
  return starts;
}
