import * as z from 'zod';
import { explainVerdict } from '../restores/jobs/explain-verdict.js';
import { testFailureReason, testFailureReasons } from '../restores/jobs/failure-reason.js';
import { restoreSeconds } from '../restores/jobs/job-group.js';
import { restoreIssueOf } from '../restores/jobs/restore-issue.js';
import {
  deletionStatuses,
  type RestoreJob,
  restoreIssues,
  restoreStatuses,
  validationStatuses,
} from '../restores/jobs/restore-job.js';
import { verdictOf, verdicts } from '../restores/jobs/verdict.js';
import { timestamp, timestampOf } from './timestamp.js';

/** One restore job: the verdict, the reason, and each field by AWS's name; a field is absent if AWS does not give it. */
export const restoreJobView = z.object({
  verdict: z.enum(verdicts),
  why: z.string(),
  failureReason: z.enum(testFailureReasons).optional(),
  issue: z.enum(restoreIssues).optional(),
  restoreJobId: z.string(),
  accountId: z.string().optional(),
  /** Absent for an on-demand restore. */
  restoreTestingPlan: z.string().optional(),
  restoreTestingPlanArn: z.string().optional(),
  resourceType: z.string(),
  sourceResourceArn: z.string().optional(),
  status: z.enum(restoreStatuses),
  statusMessage: z.string().optional(),
  percentDone: z.string().optional(),
  creationDate: timestamp,
  completionDate: timestamp.optional(),
  durationSeconds: z.number().optional(),
  expectedCompletionTimeMinutes: z.number().optional(),
  validationStatus: z.enum(validationStatuses),
  validationStatusMessage: z.string().optional(),
  deletionStatus: z.enum(deletionStatuses),
  deletionStatusMessage: z.string().optional(),
  recoveryPointArn: z.string().optional(),
  recoveryPointCreationDate: timestamp.optional(),
  backupVaultArn: z.string().optional(),
  backupSizeInBytes: z.number().optional(),
  createdResourceArn: z.string().optional(),
  iamRoleArn: z.string().optional(),
  isParent: z.boolean(),
  parentJobId: z.string().optional(),
  /** The parts of a composite restore, each as in `1A2B… EBS COMPLETED`. */
  childJobs: z.array(z.string()).optional(),
});

export type RestoreJobView = z.infer<typeof restoreJobView>;

/** Returns the view of a job at a moment. Without `validationWindowMs`, the longest validation window counts. */
export function restoreJobViewOf(
  job: RestoreJob,
  now: Date,
  { children = [], validationWindowMs }: RestoreJobContext = {},
): RestoreJobView {
  const verdict = verdictOf(job, now, validationWindowMs);
  return {
    verdict,
    why: explainVerdict(job, now, validationWindowMs),
    failureReason: testFailureReason(job, verdict),
    issue: restoreIssueOf(job),
    restoreJobId: job.id,
    accountId: job.accountId,
    restoreTestingPlan: job.plan?.name,
    restoreTestingPlanArn: job.plan?.arn,
    resourceType: job.resourceType,
    sourceResourceArn: job.sourceResourceArn,
    status: job.status,
    statusMessage: job.statusMessage,
    percentDone: job.percentDone,
    creationDate: timestampOf(job.createdAt),
    completionDate: timestampOf(job.completedAt),
    durationSeconds: restoreSeconds(job),
    expectedCompletionTimeMinutes: job.expectedCompletionMinutes,
    validationStatus: job.validation,
    validationStatusMessage: job.validationMessage,
    deletionStatus: job.deletion,
    deletionStatusMessage: job.deletionMessage,
    recoveryPointArn: job.recoveryPointArn,
    recoveryPointCreationDate: timestampOf(job.recoveryPointCreatedAt),
    backupVaultArn: job.backupVaultArn,
    backupSizeInBytes: job.sizeBytes,
    createdResourceArn: job.createdResourceArn,
    iamRoleArn: job.iamRoleArn,
    isParent: job.isParent,
    parentJobId: job.parentJobId,
    ...(children.length > 0 && { childJobs: children.map(describeChild).toSorted() }),
  };
}

export interface RestoreJobContext {
  readonly children?: readonly RestoreJob[];
  readonly validationWindowMs?: number | undefined;
}

function describeChild({ id, resourceType, status }: RestoreJob): string {
  return `${id} ${resourceType} ${status}`;
}
