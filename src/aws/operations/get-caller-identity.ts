import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { CallResult } from '../../targets/call-failure.js';
import type { StsApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';

export const getCallerIdentityOperation = {
  name: 'GetCallerIdentity',
  actions: [],
  resource: 'any',
  caller: 'daemon',
  feature: 'jobs',
} as const satisfies Operation;

/** STS GetCallerIdentity: the id of the account that the daemon's own credentials belong to. */
export function getCallerIdentity({ client, call }: StsApi, deadline: Deadline): Promise<CallResult<string>> {
  return call(
    getCallerIdentityOperation,
    async (abortSignal) => {
      const { Account: accountId } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
      if (!accountId || !/^\d{12}$/.test(accountId)) {
        throw new InvalidResponse(
          `GetCallerIdentity answered with the account id ${JSON.stringify(accountId)}`,
        );
      }
      return accountId;
    },
    deadline,
  );
}
