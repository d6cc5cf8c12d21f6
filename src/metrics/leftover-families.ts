import { type Leftover, leftoversOf } from '../restores/ledger/leftover.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';

const labels = ['restore_testing_plan', 'resource_type', 'created_resource_arn'] as const;

/** The families with a series of each resource that a test left behind: as many as the tests leave room for. */
export function leftoverFamilies(limit: number): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_restore_leftover_info',
      type: 'gauge',
      stability: 'experimental',
      help: 'Always 1, for each resource that a restore test created (CreatedResourceArn in ListRestoreJobs) and whose DeletionStatus is FAILED or DELETING, with the resource that was restored (SourceResourceArn) and why its deletion failed (DeletionStatusMessage); the reason is empty while the deletion goes on.',
      labels: [...labels, 'resource_arn', 'deletion_status', 'reason'],
      samples: (state) =>
        eachLeftover(state, limit, ({ sourceResourceArn = '', deletion, reason = '' }, own) => [
          [...own, sourceResourceArn, deletion, reason],
          1,
        ]),
    },
    {
      name: 'aws_backup_restore_leftover_restored_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      help: 'CompletionDate of the restore job that created the resource, since when it exists at the latest; its CreationDate where AWS gives none.',
      labels,
      samples: (state) => eachLeftover(state, limit, ({ restoredAt }, own) => [own, seconds(restoredAt)]),
    },
    {
      name: 'aws_backup_restore_leftover_size_bytes',
      type: 'gauge',
      stability: 'experimental',
      help: 'BackupSizeInBytes of the restore job that created the resource.',
      labels,
      samples: (state) =>
        eachLeftover(state, limit, ({ sizeBytes }, own) =>
          sizeBytes === undefined ? undefined : [own, sizeBytes],
        ),
    },
  ];
}

/** Counts the tests and leftovers of the target that are over the limit and have no series of their own. */
export function droppedOver(state: TargetState, limit: number): number {
  const wanted = currentTestsOf(state).length + leftoversOf(state.restores).length;
  return Math.max(0, wanted - limit);
}

/** Over the limit, tests are shown before leftovers. */
export function shownLeftovers(state: TargetState, limit: number): readonly Leftover[] {
  const room = Math.max(0, limit - currentTestsOf(state).length);
  return leftoversOf(state.restores).slice(0, room);
}

function* eachLeftover(
  state: TargetState,
  limit: number,
  sampleOf: (leftover: Leftover, labels: readonly string[]) => Sample | undefined,
): Iterable<Sample> {
  for (const leftover of shownLeftovers(state, limit)) {
    const { plan, resourceType, createdResourceArn } = leftover;
    const sample = sampleOf(leftover, [plan, resourceType, createdResourceArn]);
    if (sample !== undefined) yield sample;
  }
}
