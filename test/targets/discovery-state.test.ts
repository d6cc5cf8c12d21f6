import { describe, expect, it } from '@jest/globals';
import { isSameFailure } from '../../src/targets/call-failure.js';
import { recordDiscovery } from '../../src/targets/discovery-state.js';

const failure = { operation: 'ListAccounts', reason: 'throttled', message: 'Rate exceeded' } as const;
const [earlier, at] = [new Date(1000), new Date(2000)];
const targets = [{ accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' }];

describe('what is known of the targets to watch', () => {
  it.each([
    ['begins with nothing where the first look fails', {}, { at, failure }, { failure }],
    ['is what was found', {}, { at, targets }, { lastSuccessAt: at, targets }],
    [
      'stays when it cannot be found again',
      { lastSuccessAt: earlier, targets },
      { at, failure },
      { lastSuccessAt: earlier, failure, targets },
    ],
    [
      'is what was found of it where some could not be',
      { lastSuccessAt: earlier, targets },
      { at, failure, targets: [] },
      { lastSuccessAt: earlier, failure, targets: [] },
    ],
    [
      'has no failure any more after the next good look',
      { lastSuccessAt: earlier, failure, targets },
      { at, targets: [] },
      { lastSuccessAt: at, targets: [] },
    ],
  ])('%s', (_, state, reading, expected) => {
    expect(recordDiscovery(state, reading)).toStrictEqual(expected);
  });
});

describe('a failure', () => {
  it('goes on where operation and reason are the same, whatever its words', () => {
    expect(isSameFailure(failure, { ...failure, message: 'Slow down' })).toBe(true);
  });

  it.each([
    ['there was none', undefined],
    ['another operation failed', { ...failure, operation: 'ListRegions' }],
    ['it failed for another reason', { ...failure, reason: 'unavailable' } as const],
  ])('is new where %s', (_, before) => {
    expect(isSameFailure(before, failure)).toBe(false);
  });
});
