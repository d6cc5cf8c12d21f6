import type { ProtectedResource, RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import { dailyPlan, hourMs, monday } from './a-restore-job.js';

/** The daily plan as AWS describes it, with one selection of databases. */
export function aPlan(fields: Partial<RestoreTestingPlan> = {}): RestoreTestingPlan {
  return {
    ...dailyPlan,
    schedule: 'cron(0 5 ? * * *)',
    timezone: 'UTC',
    startWindowMs: hourMs,
    createdAt: new Date(0),
    lastExecutedAt: monday,
    selections: [
      { name: 'databases', resourceType: 'RDS', validationWindowMs: 8 * hourMs, resourceArns: [] },
    ],
    ...fields,
  };
}

export function aResource(name: string, resourceType = 'RDS'): ProtectedResource {
  return { arn: `arn:aws:rds:eu-west-1:111122223333:db:${name}`, resourceType };
}
