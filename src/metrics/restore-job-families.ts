import { durationBoundsSeconds, groupKey, type JobGroup } from '../restores/jobs/job-group.js';
import {
  deletionStatuses,
  type RestoreJob,
  restoreStatuses,
  validationStatuses,
} from '../restores/jobs/restore-job.js';
import type { RestoreLedger } from '../restores/ledger/ledger.js';
import type { TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';

const groupLabels = ['restore_testing_plan', 'resource_type'] as const;

const stages = {
  restore: (job) => job.status === 'PENDING' || job.status === 'RUNNING' || job.status === 'unknown',
  validation: (job) => job.validation === 'VALIDATING',
  deletion: (job) => job.deletion === 'DELETING',
} satisfies Record<string, (job: RestoreJob) => boolean>;

export const restoreJobFamilies: readonly Family<TargetState>[] = [
  {
    name: 'aws_backup_restore_jobs',
    type: 'gauge',
    stability: 'stable',
    help: 'Restore jobs created within the look-back, by the Status that ListRestoreJobs gives; restore_testing_plan is empty for on-demand restores.',
    labels: [...groupLabels, 'status'],
    samples: ({ restores }) => countBy(restores, restoreStatuses, (job) => job.status),
  },
  {
    name: 'aws_backup_restore_job_validations',
    type: 'gauge',
    stability: 'stable',
    help: 'Restore jobs created within the look-back, by the ValidationStatus that ListRestoreJobs gives; NONE where it is absent.',
    labels: [...groupLabels, 'validation_status'],
    samples: ({ restores }) => countBy(restores, validationStatuses, (job) => job.validation),
  },
  {
    name: 'aws_backup_restore_job_deletions',
    type: 'gauge',
    stability: 'stable',
    help: 'Restore jobs created within the look-back, by the DeletionStatus that ListRestoreJobs gives; NONE where it is absent.',
    labels: [...groupLabels, 'deletion_status'],
    samples: ({ restores }) => countBy(restores, deletionStatuses, (job) => job.deletion),
  },
  {
    name: 'aws_backup_restore_leftover_bytes',
    type: 'gauge',
    stability: 'stable',
    help: 'Sum of BackupSizeInBytes of the restore jobs created within the look-back whose DeletionStatus in ListRestoreJobs is FAILED: what they restored was left behind.',
    labels: groupLabels,
    samples: ({ restores }) => leftoverBytes(restores),
  },
  {
    name: 'aws_backup_restore_jobs_ended_total',
    type: 'counter',
    stability: 'stable',
    help: 'Restore jobs seen to end since the first poll of the target, each once, by the Status that ListRestoreJobs or DescribeRestoreJob gives.',
    labels: [...groupLabels, 'status'],
    samples: ({ restores }) => totals(restores, (group) => group.ended),
  },
  {
    name: 'aws_backup_on_demand_restore_last_failure_timestamp_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'CompletionDate of the latest on-demand restore job created within the look-back that ended as the Status, from ListRestoreJobs; its CreationDate where AWS gives none; 0 when there is none.',
    labels: ['resource_type', 'status'],
    samples: ({ restores }) => lastFailuresOnDemand(restores),
  },
  {
    name: 'aws_backup_restore_validations_ended_total',
    type: 'counter',
    stability: 'stable',
    help: 'Validations of restore tests seen to end since the first poll of the target, each once, by the ValidationStatus that ListRestoreJobs or DescribeRestoreJob gives.',
    labels: [...groupLabels, 'validation_status'],
    samples: ({ restores }) => totals(restores, (group) => group.validationsEnded),
  },
  {
    name: 'aws_backup_restore_deletions_ended_total',
    type: 'counter',
    stability: 'stable',
    help: 'Deletions of what restore tests created seen to end since the first poll of the target, each once, by the DeletionStatus that ListRestoreJobs or DescribeRestoreJob gives.',
    labels: [...groupLabels, 'deletion_status'],
    samples: ({ restores }) => totals(restores, (group) => group.deletionsEnded),
  },
  {
    name: 'aws_backup_restore_duration_seconds',
    type: 'histogram',
    stability: 'stable',
    help: 'CompletionDate minus CreationDate of the restore jobs seen to complete since the first poll of the target, each once.',
    labels: groupLabels,
    *samples({ restores }) {
      for (const { plan, resourceType, durations } of restores.groups.values()) {
        yield { labels: [plan, resourceType], bounds: durationBoundsSeconds, ...durations };
      }
    },
  },
  {
    name: 'aws_backup_restore_oldest_unfinished_timestamp_seconds',
    type: 'gauge',
    stability: 'stable',
    help: 'CreationDate of the oldest restore job that is still in the stage: restore (Status), validation (ValidationStatus VALIDATING) or deletion (DeletionStatus DELETING); 0 when none is.',
    labels: [...groupLabels, 'stage'],
    samples: ({ restores }) => oldestUnfinished(restores),
  },
];

function* countBy<Status extends string>(
  ledger: RestoreLedger,
  statuses: readonly Status[],
  statusOf: (job: RestoreJob) => Status,
): Iterable<Sample> {
  const counts = new Map<string, Map<Status, number>>();
  for (const key of ledger.groups.keys()) counts.set(key, new Map());
  for (const job of ledger.jobs.values()) {
    if (job.createdAt < ledger.lookbackStart) continue;
    const group = counts.get(keyOf(job));
    group?.set(statusOf(job), (group.get(statusOf(job)) ?? 0) + 1);
  }
  for (const [key, { plan, resourceType }] of ledger.groups) {
    for (const status of statuses) yield [[plan, resourceType, status], counts.get(key)?.get(status) ?? 0];
  }
}

function* leftoverBytes(ledger: RestoreLedger): Iterable<Sample> {
  const bytes = new Map<string, number>();
  for (const job of ledger.jobs.values()) {
    if (job.deletion !== 'FAILED' || job.createdAt < ledger.lookbackStart) continue;
    bytes.set(keyOf(job), (bytes.get(keyOf(job)) ?? 0) + (job.sizeBytes ?? 0));
  }
  for (const [key, { plan, resourceType }] of ledger.groups)
    yield [[plan, resourceType], bytes.get(key) ?? 0];
}

const failedStatuses = ['FAILED', 'ABORTED'] as const;

function* lastFailuresOnDemand(ledger: RestoreLedger): Iterable<Sample> {
  const latest = new Map<string, Date>();
  for (const job of ledger.jobs.values()) {
    if (job.plan !== undefined || job.createdAt < ledger.lookbackStart) continue;
    const key = `${job.status}/${job.resourceType}`;
    const endedAt = job.completedAt ?? job.createdAt;
    if (endedAt > (latest.get(key) ?? 0)) latest.set(key, endedAt);
  }
  for (const { plan, resourceType } of ledger.groups.values()) {
    if (plan !== '') continue;
    for (const status of failedStatuses) {
      yield [[resourceType, status], seconds(latest.get(`${status}/${resourceType}`))];
    }
  }
}

function* totals(
  ledger: RestoreLedger,
  countsOf: (group: JobGroup) => Readonly<Record<string, number>>,
): Iterable<Sample> {
  for (const group of ledger.groups.values()) {
    for (const [status, count] of Object.entries(countsOf(group))) {
      yield [[group.plan, group.resourceType, status], count];
    }
  }
}

function* oldestUnfinished(ledger: RestoreLedger): Iterable<Sample> {
  const oldest = new Map<string, Date>();
  for (const job of ledger.jobs.values()) {
    for (const [stage, isInStage] of Object.entries(stages)) {
      const key = `${stage}/${keyOf(job)}`;
      const known = oldest.get(key);
      if (isInStage(job) && (known === undefined || job.createdAt < known)) oldest.set(key, job.createdAt);
    }
  }
  for (const [key, { plan, resourceType }] of ledger.groups) {
    for (const stage of Object.keys(stages)) {
      yield [[plan, resourceType, stage], seconds(oldest.get(`${stage}/${key}`))];
    }
  }
}

function keyOf(job: RestoreJob): string {
  return groupKey(job.plan?.name ?? '', job.resourceType);
}
