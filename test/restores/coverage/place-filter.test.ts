import { expect, it } from '@jest/globals';
import { fitsPlace, type PlaceFilter } from '../../../src/restores/coverage/place-filter.js';

const place = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

it.each<[PlaceFilter, boolean]>([
  [{ accounts: ['111122223333'] }, true],
  [{ accounts: ['pay*'] }, true],
  [{ accounts: ['web', 'payment?'] }, true],
  [{ accounts: ['web'] }, false],
  [{ regions: ['eu-*'] }, true],
  [{ regions: ['us-east-1'] }, false],
  [{ accounts: ['payments'], regions: ['eu-west-1'] }, true],
  [{ accounts: ['payments'], regions: ['us-*'] }, false],
  [{ accounts: ['web'], regions: ['eu-*'] }, false],
])('%j fits an account and region: %s', (filter, expected) => {
  expect(fitsPlace(filter, place)).toBe(expected);
});
