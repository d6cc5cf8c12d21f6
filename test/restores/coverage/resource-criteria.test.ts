import { describe, expect, it } from '@jest/globals';
import {
  fitsResource,
  hasCriteria,
  type ResourceCriteria,
  type ResourceFacts,
} from '../../../src/restores/coverage/resource-criteria.js';

const facts: ResourceFacts = {
  arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  accountId: '111122223333',
  accountName: 'shop-production',
  region: 'eu-west-1',
  organizationalUnits: ['ou-root-workloads', 'r-root'],
  vaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:daily',
  tags: new Map([
    ['owner', 'team-orders'],
    ['tier', '1'],
  ]),
};
const { vaultArn: _, tags: __, ...unknown } = facts;

describe('fitsResource', () => {
  it.each<[ResourceCriteria, boolean, boolean]>([
    [{}, true, true],
    [{ accounts: ['111122223333'] }, true, true],
    [{ accounts: ['sandbox', '*-production'] }, true, true],
    [{ accounts: ['production'] }, false, false],
    [{ accounts: [] }, false, false],
    [{ organizationalUnits: ['r-root'] }, true, true],
    [{ organizationalUnits: ['ou-root-sandbox'] }, false, false],
    [{ regions: ['eu-*'] }, true, true],
    [{ regions: ['us-*'] }, false, false],
    [{ resources: ['arn:aws:rds:*:db:orders'] }, true, true],
    [{ resources: ['orders'] }, false, false],
    [{ vaults: ['dail?'] }, true, false],
    [{ vaults: ['arn:aws:backup:*:backup-vault:daily'] }, true, false],
    [{ vaults: ['weekly'] }, false, false],
    [{ tags: [{ key: 'tier' }] }, true, false],
    [{ tags: [{ key: 'owner', value: 'team-*' }] }, true, false],
    [
      {
        tags: [
          { key: 'tier', value: '1' },
          { key: 'owner', value: 'team-billing' },
        ],
      },
      false,
      false,
    ],
    [{ tags: [{ key: 'Tier' }] }, false, false],
    [{ accounts: ['111122223333'], regions: ['us-*'] }, false, false],
  ])('%j', (criteria, isFit, isFitWhereUnknown) => {
    expect(fitsResource(criteria, facts)).toBe(isFit);
    expect(fitsResource(criteria, unknown)).toBe(isFitWhereUnknown);
  });
});

describe('hasCriteria', () => {
  it.each<[ResourceCriteria, boolean]>([
    [{}, false],
    [{ accounts: undefined }, false],
    [{ accounts: ['*'] }, true],
    [{ organizationalUnits: ['r-root'] }, true],
    [{ regions: ['*'] }, true],
    [{ resources: ['*'] }, true],
    [{ vaults: ['*'] }, true],
    [{ tags: [{ key: 'tier' }] }, true],
  ])('of %j is %s', (criteria, expected) => {
    expect(hasCriteria(criteria)).toBe(expected);
  });
});
