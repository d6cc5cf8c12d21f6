import { done, notFound, refused } from '../wire/aws-error.js';
import type { Operation } from './operation.js';

export const describeProtectedResource: Operation = ({ caller, params, nowMs }, { world }) => {
  const arn = params['ResourceArn'] ?? '';
  const row = world.protectedResourcesAt(caller, nowMs).find(({ ResourceArn }) => ResourceArn === arn);
  return row === undefined ? refused(notFound(`Protected resource ${arn} does not exist.`)) : done(row);
};
