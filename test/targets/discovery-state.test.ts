import { describe, expect, it } from '@jest/globals';
import { isSameFailure } from '../../src/targets/call-failure.js';
import { recordDiscovery } from '../../src/targets/discovery-state.js';
import { noLists } from '../../src/targets/known-lists.js';

const failure = { operation: 'ListAccounts', reason: 'throttled', message: 'Rate exceeded' } as const;
const [earlier, at] = [new Date(1000), new Date(2000)];
const targets = [{ accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' }];
const found = { targets, lists: noLists };
const nothing = { targets: [], lists: noLists };

describe('what is known of the targets to watch', () => {
  it.each([
    ['begins with nothing where the first look fails', {}, { at, failure }, { failure }],
    ['is what was found', {}, { at, found }, { lastSuccessAt: at, ...found }],
    [
      'stays when it cannot be found again',
      { lastSuccessAt: earlier, ...found },
      { at, failure },
      { lastSuccessAt: earlier, failure, ...found },
    ],
    [
      'is what was found of it where some could not be',
      { lastSuccessAt: earlier, ...found },
      { at, failure, found: nothing },
      { lastSuccessAt: earlier, failure, ...nothing },
    ],
    [
      'has no failure any more after the next good look',
      { lastSuccessAt: earlier, failure, ...found },
      { at, found: nothing },
      { lastSuccessAt: at, ...nothing },
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
