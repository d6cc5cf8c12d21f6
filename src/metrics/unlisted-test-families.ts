import { type Verdict, verdicts } from '../restores/jobs/verdict.js';
import { unnamedTests } from '../restores/latest-tests/unnamed-tests.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import type { Family } from './family.js';
import { shownTests } from './restore-test-families.js';

const finalVerdicts = verdicts.filter((verdict) => verdict !== 'pending');

/** The tests that no series of a single resource shows. `limit` is that of the resources that have series; 0 for none. */
export function unlistedTestFamilies(limit: number): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_restore_tests_without_series',
      type: 'gauge',
      stability: 'experimental',
      help: 'Latest ended tests that have no series of their own, by verdict: tests of which ListRestoreJobs names no SourceResourceArn, until the plan has run again; resources over the configured limit; all where the series of single resources are turned off.',
      labels: ['restore_testing_plan', 'resource_type', 'verdict'],
      *samples(state) {
        const counts = new Map<string, number>();
        for (const { plan, resourceType, verdict } of unlistedTests(state, limit)) {
          const key = keyOf(plan, resourceType, verdict);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        for (const { plan, resourceType } of state.restores.groups.values()) {
          if (plan === '') continue;
          for (const verdict of finalVerdicts) {
            yield [[plan, resourceType, verdict], counts.get(keyOf(plan, resourceType, verdict)) ?? 0];
          }
        }
      },
    },
  ];
}

interface UnlistedTest {
  readonly plan: string;
  readonly resourceType: string;
  readonly verdict: Verdict;
}

function unlistedTests(state: TargetState, limit: number): UnlistedTest[] {
  const { restores, plans, knownAt, asOf } = state;
  const shown = new Set(shownTests(state, limit));
  const unlisted = currentTestsOf(state).flatMap((test) =>
    test.ended === undefined || shown.has(test)
      ? []
      : [{ plan: test.plan, resourceType: test.resourceType, verdict: test.ended.verdict }],
  );
  const known = knownAt.plans ? plans : undefined;
  return [...unlisted, ...unnamedTests(restores.jobs.values(), known, restores.lookbackStart, asOf)];
}

function keyOf(plan: string, resourceType: string, verdict: Verdict): string {
  return `${plan}/${resourceType}/${verdict}`;
}
