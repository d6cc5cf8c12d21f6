import { organizationList } from './organization-list.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const listAccountsForParent: SimulatedOperation = {
  name: 'ListAccountsForParent',
  service: 'organizations',
  answer: (call, aws) =>
    organizationList('ListAccountsForParent', 'Accounts', call, aws, (organization, parentId) =>
      organization.accountsBelow(parentId, call.nowMs),
    ),
};
