import { organizationList } from './organization-list.js';
import type { SimulatedOperation } from './simulated-operation.js';

export const listOrganizationalUnitsForParent: SimulatedOperation = {
  name: 'ListOrganizationalUnitsForParent',
  service: 'organizations',
  answer: (call, aws) =>
    organizationList(
      'ListOrganizationalUnitsForParent',
      'OrganizationalUnits',
      call,
      aws,
      (organization, parentId) => organization.unitsBelow(parentId),
    ),
};
