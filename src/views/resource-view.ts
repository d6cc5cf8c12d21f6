import * as z from 'zod';
import { coverageOf, type ResourceCoverage, type ResourceProof } from '../restores/coverage/coverage.js';
import { lastSuccessAt } from '../restores/coverage/objective.js';
import { copyKinds } from '../restores/coverage/proven-in.js';
import { testFailureReasons } from '../restores/jobs/failure-reason.js';
import { restoreIssues } from '../restores/jobs/restore-job.js';
import { verdicts } from '../restores/jobs/verdict.js';
import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import { medianSizeBefore } from '../restores/latest-tests/restored-sizes.js';
import { type AcceptedGaps, noGaps } from '../targets/accepted-gaps.js';
import type { ProofIndex } from '../targets/proof-index.js';
import type { Target } from '../targets/target.js';
import { currentTestsOf, type TargetState } from '../targets/target-state.js';
import { exceptionView, exceptionViewOf } from './exception-view.js';
import { place, placeOf } from './place.js';
import { timestamp, timestampOf } from './timestamp.js';

/** The latest successful test of a resource in one account and region from one vault. */
const proofView = z.object({
  ...place.shape,
  backupVaultArn: z.string().optional(),
  copy: z.enum(copyKinds),
  provenAt: timestamp,
  /** True if the objective of the test counts proofs of this place and copy. */
  isCounted: z.boolean(),
});

/** The latest test of a resource by one plan, in the account and region that restored it. */
const latestTestView = z.object({
  ...place.shape,
  restoreTestingPlan: z.string(),
  resourceType: z.string(),
  /** The name of the objective that holds for the test; absent if none holds or if it has no name. */
  objective: z.string().optional(),
  /** The latest test that has ended; absent, as the fields up to `issue`, if none has. */
  restoreJobId: z.string().optional(),
  endedAt: timestamp.optional(),
  verdict: z.enum(verdicts).exclude(['pending']).optional(),
  failureReason: z.enum(testFailureReasons).optional(),
  issue: z.enum(restoreIssues).optional(),
  /** Absent if no success was seen. */
  lastSuccessAt: timestamp.optional(),
  /** CompletionDate of the latest restore that has completed; absent, as the fields below, if none has. */
  restoredAt: timestamp.optional(),
  durationSeconds: z.number().optional(),
  recoveryPointCreatedAt: timestamp.optional(),
  restoredBytes: z.number().optional(),
  previousMedianRestoredBytes: z.number().optional(),
  /** Absent if no exception holds for the test. */
  exception: exceptionView.optional(),
});

/**
 * A resource that ought to be tested, or that was, with the places and moments that prove it restorable. If several targets list it,
 * it is in the one that counts it, with its tests in every target; if none does, it is in each target that tested it.
 */
export const resourceView = z.object({
  ...place.shape,
  /** Identifies the resource in the account and region. */
  resourceArn: z.string(),
  resourceType: z.string(),
  resourceName: z.string().optional(),
  /** The tags of the keys that are read; absent if the resource is not known to have any. */
  tags: z.record(z.string(), z.string()).optional(),
  /** False if no target that is watched lists the resource: then it is not among the protected resources that are counted. */
  isProtected: z.boolean(),
  lastBackupAt: timestamp.optional(),
  /** The name of the objective that holds for the resource; absent if none holds or if it has no name. */
  objective: z.string().optional(),
  /** True if the latest proof that counts is recent enough for the objectives of the resource. */
  isProven: z.boolean(),
  /** Absent if no proof that counts was seen. */
  lastProvenAt: timestamp.optional(),
  /** The longest time between two proofs that the objectives allow; absent if they set none. */
  testIntervalMaxSeconds: z.number().optional(),
  /** LatestRestoreJobCreationDate of DescribeProtectedResource, which is no proof. */
  lastRestoredAt: timestamp.optional(),
  /** Absent if no exception holds for the protected resource, whatever plan tests it. */
  exception: exceptionView.optional(),
  /** Newest first. */
  proofs: z.array(proofView),
  latestTests: z.array(latestTestView),
});

export type ResourceView = z.infer<typeof resourceView>;
type LatestTestView = z.infer<typeof latestTestView>;

/** Yields the resources of all targets, as of their latest readings. `index` follows these states. */
export function* resourceViewsOf(
  states: readonly TargetState[],
  index: ProofIndex,
  gaps: AcceptedGaps = noGaps,
): Generator<ResourceView> {
  const tests = testsByArn(states);
  const counted = new Set<string>();
  for (const state of states) {
    const listed = new Map(state.resources.map((resource) => [resource.arn, resource]));
    for (const coverage of index.coverageOf(state)) {
      const { arn } = coverage;
      counted.add(arn);
      yield {
        ...viewOf(state.target, coverage, index),
        resourceName: listed.get(arn)?.name,
        isProtected: true,
        lastBackupAt: timestampOf(listed.get(arn)?.lastBackupAt),
        lastRestoredAt: timestampOf(state.lastRestores.get(arn)),
        exception: exceptionViewOf(gaps.ofResource(state, coverage)),
        latestTests: (tests.get(arn) ?? []).map((each) => latestTestViewOf(each, index, gaps)),
      };
    }
  }
  for (const state of states) yield* strayViewsOf(state, counted, index, gaps);
}

/** The resources that were tested in a target and that no target counts. */
function* strayViewsOf(
  state: TargetState,
  counted: ReadonlySet<string>,
  index: ProofIndex,
  gaps: AcceptedGaps,
): Generator<ResourceView> {
  const proven = new Map(index.strayProofs(state).map((stray) => [stray.arn, stray.proofs]));
  for (const [arn, placed] of testsByArn([state])) {
    const [latest] = placed;
    if (counted.has(arn) || latest === undefined) continue;
    const { resourceType } = latest.test;
    const coverage = coverageOf(
      { arn, resourceType },
      proven.get(arn) ?? [],
      index.askedOf(state, { arn, resourceType }),
      state.asOf,
    );
    yield {
      ...viewOf(state.target, coverage, index),
      isProtected: false,
      latestTests: placed.map((each) => latestTestViewOf(each, index, gaps)),
    };
  }
}

function viewOf(target: Target, coverage: ResourceCoverage, index: ProofIndex) {
  const { arn, resourceType, isTested, lastTestAt, proofs, asked } = coverage;
  const { name, intervalMs } = asked;
  const tags = index.tagsOf(arn);
  return {
    ...placeOf(target),
    resourceArn: arn,
    resourceType,
    tags: tags && Object.fromEntries(tags),
    objective: name,
    isProven: isTested,
    lastProvenAt: timestampOf(lastTestAt),
    testIntervalMaxSeconds: intervalMs === undefined ? undefined : intervalMs / 1000,
    proofs: proofs.map(proofViewOf),
  };
}

function proofViewOf({ accountId, accountName, region, vaultArn, copy, at, isCounted }: ResourceProof) {
  const provenAt = timestampOf(at);
  return { accountId, accountName, region, backupVaultArn: vaultArn, copy, provenAt, isCounted };
}

/** A latest test, and the state of the target that restored it. */
interface PlacedTest {
  readonly test: LatestTest;
  readonly state: TargetState;
}

function testsByArn(states: readonly TargetState[]): ReadonlyMap<string, readonly PlacedTest[]> {
  const byArn = new Map<string, PlacedTest[]>();
  for (const state of states) {
    for (const test of currentTestsOf(state)) {
      const known = byArn.get(test.resourceArn);
      if (known === undefined) byArn.set(test.resourceArn, [{ test, state }]);
      else known.push({ test, state });
    }
  }
  return byArn;
}

function latestTestViewOf(
  { test, state }: PlacedTest,
  index: ProofIndex,
  gaps: AcceptedGaps,
): LatestTestView {
  const objective = index.objectiveOf(state, test);
  const { plan, resourceType, ended, completed, restoredSizes } = test;
  return {
    ...placeOf(state.target),
    restoreTestingPlan: plan,
    resourceType,
    objective: objective?.name,
    restoreJobId: ended?.jobId,
    endedAt: timestampOf(ended?.endedAt),
    verdict: ended?.verdict,
    failureReason: ended?.failureReason,
    issue: ended?.issue,
    lastSuccessAt: timestampOf(lastSuccessAt(test, objective)),
    restoredAt: timestampOf(completed?.completedAt),
    durationSeconds: completed?.durationSeconds,
    recoveryPointCreatedAt: timestampOf(completed?.recoveryPointCreatedAt),
    restoredBytes: completed?.sizeBytes,
    previousMedianRestoredBytes: completed && medianSizeBefore(restoredSizes, completed.createdAt),
    exception: exceptionViewOf(gaps.ofTest(state, test)),
  };
}
