import { lastSuccessAt } from '../restores/coverage/objective.js';
import { verdicts } from '../restores/jobs/verdict.js';
import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import { medianSizeBefore } from '../restores/latest-tests/restored-sizes.js';
import type { ProofIndex } from '../targets/proof-index.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import { type Family, type Sample, type Stability, seconds } from './family.js';

const testLabels = ['restore_testing_plan', 'resource_type', 'resource_arn'] as const;
const finalVerdicts = verdicts.filter((verdict) => verdict !== 'pending');

/** The families with a series of each tested resource, at most `limit` resources of a target. */
export function restoreTestFamilies(
  limit: number,
  { objectiveOf }: ProofIndex,
): readonly Family<TargetState>[] {
  const gauge = (
    name: string,
    stability: Stability,
    help: string,
    valueFrom: (test: LatestTest) => number | undefined,
  ): Family<TargetState> => ({
    name,
    type: 'gauge',
    stability,
    help,
    labels: testLabels,
    samples: (state) =>
      eachTest(state, limit, function* (test, labels) {
        const value = valueFrom(test);
        if (value !== undefined) yield [labels, value];
      }),
  });
  return [
    {
      name: 'aws_backup_restore_test_last_result',
      type: 'gauge',
      stability: 'stable',
      help: 'Verdict of the latest ended test of the protected resource (SourceResourceArn), from Status, StatusMessage and ValidationStatus: 1 for the verdict that holds, 0 for the others.',
      labels: [...testLabels, 'verdict'],
      samples: (state) =>
        eachTest(state, limit, function* ({ ended }, labels) {
          if (ended === undefined) return;
          for (const verdict of finalVerdicts)
            yield [[...labels, verdict], ended.verdict === verdict ? 1 : 0];
        }),
    },
    gauge(
      'aws_backup_restore_test_last_end_timestamp_seconds',
      'stable',
      'CompletionDate of the latest ended test of the protected resource; its CreationDate where AWS gives none.',
      ({ ended }) => ended && seconds(ended.endedAt),
    ),
    {
      name: 'aws_backup_restore_test_last_success_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      isVersioned: true,
      help: 'CompletionDate of the latest test of the protected resource that passed or, where its objective does not require validation, that restored without being validated; an incomplete restore (partial, empty) counts only where the objective accepts it; 0 when none was seen.',
      labels: testLabels,
      samples: (state) =>
        eachTest(state, limit, function* (test, labels) {
          if (test.ended) yield [labels, seconds(lastSuccessAt(test, objectiveOf(state, test)))];
        }),
    },
    {
      name: 'aws_backup_restore_test_objective_info',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The name of the configured objective that holds for the tests of the protected resource by the plan: 1; no series where none holds or where it has no name.',
      labels: [...testLabels, 'objective'],
      samples: (state) =>
        eachTest(state, limit, function* (test, labels) {
          const name = objectiveOf(state, test)?.name;
          if (name !== undefined) yield [[...labels, name], 1];
        }),
    },
    gauge(
      'aws_backup_restore_test_last_duration_seconds',
      'stable',
      'CompletionDate minus CreationDate of the latest test of the protected resource whose restore completed.',
      ({ completed }) => completed?.durationSeconds,
    ),
    gauge(
      'aws_backup_restore_test_last_restored_timestamp_seconds',
      'stable',
      'CompletionDate of the latest test of the protected resource whose restore has completed, whatever became of later tests; its duration, recovery point and size are shown beside.',
      ({ completed }) => completed && seconds(completed.completedAt),
    ),
    gauge(
      'aws_backup_restore_test_last_recovery_point_timestamp_seconds',
      'stable',
      'RecoveryPointCreationDate of what the latest test of the protected resource restored.',
      ({ completed }) => completed?.recoveryPointCreatedAt && seconds(completed.recoveryPointCreatedAt),
    ),
    gauge(
      'aws_backup_restore_test_last_restored_bytes',
      'stable',
      'BackupSizeInBytes of what the latest test of the protected resource restored.',
      ({ completed }) => completed?.sizeBytes,
    ),
    gauge(
      'aws_backup_restore_test_previous_median_restored_bytes',
      'experimental',
      'Median of BackupSizeInBytes of up to five tests of the protected resource before the latest one that restored; no series where there was none.',
      ({ completed, restoredSizes }) => completed && medianSizeBefore(restoredSizes, completed.createdAt),
    ),
    {
      name: 'aws_backup_restore_test_last_failure_reason',
      type: 'gauge',
      stability: 'stable',
      help: 'Why the latest ended test of the protected resource failed, from StatusMessage: 1 for the reason, no series where it did not fail.',
      labels: [...testLabels, 'reason'],
      samples: (state) =>
        eachTest(state, limit, function* ({ ended }, labels) {
          if (ended?.failureReason !== undefined) yield [[...labels, ended.failureReason], 1];
        }),
    },
    {
      name: 'aws_backup_restore_test_last_issue',
      type: 'gauge',
      stability: 'experimental',
      help: 'What StatusMessage says of the latest ended test of the protected resource though its Status is COMPLETED: 1 for the issue, no series where AWS gives no message.',
      labels: [...testLabels, 'issue'],
      samples: (state) =>
        eachTest(state, limit, function* ({ ended }, labels) {
          if (ended?.issue !== undefined) yield [[...labels, ended.issue], 1];
        }),
    },
  ];
}

function* eachTest(
  state: TargetState,
  limit: number,
  samplesOf: (test: LatestTest, labels: readonly string[]) => Iterable<Sample>,
): Iterable<Sample> {
  for (const test of shownTests(state, limit)) {
    yield* samplesOf(test, [test.plan, test.resourceType, test.resourceArn]);
  }
}

/** Over the limit, what failed is shown before what did not, and what was tested last before the rest. */
export function shownTests(state: TargetState, limit: number): readonly LatestTest[] {
  const tests = currentTestsOf(state);
  if (tests.length <= limit) return tests;
  return tests
    .toSorted((a, b) => Number(hasFailed(b)) - Number(hasFailed(a)) || endOf(b) - endOf(a))
    .slice(0, limit);
}

function hasFailed({ ended }: LatestTest): boolean {
  return ended?.failureReason !== undefined;
}

function endOf({ ended, completed }: LatestTest): number {
  return (ended ?? completed)?.createdAt.getTime() ?? 0;
}
