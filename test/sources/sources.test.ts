import { expect, it } from '@jest/globals';
import { sources, sourcesInReadingOrder } from '../../src/sources/sources.js';
import { sourceIds } from '../../src/targets/target-state.js';

it('has every source once, by its id', () => {
  expect(sources.map(({ id }) => id)).toEqual(sourceIds);
});

it('reads every source, the plans before the jobs and these before the resources', () => {
  expect(sourcesInReadingOrder.map(({ id }) => id)).toEqual([
    'plans',
    'jobs',
    'resources',
    'summaries',
    'tags',
  ]);
});
