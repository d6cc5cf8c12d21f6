import {
  nightlyPlan,
  occasionalPlan,
  occasionalTest,
  type Provocation,
  passed,
  protectedDatabase,
  testEndingAt,
} from '../provocation.js';

const labels = { resource_type: 'RDS' };
const cure = 'a test of it passes';

export const protectedResourceProvocations: readonly Provocation[] = [
  {
    alert: 'AWSBackupProtectedResourcesNeverTested',
    severity: 'warning',
    account: 'untested',
    cause: 'a protected resource appears that was never restored',
    cure,
    shown: (place) => [
      { from: 'cause', resources: [protectedDatabase(place)] },
      ...testEndingAt('cure', place, passed),
    ],
    labels,
    description:
      'protected resources of type RDS that have been known for a week, and of which no restore test was ever successful: 1.',
  },
  {
    alert: 'AWSBackupProtectedResourcesNotTestedRecently',
    severity: 'warning',
    account: 'tested-long-ago',
    cause:
      'a protected resource appears whose latest successful test, by a plan without an interval, ended five days ago',
    cure,
    shown: (place) => [
      { plans: [nightlyPlan(place), occasionalPlan(place)], jobs: [occasionalTest(place)] },
      { from: 'cause', resources: [protectedDatabase(place)] },
      ...testEndingAt('cure', place, passed),
    ],
    labels,
    description:
      'protected resources of type RDS without a successful restore test within the interval of their objective: 1.',
  },
];
