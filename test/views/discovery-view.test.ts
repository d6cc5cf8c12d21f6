import { expect, it } from '@jest/globals';
import type { CallFailure } from '../../src/targets/call-failure.js';
import type { DiscoveryState } from '../../src/targets/discovery-state.js';
import { type DiscoveryView, discoveryView, discoveryViewOf } from '../../src/views/discovery-view.js';
import { monday } from '../restores/a-restore-job.js';

const failure: CallFailure = { operation: 'ListAccounts', reason: 'throttled', message: 'Rate exceeded' };
const lastSuccessAt = '2026-03-02T05:00:00.000Z';

it.each<[string, DiscoveryState, DiscoveryView]>([
  ['that never looked', {}, {}],
  ['that found everything', { lastSuccessAt: monday }, { lastSuccessAt }],
  ['that failed later', { lastSuccessAt: monday, failure }, { lastSuccessAt, failure }],
])('the view of a discovery %s', (_, state, expected) => {
  const view = discoveryViewOf(state);
  expect(view).toEqual(expected);
  expect(discoveryView.parse(JSON.parse(JSON.stringify(view)))).toEqual(expected);
});
