import type { ResourceCoverage } from '../restores/coverage/coverage.js';
import {
  type Exception,
  type ExceptionKind,
  exceptionKinds,
  fitsLeftover,
  fitsPlan,
  fitsProtected,
  fitsTest,
  lastToEnd,
} from '../restores/coverage/exception.js';
import type { LatestTest } from '../restores/latest-tests/latest-test.js';
import { type Leftover, leftoversOf } from '../restores/ledger/leftover.js';
import type { ProofIndex } from './proof-index.js';
import { currentTestsOf, type TargetState } from './target-state.js';

/** The number of things of each kind. */
export type ExceptionMatches = Readonly<Record<ExceptionKind, number>>;

/**
 * Finds the exceptions for what is known of the targets. Where several fit, the one that ends last holds; one that has ended by
 * the latest reading of the target does not.
 */
export interface AcceptedGaps {
  ofTest(state: TargetState, test: LatestTest): Exception | undefined;
  ofResource(
    state: TargetState,
    resource: Pick<ResourceCoverage, 'arn' | 'resourceType'>,
  ): Exception | undefined;
  ofLeftover(state: TargetState, leftover: Leftover): Exception | undefined;
  ofPlan(state: TargetState, plan: string): Exception | undefined;
  /** Returns how much each exception fits in all of the states, whether or not it has ended. */
  matches(states: readonly TargetState[]): ReadonlyMap<Exception, ExceptionMatches>;
}

type Listed = Pick<ResourceCoverage, 'arn' | 'resourceType'>;

/** Returns true for the exceptions that fit one thing. */
type Fits = (exception: Exception) => boolean;

/** Where nothing is accepted, nothing is looked up. */
export const noGaps: AcceptedGaps = {
  ofTest: () => undefined,
  ofResource: () => undefined,
  ofLeftover: () => undefined,
  ofPlan: () => undefined,
  matches: () => new Map(),
};

export function createAcceptedGaps(exceptions: readonly Exception[], index: ProofIndex): AcceptedGaps {
  if (exceptions.length === 0) return noGaps;
  const counted = new WeakMap<TargetState, { version: object; counts: readonly ExceptionMatches[] }>();
  const last = ({ asOf }: TargetState, fits: Fits) => lastToEnd(exceptions.filter(fits), asOf);

  function ofTest(state: TargetState, { plan, resourceType, resourceArn }: LatestTest): Fits {
    const facts = index.factsOf(state, resourceArn);
    return (exception) => fitsTest(exception, plan, resourceType, facts);
  }

  function ofResource(state: TargetState, { arn, resourceType }: Listed): Fits {
    const facts = index.factsOf(state, arn);
    return (exception) => fitsProtected(exception, resourceType, facts);
  }

  function ofLeftover(state: TargetState, leftover: Leftover): Fits {
    const facts = index.factsOf(state, leftover.sourceResourceArn ?? '');
    return (exception) => fitsLeftover(exception, leftover, facts);
  }

  function ofPlan(state: TargetState, plan: string): Fits {
    const place = index.factsOf(state, '');
    return (exception) => fitsPlan(exception, plan, place);
  }

  function count(state: TargetState): readonly ExceptionMatches[] {
    const found: Readonly<Record<ExceptionKind, readonly Fits[]>> = {
      test: currentTestsOf(state).map((test) => ofTest(state, test)),
      resource: index.coverageOf(state).map((resource) => ofResource(state, resource)),
      leftover: leftoversOf(state.restores).map((leftover) => ofLeftover(state, leftover)),
      plan: state.plans.map(({ name }) => ofPlan(state, name)),
    };
    return exceptions.map((exception) =>
      byKind((kind) => found[kind].filter((fits) => fits(exception)).length),
    );
  }

  function countOnce(state: TargetState): readonly ExceptionMatches[] {
    const version = index.versionOf(state);
    const known = counted.get(state);
    if (known?.version === version) return known.counts;
    const counts = count(state);
    counted.set(state, { version, counts });
    return counts;
  }

  return {
    ofTest: (state, test) => last(state, ofTest(state, test)),
    ofResource: (state, resource) => last(state, ofResource(state, resource)),
    ofLeftover: (state, leftover) => last(state, ofLeftover(state, leftover)),
    ofPlan: (state, plan) => last(state, ofPlan(state, plan)),
    matches(states) {
      const counts = states.map(countOnce);
      return new Map(
        exceptions.map((exception, position) => [
          exception,
          byKind((kind) => counts.reduce((sum, each) => sum + (each[position]?.[kind] ?? 0), 0)),
        ]),
      );
    },
  };
}

function byKind(countOf: (kind: ExceptionKind) => number): ExceptionMatches {
  const [test, resource, leftover, plan] = exceptionKinds;
  return {
    [test]: countOf(test),
    [resource]: countOf(resource),
    [leftover]: countOf(leftover),
    [plan]: countOf(plan),
  };
}
