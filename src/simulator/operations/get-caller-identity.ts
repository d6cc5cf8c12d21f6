import { done } from '../wire/aws-error.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const getCallerIdentity: SimulatedOperation = {
  name: 'GetCallerIdentity',
  service: 'sts',
  answer: ({ caller }) => done({ Arn: caller.arn, UserId: caller.userId, Account: caller.accountId }),
};
