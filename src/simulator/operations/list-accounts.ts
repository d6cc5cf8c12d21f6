import { organizationList } from './organization-list.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const listAccounts: SimulatedOperation = {
  name: 'ListAccounts',
  service: 'organizations',
  answer: (call, aws) =>
    organizationList('ListAccounts', 'Accounts', call, aws, (organization) =>
      organization.accountsAt(call.nowMs),
    ),
};
