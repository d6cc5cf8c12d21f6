import {
  type DeletionStatus,
  hasEnded,
  isDeletionOver,
  isValidationOver,
  type RestoreJob,
  type RestoreStatus,
  type ValidationStatus,
} from './restore-job.js';

export type EndedStatus = Extract<RestoreStatus, 'COMPLETED' | 'ABORTED' | 'FAILED'>;
export type EndedValidation = Extract<ValidationStatus, 'SUCCESSFUL' | 'FAILED' | 'TIMED_OUT'>;
export type EndedDeletion = Extract<DeletionStatus, 'SUCCESSFUL' | 'FAILED'>;

/** The upper bounds of the duration histogram's buckets. */
export const durationBoundsSeconds = [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400] as const;

export interface Histogram {
  /** How many observations fell below each bound and above the one before; the last is over every bound. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** What was counted of the jobs of one restore testing plan and resource type, each end once. */
export interface JobGroup {
  /** The plan's name; empty for on-demand restores. */
  readonly plan: string;
  readonly resourceType: string;
  readonly ended: Readonly<Record<EndedStatus, number>>;
  readonly validationsEnded: Readonly<Record<EndedValidation, number>>;
  readonly deletionsEnded: Readonly<Record<EndedDeletion, number>>;
  readonly durations: Histogram;
  readonly newestJobAt: Date;
}

export function groupKey(plan: string, resourceType: string): string {
  return `${plan}/${resourceType}`;
}

export function emptyGroup(first: {
  readonly plan: string;
  readonly resourceType: string;
  readonly createdAt: Date;
}): JobGroup {
  return {
    plan: first.plan,
    resourceType: first.resourceType,
    ended: { COMPLETED: 0, ABORTED: 0, FAILED: 0 },
    validationsEnded: { SUCCESSFUL: 0, FAILED: 0, TIMED_OUT: 0 },
    deletionsEnded: { SUCCESSFUL: 0, FAILED: 0 },
    durations: { counts: Array.from({ length: durationBoundsSeconds.length + 1 }, () => 0), sum: 0 },
    newestJobAt: first.createdAt,
  };
}

/** Counts what ended between two views of one job; returns the same group if nothing did. */
export function countEnds(group: JobGroup, before: RestoreJob | undefined, after: RestoreJob): JobGroup {
  let { ended, validationsEnded, deletionsEnded, durations } = group;
  if (isEndedStatus(after.status) && !(before && hasEnded(before.status))) {
    ended = { ...ended, [after.status]: ended[after.status] + 1 };
  }
  if (isEndedValidation(after.validation) && !(before && isValidationOver(before.validation))) {
    validationsEnded = { ...validationsEnded, [after.validation]: validationsEnded[after.validation] + 1 };
  }
  if (isEndedDeletion(after.deletion) && !(before && isDeletionOver(before.deletion))) {
    deletionsEnded = { ...deletionsEnded, [after.deletion]: deletionsEnded[after.deletion] + 1 };
  }
  const seconds = restoreSeconds(after);
  if (seconds !== undefined && (before === undefined || restoreSeconds(before) === undefined)) {
    durations = observe(durations, seconds);
  }
  const hasEnds =
    ended !== group.ended ||
    validationsEnded !== group.validationsEnded ||
    deletionsEnded !== group.deletionsEnded ||
    durations !== group.durations;
  return hasEnds ? { ...group, ended, validationsEnded, deletionsEnded, durations } : group;
}

/** How long a completed restore took; undefined where it has not completed, or AWS does not say when. */
export function restoreSeconds(
  job: Pick<RestoreJob, 'status' | 'completedAt' | 'createdAt'>,
): number | undefined {
  if (job.status !== 'COMPLETED' || job.completedAt === undefined) return undefined;
  return Math.max(0, (job.completedAt.getTime() - job.createdAt.getTime()) / 1000);
}

function observe(histogram: Histogram, value: number): Histogram {
  const index = durationBoundsSeconds.findIndex((bound) => value <= bound);
  const bucket = index < 0 ? durationBoundsSeconds.length : index;
  return {
    counts: histogram.counts.map((count, at) => (at === bucket ? count + 1 : count)),
    sum: histogram.sum + value,
  };
}

function isEndedStatus(status: RestoreStatus): status is EndedStatus {
  return hasEnded(status);
}

function isEndedValidation(validation: ValidationStatus): validation is EndedValidation {
  return isValidationOver(validation);
}

function isEndedDeletion(deletion: DeletionStatus): deletion is EndedDeletion {
  return isDeletionOver(deletion);
}
