import { done, notFound, refused } from '../wire/aws-error.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const describeProtectedResource: SimulatedOperation = {
  name: 'DescribeProtectedResource',
  service: 'backup',
  path: '/resources/{ResourceArn}',
  answer({ caller, params, nowMs }, { world }) {
    const arn = params['ResourceArn'] ?? '';
    const row = world.protectedResourcesAt(caller, nowMs).find(({ ResourceArn }) => ResourceArn === arn);
    return row === undefined ? refused(notFound(`Protected resource ${arn} does not exist.`)) : done(row);
  },
};
