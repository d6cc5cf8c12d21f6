import { matchesGlob } from '../../glob.js';
import type { Leftover } from '../ledger/leftover.js';
import { fitsResource, type ResourceCriteria, type ResourceFacts } from './resource-criteria.js';

/** A gap that somebody accepts for a time. It silences alerts and changes no fact. */
export interface Exception extends ResourceCriteria {
  readonly name: string;
  /** Globs. */
  readonly plan: string;
  readonly resourceType: string;
  /** Globs of the ARN. With them, the exception is about leftovers only. */
  readonly createdResources?: readonly string[] | undefined;
  readonly reason: string;
  /** The first moment after it. */
  readonly until: Date;
  readonly ticket?: string | undefined;
  readonly approver?: string | undefined;
}

/** The kinds of things that an exception is about. */
export const exceptionKinds = ['test', 'resource', 'leftover', 'plan'] as const;

export type ExceptionKind = (typeof exceptionKinds)[number];

/** Returns the end of a day such as `2027-03-31` in UTC: the first moment of the next one. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}

/** Returns true for a test by the plan of a resource of the type. */
export function fitsTest(
  exception: Exception,
  plan: string,
  resourceType: string,
  facts: ResourceFacts,
): boolean {
  return (
    exception.createdResources === undefined &&
    matchesGlob(exception.plan, plan) &&
    matchesGlob(exception.resourceType, resourceType) &&
    fitsResource(exception, facts)
  );
}

/** Returns true for a protected resource, whatever plan tests it: an exception for some plans says nothing of the others. */
export function fitsProtected(exception: Exception, resourceType: string, facts: ResourceFacts): boolean {
  return exception.plan === '*' && fitsTest(exception, '', resourceType, facts);
}

/** Returns true for what a test left behind; `facts` are those of the resource that was restored. */
export function fitsLeftover(
  exception: Exception,
  leftover: Pick<Leftover, 'plan' | 'resourceType' | 'createdResourceArn'>,
  facts: ResourceFacts,
): boolean {
  const { createdResources, plan, resourceType } = exception;
  return (
    (createdResources?.some((glob) => matchesGlob(glob, leftover.createdResourceArn)) ?? false) &&
    matchesGlob(plan, leftover.plan) &&
    matchesGlob(resourceType, leftover.resourceType) &&
    fitsResource(exception, facts)
  );
}

/**
 * Returns true for a plan as a whole: the exception names plans, and nothing narrower than the place that a plan is in. `place` are the
 * facts of a resource in the account and region of the plan.
 */
export function fitsPlan(exception: Exception, plan: string, place: ResourceFacts): boolean {
  const { createdResources, resources, vaults, tags, resourceType } = exception;
  const isNarrower = [createdResources, resources, vaults, tags].some((each) => each !== undefined);
  return (
    exception.plan !== '*' &&
    resourceType === '*' &&
    !isNarrower &&
    matchesGlob(exception.plan, plan) &&
    fitsResource(exception, place)
  );
}

/** Returns the one that ends last, of those that have not ended at the moment; undefined where there is none. */
export function lastToEnd(exceptions: readonly Exception[], at: Date): Exception | undefined {
  let found: Exception | undefined;
  for (const each of exceptions) {
    if (each.until > at && (found === undefined || each.until > found.until)) found = each;
  }
  return found;
}
