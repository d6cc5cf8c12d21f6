import type { Exception } from '../restores/coverage/exception.js';
import { exceptionKinds } from '../restores/coverage/exception.js';
import type { AcceptedGaps, ExceptionMatches } from '../targets/accepted-gaps.js';
import type { ProofIndex } from '../targets/proof-index.js';
import type { TargetState } from '../targets/target-state.js';
import { shownResources } from './coverage-families.js';
import { type Family, type Sample, seconds } from './family.js';
import { shownLeftovers } from './leftover-families.js';
import { shownTests } from './restore-test-families.js';

/** The families by which an accepted gap silences alerts of single resources, at most `limit` resources of a target. */
export function acceptedTestFamilies(limit: number, gaps: AcceptedGaps): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_restore_test_exception_until_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The end of the configured exception for the tests of the protected resource by the plan; of several, the last end. No series where none holds.',
      labels: ['restore_testing_plan', 'resource_type', 'resource_arn'],
      samples: (state) => ends(shownTests(state, limit), (test) => gaps.ofTest(state, test), testLabelsOf),
    },
  ];
}

/** Likewise for what is protected and what tests left behind. */
export function acceptedResourceFamilies(
  limit: number,
  index: ProofIndex,
  gaps: AcceptedGaps,
): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_protected_resource_exception_until_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The end of the configured exception for the protected resource, whatever plan tests it; of several, the last end. No series where none holds.',
      labels: ['resource_type', 'resource_arn'],
      samples: (state) =>
        ends(
          shownResources(index.coverageOf(state), limit),
          (resource) => gaps.ofResource(state, resource),
          ({ resourceType, arn }) => [resourceType, arn],
        ),
    },
    {
      name: 'aws_backup_restore_leftover_exception_until_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The end of the configured exception for a resource that a restore test created and AWS Backup did not delete; of several, the last end. No series where none holds.',
      labels: ['restore_testing_plan', 'resource_type', 'created_resource_arn'],
      samples: (state) =>
        ends(
          shownLeftovers(state, limit),
          (leftover) => gaps.ofLeftover(state, leftover),
          ({ plan, resourceType, createdResourceArn }) => [plan, resourceType, createdResourceArn],
        ),
    },
  ];
}

/** The family by which an accepted gap silences alerts about a plan as a whole. */
export function acceptedPlanFamilies(gaps: AcceptedGaps): readonly Family<TargetState>[] {
  return [
    {
      name: 'aws_backup_restore_testing_plan_exception_until_timestamp_seconds',
      type: 'gauge',
      stability: 'experimental',
      isVersioned: true,
      help: 'The end of the configured exception for the restore testing plan as a whole; of several, the last end. No series where none holds.',
      labels: ['restore_testing_plan'],
      samples: (state) =>
        ends(
          state.plans,
          ({ name }) => gaps.ofPlan(state, name),
          ({ name }) => [name],
        ),
    },
  ];
}

/** A configured exception, and how much it matches; undefined until everything was read once. */
export interface ExceptionStatus {
  readonly exception: Exception;
  readonly matches: ExceptionMatches | undefined;
}

/** The families of the exceptions themselves, which carry no label of a place. */
export const exceptionFamilies: readonly Family<ExceptionStatus>[] = [
  {
    name: 'aws_backup_exception_info',
    type: 'gauge',
    stability: 'experimental',
    help: 'Always 1, for each configured exception, with its reason, ticket and approver.',
    labels: ['exception', 'reason', 'ticket', 'approver'],
    *samples({ exception: { name, reason, ticket = '', approver = '' } }) {
      yield [[name, reason, ticket, approver], 1];
    },
  },
  {
    name: 'aws_backup_exception_until_timestamp_seconds',
    type: 'gauge',
    stability: 'experimental',
    help: 'The end of each configured exception: the end of its last day in UTC.',
    labels: ['exception'],
    *samples({ exception: { name, until } }) {
      yield [[name], seconds(until)];
    },
  },
  {
    name: 'aws_backup_exception_matches',
    type: 'gauge',
    stability: 'experimental',
    help: 'Tests, protected resources, leftovers and plans that each configured exception matches now, whether or not it has ended. Absent until everything was read once.',
    labels: ['exception', 'kind'],
    *samples({ exception: { name }, matches }) {
      if (matches === undefined) return;
      for (const kind of exceptionKinds) yield [[name, kind], matches[kind]];
    },
  },
];

function* ends<Thing>(
  things: Iterable<Thing>,
  exceptionOf: (thing: Thing) => Exception | undefined,
  labelsOf: (thing: Thing) => readonly string[],
): Iterable<Sample> {
  for (const thing of things) {
    const exception = exceptionOf(thing);
    if (exception !== undefined) yield [labelsOf(thing), seconds(exception.until)];
  }
}

function testLabelsOf({ plan, resourceType, resourceArn }: Parameters<AcceptedGaps['ofTest']>[1]) {
  return [plan, resourceType, resourceArn];
}
