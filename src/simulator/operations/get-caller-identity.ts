import { done } from '../wire/aws-error.js';
import type { Operation } from './operation.js';

export const getCallerIdentity: Operation = ({ caller }) =>
  done({ Arn: caller.arn, UserId: caller.userId, Account: caller.accountId });
