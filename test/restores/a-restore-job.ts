import type { RestoreJob, RestoreTestingPlanRef } from '../../src/restores/jobs/restore-job.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** When the jobs of these tests are created, where they do not say. */
export const monday = new Date('2026-03-02T05:00:00.000Z');

export function later(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms);
}

export const dailyPlan: RestoreTestingPlanRef = {
  arn: 'arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:daily-0f1e2d3c',
  name: 'daily',
};

/** An on-demand restore that has completed after an hour, as the ledger keeps it. */
export function aRestoreJob(fields: Partial<RestoreJob> = {}): RestoreJob {
  const createdAt = fields.createdAt ?? monday;
  return {
    id: 'job-1',
    createdAt,
    status: 'COMPLETED',
    completedAt: later(createdAt, hourMs),
    resourceType: 'RDS',
    validation: 'NONE',
    deletion: 'NONE',
    plan: undefined,
    isParent: false,
    ...fields,
  };
}

/** A job of the daily plan that restores one database. */
export function aRestoreTest(fields: Partial<RestoreJob> = {}): RestoreJob {
  return aRestoreJob({
    plan: dailyPlan,
    sourceResourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:ledger',
    ...fields,
  });
}

/** The same, not yet over. */
export function anOpenTest(fields: Partial<RestoreJob> = {}): RestoreJob {
  return aRestoreTest({ status: 'RUNNING', completedAt: undefined, ...fields });
}
