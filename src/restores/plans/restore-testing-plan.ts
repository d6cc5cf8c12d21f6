import { groupKey } from '../jobs/job-group.js';
import type { RestoreJob } from '../jobs/restore-job.js';

/** A restore testing plan as AWS Backup describes it. */
export interface RestoreTestingPlan {
  readonly name: string;
  readonly arn: string;
  /** ScheduleExpression, as AWS gives it. */
  readonly schedule: string;
  /** ScheduleExpressionTimezone; `UTC` where AWS gives none. */
  readonly timezone: string;
  readonly startWindowMs: number;
  readonly createdAt: Date;
  readonly updatedAt?: Date | undefined;
  /** When it last ran; absent until it has run once. */
  readonly lastExecutedAt?: Date | undefined;
  readonly selections: readonly PlanSelection[];
  /** RecoveryPointSelection of GetRestoreTestingPlan; absent if it is not known, for want of a permission. */
  readonly recoveryPoints?: RecoveryPointSelection | undefined;
  /** The latest answer of AWS about it could not be used: it is as it was before. */
  readonly isStale?: true;
}

/** Which recovery points a plan restores: RecoveryPointSelection of GetRestoreTestingPlan. */
export interface RecoveryPointSelection {
  /** LATEST_WITHIN_WINDOW or RANDOM_WITHIN_WINDOW; `unknown` where AWS gives none. */
  readonly algorithm: string;
  /** ARNs, or `*`. */
  readonly includedVaults: readonly string[];
  readonly excludedVaults: readonly string[];
  /** SNAPSHOT, CONTINUOUS or both. */
  readonly types: readonly string[];
  /** The greatest age of a recovery point when the plan runs (SelectionWindowDays). */
  readonly windowMs: number;
}

/** A selection of a plan: what it restores of one resource type. */
export interface PlanSelection {
  readonly name: string;
  readonly resourceType: string;
  /** The time that AWS waits for a validation result before it deletes what was restored (ValidationWindowHours). */
  readonly validationWindowMs: number;
  /** The resources that it names; empty where it takes all of the type, or those with certain tags. */
  readonly resourceArns: readonly string[];
}

/** A resource that AWS Backup has backed up. */
export interface ProtectedResource {
  readonly arn: string;
  readonly resourceType: string;
  readonly name?: string | undefined;
  readonly lastBackupAt?: Date | undefined;
  readonly lastBackupVaultArn?: string | undefined;
}

/** The resource types that restore testing supports. */
export const testableResourceTypes = [
  'Aurora',
  'DocumentDB',
  'DynamoDB',
  'EBS',
  'EC2',
  'EFS',
  'FSx',
  'Neptune',
  'RDS',
  'S3',
] as const;

/** Looks up the validation window of a job's plan and resource type: the longest, where selections differ. */
export function validationWindows(
  plans: readonly RestoreTestingPlan[],
): (job: RestoreJob) => number | undefined {
  const windows = new Map<string, number>();
  for (const { name, selections } of plans) {
    for (const { resourceType, validationWindowMs } of selections) {
      const key = groupKey(name, resourceType);
      windows.set(key, Math.max(windows.get(key) ?? 0, validationWindowMs));
    }
  }
  return (job) => windows.get(groupKey(job.plan?.name ?? '', job.resourceType));
}

/**
 * Gives each job the name that AWS lists its plan by, found by the ARN of the plan. The name of a plan that is not
 * listed stays.
 */
export function withPlanNames(
  jobs: readonly RestoreJob[],
  plans: readonly RestoreTestingPlan[],
): readonly RestoreJob[] {
  const names = new Map(plans.map(({ arn, name }) => [arn, name]));
  return jobs.map((job) => {
    const name = job.plan && names.get(job.plan.arn);
    return job.plan === undefined || name === undefined || name === job.plan.name
      ? job
      : { ...job, plan: { arn: job.plan.arn, name } };
  });
}
