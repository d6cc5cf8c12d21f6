import { type AwsError, done, refused } from '../wire/aws-error.js';
import { refusalOf } from './organization-list.js';
import type { SimulatedOperation } from './simulated-operation.js';

const noSuchAccount: AwsError = {
  name: 'AccountNotFoundException',
  status: 400,
  message: "You specified an account that doesn't exist.",
};

export const describeAccount: SimulatedOperation = {
  name: 'DescribeAccount',
  service: 'organizations',
  answer({ caller, params, nowMs }, { organization }) {
    const refusal = refusalOf('DescribeAccount', caller, organization);
    if (refusal !== undefined) return refused(refusal);
    const account = organization?.accountsAt(nowMs).find(({ Id }) => Id === params['AccountId']);
    return account === undefined ? refused(noSuchAccount) : done({ Account: account });
  },
};
