import { coverageOf, type ResourceCoverage, resourcesToTest } from '../restores/coverage.js';
import { type Objective, testIntervalMs } from '../restores/objective.js';
import type { TargetState } from '../targets/target-state.js';
import { type Family, type Sample, seconds } from './family.js';

export interface CoverageSettings {
  readonly objectives: readonly Objective[];
  /** Whether each resource has series of its own, and of how many in a target. */
  readonly perResource: { readonly enabled: boolean; readonly limit: number };
}

export function coverageFamilies({ objectives, perResource }: CoverageSettings): Family<TargetState>[] {
  const coverage = coverageByState(objectives);
  const families: Family<TargetState>[] = [
    {
      name: 'aws_backup_protected_resources',
      type: 'gauge',
      help: 'Protected resources of ListProtectedResources, and resources that a restore testing selection names (ProtectedResourceArns), by resource type; only types that restore testing supports.',
      labels: ['resource_type'],
      samples: (state) => countByType(coverage(state), () => true),
    },
    {
      name: 'aws_backup_protected_resources_tested',
      type: 'gauge',
      help: 'Resources of ListProtectedResources, and of ProtectedResourceArns, with a successful restore test that is recent enough for the objectives of the resource type; ever, where it has none.',
      labels: ['resource_type'],
      samples: (state) => countByType(coverage(state), (resource) => resource.isTested),
    },
    {
      name: 'aws_backup_protected_resource_test_interval_max_seconds',
      type: 'gauge',
      help: 'The configured longest time between two successful tests of a resource of the type, whatever plan tests it.',
      labels: ['resource_type'],
      *samples(state) {
        for (const type of new Set(coverage(state).map((each) => each.resourceType))) {
          const intervalMs = testIntervalMs(objectives, type);
          if (intervalMs !== undefined) yield [[type], intervalMs / 1000];
        }
      },
    },
  ];
  if (!perResource.enabled) return families;
  families.push({
    name: 'aws_backup_protected_resource_last_test_timestamp_seconds',
    type: 'gauge',
    help: 'The latest successful restore test of each protected resource, by CompletionDate; 0 when none was seen.',
    labels: ['resource_type', 'resource_arn'],
    *samples(state) {
      for (const { resourceType, arn, lastTestAt } of shown(coverage(state), perResource.limit)) {
        yield [[resourceType, arn], seconds(lastTestAt)];
      }
    },
  });
  families.push({
    name: 'aws_backup_protected_resource_last_restored_timestamp_seconds',
    type: 'gauge',
    help: 'LatestRestoreJobCreationDate of DescribeProtectedResource, where that restore completed, of each protected resource of which no test was seen when AWS was asked. It is no proof: AWS does not say whether it was a test, nor whether it was validated.',
    labels: ['resource_type', 'resource_arn'],
    *samples(state) {
      for (const { resourceType, arn } of shown(coverage(state), perResource.limit)) {
        const restoredAt = state.lastRestores.get(arn);
        if (restoredAt !== undefined) yield [[resourceType, arn], seconds(restoredAt)];
      }
    },
  });
  return families;
}

/** Several families read the coverage of the same state. */
function coverageByState(objectives: readonly Objective[]): (state: TargetState) => ResourceCoverage[] {
  const known = new WeakMap<TargetState, ResourceCoverage[]>();
  return (state) => {
    const { resources, plans, restores, sources, asOf } = state;
    const found = known.get(state);
    if (found !== undefined) return found;
    // Before the protected resources are read, those that selections name would pass for all there are.
    const toTest = sources.resources?.lastSuccessAt ? resourcesToTest(resources, plans) : resources;
    const coverage = coverageOf(toTest, restores.latestTests.values(), objectives, asOf);
    known.set(state, coverage);
    return coverage;
  };
}

function* countByType(
  coverage: readonly ResourceCoverage[],
  isCounted: (resource: ResourceCoverage) => boolean,
): Iterable<Sample> {
  const counts = new Map<string, number>();
  for (const resource of coverage) {
    const count = counts.get(resource.resourceType) ?? 0;
    counts.set(resource.resourceType, count + (isCounted(resource) ? 1 : 0));
  }
  for (const [type, count] of counts) yield [[type], count];
}

/** Over the limit, the resources whose latest test is the oldest, or that have none, are shown. */
function shown(coverage: readonly ResourceCoverage[], limit: number): readonly ResourceCoverage[] {
  if (coverage.length <= limit) return coverage;
  return coverage
    .toSorted((a, b) => (a.lastTestAt?.getTime() ?? 0) - (b.lastTestAt?.getTime() ?? 0))
    .slice(0, limit);
}
