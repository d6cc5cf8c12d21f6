import type { AlertScenario } from '../alert-scenario.js';
import { exceptionScenarios } from './exceptions.js';
import { namedResourceScenarios } from './named-resources.js';
import { objectiveScenarios } from './objectives.js';
import { onDemandRestoreScenarios } from './on-demand-restores.js';
import { protectedResourceScenarios } from './protected-resources.js';
import { restoreJobScenarios } from './restore-jobs.js';
import { restoreTestMonitorScenarios } from './restore-test-monitor.js';
import { restoreTestingPlanScenarios } from './restore-testing-plans.js';
import { restoreTestScenarios } from './restore-tests.js';

export const scenarios: readonly AlertScenario[] = [
  ...restoreTestScenarios,
  ...onDemandRestoreScenarios,
  ...restoreTestingPlanScenarios,
  ...protectedResourceScenarios,
  ...objectiveScenarios,
  ...namedResourceScenarios,
  ...exceptionScenarios,
  ...restoreJobScenarios,
  ...restoreTestMonitorScenarios,
];
