import type { Provocation } from '../provocation.js';
import { protectedResourceProvocations } from './protected-resources.js';
import { restoreJobProvocations } from './restore-jobs.js';
import { outage, partialOutage, restoreTestMonitorProvocations } from './restore-test-monitor.js';
import { restoreTestingPlanProvocations } from './restore-testing-plans.js';
import { restoreTestProvocations } from './restore-tests.js';

/** What the simulated AWS shows, all of it at the same time. */
export const ofAws: readonly Provocation[] = [
  ...restoreTestProvocations,
  ...restoreTestingPlanProvocations,
  ...protectedResourceProvocations,
  ...restoreJobProvocations,
  ...restoreTestMonitorProvocations,
];

export const provocations: readonly Provocation[] = [...ofAws, ...partialOutage, ...outage];
