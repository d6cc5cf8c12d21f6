import type { LatestTest } from '../latest-tests/latest-test.js';
import type { Proof } from '../latest-tests/proof.js';
import type { ProvenIn } from './proven-in.js';
import type { ResourceCriteria } from './resource-criteria.js';
import type { Verdict } from '../jobs/verdict.js';

/** The verdicts of incomplete restores, which are no success unless an objective accepts them. */
export const acceptableVerdicts = ['partial', 'empty'] as const satisfies readonly Verdict[];

export type AcceptableVerdict = (typeof acceptableVerdicts)[number];

/** An objective for the restore tests of some resources, by plan and resource type and by what is known of them. */
export interface Objective extends ResourceCriteria {
  /** A name such as a tier; several may have the same name. */
  readonly name?: string | undefined;
  /** Globs; an on-demand restore has the empty plan. */
  readonly plan: string;
  readonly resourceType: string;
  /** The longest restore time (RTO). */
  readonly maxDurationMs?: number | undefined;
  /** The longest time between two successful tests. */
  readonly successIntervalMs?: number | undefined;
  /** The longest age of what was restored (RPO). */
  readonly maxRecoveryPointAgeMs?: number | undefined;
  /** True if only a validated restore is a success. */
  readonly requiresValidation: boolean;
  /** The incomplete restores that count as successes. */
  readonly accepts: readonly AcceptableVerdict[];
  /** Which tests count for the coverage of protected resources, by where they restored; any where it is absent. */
  readonly provenIn?: ProvenIn | undefined;
}

/** When the resource was last tested with success under its objective; undefined where that was never seen. */
export function lastSuccessAt(test: LatestTest, objective: Objective | undefined): Date | undefined {
  return lastSuccess(test, objective)?.endedAt;
}

/** The latest test that is a success under the objective; undefined where none is. */
export function lastSuccess({ proofs }: LatestTest, objective: Objective | undefined): Proof | undefined {
  return proofs.find((proof) => isSuccess(proof, objective));
}

/** The tests that are successes under the objective, newest first. */
export function successes({ proofs }: LatestTest, objective: Objective | undefined): Proof[] {
  return proofs.filter((proof) => isSuccess(proof, objective));
}

function isSuccess({ verdict, isValidated }: Proof, objective: Objective | undefined): boolean {
  if (objective?.requiresValidation && !isValidated) return false;
  return verdict === 'passed' || verdict === 'restored' || (objective?.accepts ?? []).includes(verdict);
}
