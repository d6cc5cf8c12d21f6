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
  /** Counts of the observations below each bound and above the one before; the last is over every bound. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** The totals of the jobs of one restore testing plan and resource type, each end once. */
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

/** The ends of a job: each part that ended, with its status. */
export interface JobEnds {
  readonly status?: EndedStatus;
  readonly validation?: EndedValidation;
  readonly deletion?: EndedDeletion;
  /** The duration of a restore that completed. */
  readonly seconds?: number;
}

/** Returns what ended between two views of one job. */
export function endsBetween(before: RestoreJob | undefined, after: RestoreJob): JobEnds {
  const { status, validation, deletion } = after;
  const seconds = restoreSeconds(after);
  const isTimed = before !== undefined && restoreSeconds(before) !== undefined;
  return {
    ...(isEndedStatus(status) && !(before && hasEnded(before.status)) && { status }),
    ...(isEndedValidation(validation) && !(before && isValidationOver(before.validation)) && { validation }),
    ...(isEndedDeletion(deletion) && !(before && isDeletionOver(before.deletion)) && { deletion }),
    ...(seconds !== undefined && !isTimed && { seconds }),
  };
}

/** Counts what ended; returns the same group if nothing did. */
export function countEnds(group: JobGroup, ends: JobEnds): JobGroup {
  const { status, validation, deletion, seconds } = ends;
  if (Object.keys(ends).length === 0) return group;
  return {
    ...group,
    ...(status && { ended: oneMore(group.ended, status) }),
    ...(validation && { validationsEnded: oneMore(group.validationsEnded, validation) }),
    ...(deletion && { deletionsEnded: oneMore(group.deletionsEnded, deletion) }),
    ...(seconds !== undefined && { durations: observe(group.durations, seconds) }),
  };
}

function oneMore<Key extends string>(counts: Readonly<Record<Key, number>>, key: Key): Record<Key, number> {
  return { ...counts, [key]: counts[key] + 1 };
}

/**
 * Returns CompletionDate minus CreationDate of a completed restore in seconds; undefined if it has not completed, or
 * AWS gives no CompletionDate.
 */
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
