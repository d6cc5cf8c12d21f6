import { expect, it } from '@jest/globals';
import { stsRegionOf } from '../../src/targets/sts-region.js';

/** As AWS lists them: those that are enabled by default. */
const enabled = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

it.each(enabled)('%s is asked before a region that can be off', (region) => {
  expect(stsRegionOf(['af-south-1', region, 'us-east-1'])).toBe(region);
});

it('the first region is asked where every one can be off', () => {
  expect(stsRegionOf(['af-south-1', 'eu-south-2', 'mx-central-1'])).toBe('af-south-1');
});

it('none is where there are none', () => {
  expect(stsRegionOf([])).toBeUndefined();
});
