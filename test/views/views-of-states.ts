import type * as z from 'zod';
import type { Config } from '../../src/config/config.js';
import { exceptionsOf, objectivesOf } from '../../src/settings.js';
import { createAcceptedGaps } from '../../src/targets/accepted-gaps.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import type { TargetState } from '../../src/targets/target-state.js';
import { type LeftoverView, leftoverView, leftoverViewsOf } from '../../src/views/leftover-view.js';
import { type PlanView, planView, planViewsOf } from '../../src/views/plan-view.js';
import { type ResourceView, resourceView, resourceViewsOf } from '../../src/views/resource-view.js';
import { type TargetView, targetView, targetViewOf } from '../../src/views/target-view.js';
import { type TestView, testView, testViewsOf } from '../../src/views/test-view.js';

export interface Views {
  readonly targets: readonly TargetView[];
  readonly resources: readonly ResourceView[];
  readonly plans: readonly PlanView[];
  readonly leftovers: readonly LeftoverView[];
  readonly tests: readonly TestView[];
}

const schemas: Readonly<Record<keyof Views, z.ZodType>> = {
  targets: targetView,
  resources: resourceView,
  plans: planView,
  leftovers: leftoverView,
  tests: testView,
};

export function viewsOfStates(states: readonly TargetState[], config: Config): Views {
  const objectives = objectivesOf(config);
  const index = createProofIndex(objectives);
  index.follow(states);
  const gaps = createAcceptedGaps(exceptionsOf(config), index);
  return {
    targets: states.map(targetViewOf),
    resources: [...resourceViewsOf(states, index, gaps)],
    plans: states.flatMap((state) => planViewsOf(state, gaps)),
    leftovers: states.flatMap((state) => leftoverViewsOf(state, gaps)),
    tests: states.flatMap((state) => [...testViewsOf(state)]),
  };
}

/** The views as a reader of their JSON has them, who takes nothing that their schemas do not have. */
export function throughJson(views: Views): unknown {
  return Object.fromEntries(
    Object.entries(schemas).map(([kind, schema]) => {
      const sent: unknown = JSON.parse(JSON.stringify(Reflect.get(views, kind)));
      return [kind, schema.array().parse(sent)];
    }),
  );
}
