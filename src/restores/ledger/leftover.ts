import type { RestoreJob } from '../jobs/restore-job.js';
import type { RestoreLedger } from './ledger.js';

/** The reasons of a failed deletion of what a test restored: the closed set that DeletionStatusMessage is mapped to. */
export const deletionFailureReasons = [
  'tag_missing',
  'access_denied',
  'deletion_protection',
  'in_use',
  'not_empty',
  'not_found',
  'other',
] as const;

export type DeletionFailureReason = (typeof deletionFailureReasons)[number];

/** A resource that a restore test created and that AWS Backup has not deleted. */
export interface Leftover {
  readonly jobId: string;
  readonly plan: string;
  readonly resourceType: string;
  /** CreatedResourceArn, never the resource that was backed up. */
  readonly createdResourceArn: string;
  readonly sourceResourceArn: string | undefined;
  readonly deletion: 'DELETING' | 'FAILED';
  /** Undefined while the deletion goes on. */
  readonly reason: DeletionFailureReason | undefined;
  /** CompletionDate of the restore; its CreationDate where AWS gives none. */
  readonly restoredAt: Date;
  readonly sizeBytes: number | undefined;
}

const reasonByMessage: readonly (readonly [RegExp, DeletionFailureReason])[] = [
  [/access ?denied|not authorized|unauthorized|explicit deny|permission/i, 'access_denied'],
  [/\btags?\b/i, 'tag_missing'],
  [/(deletion|termination) ?protect|protected (from|against) (deletion|termination)/i, 'deletion_protection'],
  [/not empty|still contains/i, 'not_empty'],
  [/dependen|in use|attached|has mount targets|associated|invalid\w*state|not in .*\bstate\b/i, 'in_use'],
  [/not ?found|(does not|doesn't) exist/i, 'not_found'],
];

export function deletionFailureReason(message = ''): DeletionFailureReason {
  return reasonByMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}

const leftoversByLedger = new WeakMap<RestoreLedger, readonly Leftover[]>();

/** The leftovers of the jobs that the ledger knows, failed deletions first, then the newest. Cached by the ledger. */
export function leftoversOf(ledger: RestoreLedger): readonly Leftover[] {
  const known = leftoversByLedger.get(ledger);
  if (known !== undefined) return known;
  const byArn = new Map<string, Leftover>();
  for (const job of ledger.jobs.values()) {
    const leftover = leftoverOf(job, ledger.lookbackStart);
    const other = leftover && byArn.get(leftover.createdResourceArn);
    if (leftover !== undefined && (other === undefined || other.restoredAt < leftover.restoredAt)) {
      byArn.set(leftover.createdResourceArn, leftover);
    }
  }
  const found = [...byArn.values()].toSorted(
    (a, b) =>
      Number(a.deletion === 'DELETING') - Number(b.deletion === 'DELETING') ||
      b.restoredAt.getTime() - a.restoredAt.getTime(),
  );
  leftoversByLedger.set(ledger, found);
  return found;
}

/**
 * Returns the leftover of a job: of a deletion that goes on, however old it is, and of one that failed, within the
 * look-back.
 */
function leftoverOf(job: RestoreJob, lookbackStart: Date): Leftover | undefined {
  const { deletion, plan, createdResourceArn, sourceResourceArn } = job;
  if (deletion !== 'DELETING' && deletion !== 'FAILED') return undefined;
  if (deletion === 'FAILED' && job.createdAt < lookbackStart) return undefined;
  if (plan === undefined || createdResourceArn === undefined) return undefined;
  if (createdResourceArn === sourceResourceArn) return undefined;
  return {
    jobId: job.id,
    plan: plan.name,
    resourceType: job.resourceType,
    createdResourceArn,
    sourceResourceArn,
    deletion,
    reason: deletion === 'FAILED' ? deletionFailureReason(job.deletionMessage) : undefined,
    restoredAt: job.completedAt ?? job.createdAt,
    sizeBytes: job.sizeBytes,
  };
}
