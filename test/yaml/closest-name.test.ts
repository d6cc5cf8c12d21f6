import { expect, it } from '@jest/globals';
import { closestName } from '../../src/yaml/closest-name.js';

const known = ['lookback', 'accounts', 'rateLimit', 'log', 'web'];

it.each([
  ['lokback', 'lookback'],
  ['lookbakc', 'lookback'],
  ['accountz', 'accounts'],
  ['ACCOUNTS', 'accounts'],
  ['rate_limit', 'rateLimit'],
  ['rate-limits', 'rateLimit'],
  ['--l-o-g', 'log'],
  ['lg', 'log'],
  ['lo', 'log'],
  ['logg', 'log'],
  ['l', undefined],
  ['wxy', undefined],
  ['rtxxLimit', 'rateLimit'],
  ['rtxxxxmit', undefined],
  ['targets', undefined],
  ['ts', undefined],
  ['', undefined],
  ['x'.repeat(300), undefined],
])('%p most likely stands for %p', (name, expected) => {
  expect(closestName(name, known)).toBe(expected);
});

it('nothing is close where nothing is known', () => {
  expect(closestName('log', [])).toBeUndefined();
});

it('the first one is where several are as close', () => {
  expect(closestName('lob', ['log', 'lot'])).toBe('log');
});
