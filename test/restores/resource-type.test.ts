import { expect, it } from '@jest/globals';
import { testableResourceTypes } from '../../src/restores/plans/restore-testing-plan.js';
import { canonicalResourceType, resourceTypeAliases } from '../../src/restores/resource-type.js';

it.each([
  ['DynamoDB.FullyManaged', 'DynamoDB'],
  ['DynamoDB', 'DynamoDB'],
  ['SAP HANA on Amazon EC2', 'SAP HANA on Amazon EC2'],
  ['DynamoDB.*', 'DynamoDB.*'],
  ['constructor', 'constructor'],
])('knows %s as %s', (name, expected) => {
  expect(canonicalResourceType(name)).toBe(expected);
});

it('has aliases of types that restore testing supports only', () => {
  for (const type of Object.values(resourceTypeAliases)) expect(testableResourceTypes).toContain(type);
});
