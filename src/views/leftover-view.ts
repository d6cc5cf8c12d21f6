import * as z from 'zod';
import { deletionFailureReasons, leftoversOf } from '../restores/ledger/leftover.js';
import { type AcceptedGaps, noGaps } from '../targets/accepted-gaps.js';
import type { TargetState } from '../targets/target-state.js';
import { exceptionView, exceptionViewOf } from './exception-view.js';
import { place, placeOf } from './place.js';
import { timestamp, timestampOf } from './timestamp.js';

/** A resource that a restore test created and that AWS Backup has not deleted. */
export const leftoverView = z.object({
  ...place.shape,
  restoreJobId: z.string(),
  restoreTestingPlan: z.string(),
  resourceType: z.string(),
  /** Identifies the leftover in its account and region. */
  createdResourceArn: z.string(),
  /** The resource that was backed up, never the one to delete. */
  sourceResourceArn: z.string().optional(),
  deletionStatus: z.enum(['DELETING', 'FAILED']),
  /** The class of AWS's message; absent while the deletion goes on, as the message. */
  reason: z.enum(deletionFailureReasons).optional(),
  deletionStatusMessage: z.string().optional(),
  /** CompletionDate of the restore; its CreationDate where AWS gives none. */
  restoredAt: timestamp,
  sizeBytes: z.number().optional(),
  /** Absent if no exception holds for the leftover. */
  exception: exceptionView.optional(),
});

export type LeftoverView = z.infer<typeof leftoverView>;

export function leftoverViewsOf(state: TargetState, gaps: AcceptedGaps = noGaps): LeftoverView[] {
  const { target, restores } = state;
  return leftoversOf(restores).map((leftover) => ({
    ...placeOf(target),
    restoreJobId: leftover.jobId,
    restoreTestingPlan: leftover.plan,
    resourceType: leftover.resourceType,
    createdResourceArn: leftover.createdResourceArn,
    sourceResourceArn: leftover.sourceResourceArn,
    deletionStatus: leftover.deletion,
    reason: leftover.reason,
    deletionStatusMessage: restores.jobs.get(leftover.jobId)?.deletionMessage,
    restoredAt: timestampOf(leftover.restoredAt),
    sizeBytes: leftover.sizeBytes,
    exception: exceptionViewOf(gaps.ofLeftover(state, leftover)),
  }));
}
