import { failureReasons } from '../targets/call-failure.js';
import {
  currentFailure,
  hasBeenTried,
  heardSources,
  isHeard,
  type TargetState,
} from '../targets/target-state.js';
import { type Family, seconds } from './family.js';
import { droppedOver } from './leftover-families.js';

/**
 * The families of how well each target is read. `limit` caps the resources of a target that have series of their own.
 */
export function targetFamilies(limit: number): readonly Family<TargetState>[] {
  return [
    {
      name: 'restore_test_monitor_target_up',
      type: 'gauge',
      stability: 'stable',
      help: '1 when the latest reading of every source of the target succeeded, 0 when one failed; the series of the target then keep their last good values. A source that the account and region do not have is no failure.',
      labels: [],
      *samples(state) {
        if (hasBeenTried(state)) yield [[], currentFailure(state) ? 0 : 1];
      },
    },
    {
      name: 'restore_test_monitor_target_failure_reason',
      type: 'gauge',
      stability: 'experimental',
      help: 'Why the latest reading of the target failed: 1 for the reason that holds, 0 for the others.',
      labels: ['reason'],
      *samples(state) {
        if (!hasBeenTried(state)) return;
        const current = currentFailure(state)?.reason;
        for (const reason of failureReasons) yield [[reason], reason === current ? 1 : 0];
      },
    },
    {
      name: 'restore_test_monitor_target_last_success_timestamp_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'When each source of the target was last read to the end: jobs (ListRestoreJobs, DescribeRestoreJob), plans (ListRestoreTestingPlans and what belongs to it), resources (ListProtectedResources, DescribeProtectedResource), summaries (ListRestoreJobSummaries) or tags (GetResources); 0 when never.',
      labels: ['source'],
      *samples(state) {
        for (const source of heardSources(state)) {
          if (!state.sources[source]?.isUnavailable) yield [[source], seconds(state.knownAt[source])];
        }
      },
    },
    {
      name: 'restore_test_monitor_target_source_unavailable',
      type: 'gauge',
      stability: 'experimental',
      help: '1 for a source (plans, resources, summaries, tags) that the account and region do not have, as AWS says, which is no failure of the target; 0 for one that they have. It is asked for again on its schedule.',
      labels: ['source'],
      *samples(state) {
        for (const source of heardSources(state)) {
          if (source !== 'jobs') yield [[source], state.sources[source]?.isUnavailable ? 1 : 0];
        }
      },
    },
    {
      name: 'restore_test_monitor_target_poll_duration_seconds',
      type: 'gauge',
      stability: 'stable',
      help: 'How long the latest reading of the restore jobs of the target took.',
      labels: [],
      *samples({ sources }) {
        if (sources.jobs) yield [[], sources.jobs.durationSeconds];
      },
    },
    {
      name: 'restore_test_monitor_resources_dropped',
      type: 'gauge',
      stability: 'stable',
      help: 'Tested resources and leftovers of the target that have no series of their own because of the configured limit; leftovers are dropped first.',
      labels: [],
      *samples(state) {
        yield [[], droppedOver(state, limit)];
      },
    },
    {
      name: 'restore_test_monitor_target_unconfirmed_omissions',
      type: 'gauge',
      stability: 'experimental',
      help: 'Plans and selections (source plans: ListRestoreTestingPlans, ListRestoreTestingSelections), protected resources (source resources: ListProtectedResources) or tagged resources (source tags: GetResources) that the latest reading left out and that are kept until further readings confirm that they are gone.',
      labels: ['source'],
      *samples(state) {
        const { plans, selections, resources, tags } = state.omissions;
        if (isHeard(state, 'plans')) yield [['plans'], plans.size + selections.size];
        if (isHeard(state, 'resources')) yield [['resources'], resources.size];
        if (isHeard(state, 'tags')) yield [['tags'], tags.size];
      },
    },
  ];
}
