import * as z from 'zod';
import { leftoversOf } from '../restores/ledger/leftover.js';
import {
  currentFailure,
  currentTestsOf,
  hasBeenTried,
  heardSources,
  sourceIds,
  type TargetState,
  unavailableSources,
} from '../targets/target-state.js';
import { failure } from './failure.js';
import { place, placeOf } from './place.js';
import { timestamp, timestampOf } from './timestamp.js';

const count = z.int().nonnegative();

/** The readings of one source of a target. */
const sourceView = z.object({
  source: z.enum(sourceIds),
  /** Absent until the source was read to the end once. */
  lastSuccessAt: timestamp.optional(),
  /** The duration of the latest reading; absent until this process has tried one. */
  durationSeconds: z.number().optional(),
  /** True if the account and region do not have the source, which is no failure of the target. */
  isUnavailable: z.boolean(),
  /** The failure of the latest reading. */
  failure: failure.optional(),
});

/** One account in one region, with the state of its readings and the number of its facts. */
export const targetView = z.object({
  ...place.shape,
  /** Absent if the daemon's own credentials are those of the account. */
  roleArn: z.string().optional(),
  state: z.enum(['up', 'failing', 'not_tried']),
  /** The failure of the first source whose latest reading failed. */
  failure: failure.optional(),
  /** The sources that were tried, or are known from before. */
  sources: z.array(sourceView),
  /** The number of known restore jobs; 0 until they were listed, as the numbers below. */
  restoreJobs: count,
  restoreTestingPlans: count,
  protectedResources: count,
  /** The number of latest tests, one of each resource and plan that are tested now. */
  latestTests: count,
  leftovers: count,
});

export type TargetView = z.infer<typeof targetView>;

export function targetViewOf(state: TargetState): TargetView {
  const { target, restores, plans, resources } = state;
  const unavailable = unavailableSources(state);
  return {
    ...placeOf(target),
    roleArn: target.role?.arn,
    state: stateOf(state),
    failure: currentFailure(state),
    sources: heardSources(state).map((source) => ({
      source,
      lastSuccessAt: timestampOf(state.knownAt[source]),
      durationSeconds: state.sources[source]?.durationSeconds,
      isUnavailable: unavailable.includes(source),
      failure: state.sources[source]?.failure,
    })),
    restoreJobs: restores.jobs.size,
    restoreTestingPlans: plans.length,
    protectedResources: resources.length,
    latestTests: currentTestsOf(state).length,
    leftovers: leftoversOf(restores).length,
  };
}

function stateOf(state: TargetState): TargetView['state'] {
  if (currentFailure(state) !== undefined) return 'failing';
  return hasBeenTried(state) ? 'up' : 'not_tried';
}
