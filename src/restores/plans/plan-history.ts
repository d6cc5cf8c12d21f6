import type { PlanSchedule } from './plan-schedule.js';
import type { RestoreTestingPlan } from './restore-testing-plan.js';
import { scheduleOf } from './schedule-of.js';

/** A LastExecutionTime as successive readings of a plan showed it. */
export interface SeenExecution {
  /** Absent while the plan had never run. */
  readonly executedAt?: Date | undefined;
  /** The scheduled start that the execution belongs to; `executedAt` where none fits. */
  readonly start?: Date | undefined;
  /** The execution's jobs are created from here on. */
  readonly countedFrom?: Date | undefined;
  /** The last reading that showed it. */
  readonly shownUntil: Date;
}

/** A scheduled start whose start window had closed when the plan was last read. */
export interface ClosedStart {
  readonly start: Date;
  readonly countedFrom: Date;
  /** The next scheduled start. */
  readonly next: Date;
  /** All its jobs are created by then. */
  readonly closesAt: Date;
  /** `assumed` where the plan ran later, and nobody looked whether it ran then. */
  readonly execution: 'seen' | 'assumed' | 'missed';
}

/** The schedules and executions of one plan, from successive readings. */
export interface PlanHistory {
  readonly plan: RestoreTestingPlan;
  readonly readAt: Date;
  /** The schedule, the time zone and the start window may have been others before: earlier starts were never promised. */
  readonly promisedSince: Date;
  /** Oldest first. */
  readonly executions: readonly SeenExecution[];
  /** The latest promised start whose start window had closed when the plan was last read. */
  readonly due?: Date | undefined;
  /** Newest first: `due`, and what came before it up to the latest that was not missed. */
  readonly closed: readonly ClosedStart[];
}

/** AWS's clocks for a start, an execution and its jobs need not agree. */
export const clockSlackMs = 60_000;
/** The delay that LastExecutionTime may have if no scheduled start says when the execution began. */
const unscheduledSlackMs = 3_600_000;
/** The last moment that a date can be. */
const never = new Date(8.64e15);
const mostClosedStarts = 50;
const mostExecutions = 200;

/** Adds a reading of a plan to what earlier ones showed. A plan that was deleted and made anew begins a new history. */
export function recordPlan(
  before: PlanHistory | undefined,
  plan: RestoreTestingPlan,
  readAt: Date,
): PlanHistory {
  const known = before !== undefined && isSamePlan(before.plan, plan) ? before : undefined;
  const schedule = scheduleOf(plan);
  const promised = { plan, readAt, promisedSince: promisedSince(known, plan, readAt) };
  const history = { ...promised, executions: withExecution(known?.executions ?? [], promised, schedule) };
  if (schedule === undefined) return { ...history, closed: unscheduledStarts(history) };
  const latest = schedule.dueAt(readAt, plan.startWindowMs);
  const due = latest && latest >= history.promisedSince ? latest : undefined;
  return { ...history, due, closed: closedStarts(history, schedule, due) };
}

/** Returns the latest LastExecutionTime that was seen; undefined if the plan has never run. */
export function latestExecution({ executions }: PlanHistory): Date | undefined {
  return executions.at(-1)?.executedAt;
}

function isSamePlan(one: RestoreTestingPlan, other: RestoreTestingPlan): boolean {
  return one.arn === other.arn && one.createdAt.getTime() === other.createdAt.getTime();
}

/**
 * LastUpdateTime moves with each change of a plan, and does not say of what. So it counts when a plan is first seen, and when
 * a reading shows another schedule, time zone or start window than the one before.
 */
function promisedSince(known: PlanHistory | undefined, plan: RestoreTestingPlan, readAt: Date): Date {
  const { createdAt, updatedAt = createdAt } = plan;
  if (known === undefined) return new Date(Math.max(createdAt.getTime(), updatedAt.getTime()));
  const hasChanged =
    known.plan.schedule !== plan.schedule ||
    known.plan.timezone !== plan.timezone ||
    known.plan.startWindowMs !== plan.startWindowMs;
  if (!hasChanged) return known.promisedSince;
  return updatedAt > known.readAt ? updatedAt : readAt;
}

function withExecution(
  known: readonly SeenExecution[],
  promised: Promised,
  schedule: PlanSchedule | undefined,
): SeenExecution[] {
  const latest = known.at(-1);
  const { lastExecutedAt } = promised.plan;
  const shownUntil = promised.readAt;
  if (latest === undefined || isLater(lastExecutedAt, latest.executedAt)) {
    const added = { ...(lastExecutedAt && attributed(lastExecutedAt, promised, schedule)), shownUntil };
    return [...known, added].slice(-mostExecutions);
  }
  // A view that lags behind takes no execution back, and says nothing about the time since.
  const isSame = lastExecutedAt?.getTime() === latest.executedAt?.getTime();
  return isSame ? [...known.slice(0, -1), { ...latest, shownUntil }] : [...known];
}

function isLater(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && (other === undefined || one > other);
}

/** An execution after its start window is a late one, unless the start was never promised. */
function attributed(
  executedAt: Date,
  { plan, promisedSince: since }: Promised,
  schedule: PlanSchedule | undefined,
) {
  const start = schedule?.previous(shifted(executedAt, clockSlackMs));
  const isInWindow = start && executedAt <= shifted(start, plan.startWindowMs + clockSlackMs);
  if (start !== undefined && (isInWindow || start >= since)) {
    return { executedAt, start, countedFrom: shifted(start, -clockSlackMs) };
  }
  return { executedAt, start: executedAt, countedFrom: shifted(executedAt, -unscheduledSlackMs) };
}

type Readings = Omit<PlanHistory, 'due' | 'closed'>;
type Promised = Omit<Readings, 'executions'>;

function closedStarts(history: Readings, schedule: PlanSchedule, due: Date | undefined): ClosedStart[] {
  const closed: ClosedStart[] = [];
  let next = (due && schedule.next(due)) ?? never;
  for (let start = due; start !== undefined; ) {
    if (start < history.promisedSince || closed.length === mostClosedStarts) break;
    const seen = history.executions.findLast((each) => each.start?.getTime() === start?.getTime());
    const execution = seen ? 'seen' : unseenExecution(history, start, next);
    const closesAt = closingOf(start, seen?.executedAt, history.plan.startWindowMs);
    closed.push({ start, countedFrom: shifted(start, -clockSlackMs), next, closesAt, execution });
    if (execution !== 'missed') return closed;
    next = start;
    start = schedule.previous(shifted(start, -1));
  }
  return [...closed, ...unscheduledStarts(history, closed.at(-1)?.start)];
}

function closingOf(start: Date, executedAt: Date | undefined, startWindowMs: number): Date {
  const closesAt = shifted(start, startWindowMs);
  return executedAt && executedAt > shifted(closesAt, clockSlackMs)
    ? shifted(executedAt, startWindowMs)
    : closesAt;
}

function unseenExecution({ plan, executions }: Readings, start: Date, next: Date): 'assumed' | 'missed' {
  const before = executions.findLast((seen) => seen.start === undefined || seen.start < start);
  const intervalMs = next.getTime() - start.getTime();
  const toleratedMs = Math.min(plan.startWindowMs, intervalMs / 4);
  const wasLookedAt = before !== undefined && before.shownUntil >= shifted(start, toleratedMs);
  return wasLookedAt ? 'missed' : 'assumed';
}

/** The latest execution before a moment, where its start was not promised or does not follow from the schedule. */
function unscheduledStarts({ plan, readAt, executions }: Readings, before: Date = readAt): ClosedStart[] {
  const closedBy = readAt.getTime() - plan.startWindowMs;
  const latest = executions.findLast(({ start }) => start && start < before && start.getTime() <= closedBy);
  if (latest?.start === undefined) return [];
  const { start, countedFrom = start } = latest;
  const closesAt = shifted(start, plan.startWindowMs);
  return [{ start, countedFrom, next: closesAt, closesAt, execution: 'seen' }];
}

function shifted(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
