import { shareTags, type TaggedResource, type TagsByArn } from '../restores/coverage/tags.js';
import {
  type Kept,
  keepOmitted,
  nothingKept,
  type OmissionRule,
  type Omissions,
} from '../restores/omissions.js';
import type {
  PlanSelection,
  ProtectedResource,
  RestoreTestingPlan,
} from '../restores/plans/restore-testing-plan.js';

/** The facts that the latest readings of a target left out and that are kept all the same, by name or ARN. */
export interface TargetOmissions {
  readonly plans: Omissions;
  /** By the names of the plan and the selection, as in `daily/databases`. */
  readonly selections: Omissions;
  readonly resources: Omissions;
  /** By the ARN of the resource. */
  readonly tags: Omissions;
}

export const noOmissions: TargetOmissions = {
  plans: nothingKept.omissions,
  selections: nothingKept.omissions,
  resources: nothingKept.omissions,
  tags: nothingKept.omissions,
};

export interface KnownPlans {
  readonly plans: readonly RestoreTestingPlan[];
  readonly omissions: TargetOmissions;
}

interface OwnedSelection {
  readonly plan: string;
  readonly selection: PlanSelection;
}

/** Takes a complete reading of the plans into what is known; a plan that was left out keeps its selections. */
export function keepPlans(
  known: KnownPlans,
  listed: readonly RestoreTestingPlan[],
  at: Date,
  rule: OmissionRule,
): KnownPlans {
  const plans = keepOmitted(
    { rows: known.plans, omissions: known.omissions.plans },
    listed,
    ({ name }) => name,
    at,
    rule,
  );
  const names = new Set(listed.map(({ name }) => name));
  const selections = keepOmitted(
    {
      rows: selectionsOf(known.plans.filter(({ name }) => names.has(name))),
      omissions: known.omissions.selections,
    },
    selectionsOf(listed),
    ({ plan, selection }) => `${plan}/${selection.name}`,
    at,
    rule,
  );
  return {
    plans: plans.rows.map((plan) => (names.has(plan.name) ? withSelections(plan, selections) : plan)),
    omissions: { ...known.omissions, plans: plans.omissions, selections: selections.omissions },
  };
}

function selectionsOf(plans: readonly RestoreTestingPlan[]): OwnedSelection[] {
  return plans.flatMap(({ name, selections }) => selections.map((selection) => ({ plan: name, selection })));
}

function withSelections(plan: RestoreTestingPlan, { rows }: Kept<OwnedSelection>): RestoreTestingPlan {
  const own = rows.filter((row) => row.plan === plan.name);
  return { ...plan, selections: own.map(({ selection }) => selection) };
}

export interface KnownResources {
  readonly resources: readonly ProtectedResource[];
  readonly omissions: TargetOmissions;
}

/** Takes a complete list of the protected resources into what is known. */
export function keepResources(
  known: KnownResources,
  listed: readonly ProtectedResource[],
  at: Date,
  rule: OmissionRule,
): KnownResources & { readonly gone: readonly ProtectedResource[] } {
  const { rows, omissions, gone } = keepOmitted(
    { rows: known.resources, omissions: known.omissions.resources },
    listed,
    ({ arn }) => arn,
    at,
    rule,
  );
  return { resources: rows, omissions: { ...known.omissions, resources: omissions }, gone };
}

export interface KnownTags {
  readonly tags: TagsByArn;
  readonly omissions: TargetOmissions;
}

/** Takes a complete list of the tagged resources into what is known. One without any of the tags that are kept is not kept. */
export function keepTags(
  known: KnownTags,
  listed: readonly TaggedResource[],
  at: Date,
  rule: OmissionRule,
): KnownTags {
  const before = [...known.tags].map(([arn, tags]) => ({ arn, tags }));
  const { rows, omissions } = keepOmitted(
    { rows: before, omissions: known.omissions.tags },
    shareTags(listed, known.tags.values()),
    ({ arn }) => arn,
    at,
    rule,
  );
  const tagged = rows.filter(({ tags }) => tags.size > 0);
  return {
    tags: new Map(tagged.map(({ arn, tags }) => [arn, tags])),
    omissions: { ...known.omissions, tags: omissions },
  };
}
