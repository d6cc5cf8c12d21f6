import type { RestoreLedger } from './ledger.js';
import type { RestoreTestingPlan } from './restore-testing-plan.js';

/** The latest execution of a plan and how many restore jobs it has created so far. */
export interface PlanExecution {
  readonly executedAt: Date;
  readonly jobs: number;
}

/** AWS's clocks for an execution and for its jobs need not agree. */
export const clockSlackMs = 60_000;

/**
 * Counts the jobs of each plan's latest execution. An execution that is older than the look-back keeps the count
 * that was seen while its jobs were still listed; without one it is left out, since no jobs would look like none.
 */
export function countExecutions(
  plans: readonly RestoreTestingPlan[],
  ledger: RestoreLedger,
  known: ReadonlyMap<string, PlanExecution>,
): ReadonlyMap<string, PlanExecution> {
  const executions = new Map<string, PlanExecution>();
  for (const { name, lastExecutedAt: executedAt } of plans) {
    if (executedAt === undefined || ledger.listedAt === undefined) continue;
    const before = known.get(name);
    const isListed = executedAt >= ledger.lookbackStart && ledger.listedAt >= executedAt;
    if (isListed) executions.set(name, { executedAt, jobs: jobsSince(ledger, name, executedAt) });
    else if (before?.executedAt.getTime() === executedAt.getTime()) executions.set(name, before);
  }
  return executions;
}

function jobsSince(ledger: RestoreLedger, plan: string, executedAt: Date): number {
  const since = executedAt.getTime() - clockSlackMs;
  let count = 0;
  for (const job of ledger.jobs.values()) {
    if (job.plan?.name === plan && job.createdAt.getTime() >= since) count++;
  }
  return count;
}
