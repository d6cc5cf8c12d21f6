import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesGlob } from '../src/glob.js';
import { hasBeenQuick } from './patience.js';

const meanings = new Map([
  ['*', '.*'],
  ['?', '.'],
  ['.', '\\.'],
]);

describe('a glob', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a', 'ba', false],
    ['*', '', true],
    ['*', 'anything\nat all', true],
    ['?', 'a', true],
    ['?', '\n', true],
    ['?', '', false],
    ['?', 'ab', false],
    ['daily_*', 'daily_', true],
    ['daily_*', 'daily_databases', true],
    ['daily_*', 'a_daily_one', false],
    ['*_tests', 'weekly_tests', true],
    ['*_tests', 'weekly_tests_2', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'abbc', true],
    ['a*b*c', 'acb', false],
    ['*ab*ab*', 'abab', true],
    ['*ab*ab*', 'aba', false],
    ['*?*', '', false],
    ['**a**', 'bab', true],
    ['a?c*', 'abcd', true],
    ['[a-z]+(x|y).$^{1}\\', '[a-z]+(x|y).$^{1}\\', true],
    ['a.c', 'abc', false],
    ['Virtual?Machine', 'Virtual Machine', true],
    ['ä*ß', 'äöüß', true],
    ['RDS', 'rds', false],
  ])('%j of %j is %j', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('means what the regular expression of the same meaning does', () => {
    const pieces = fc.array(fc.constantFrom('*', '?', 'a', 'b', '.', '\n'), { maxLength: 8 });
    const texts = fc.array(fc.constantFrom('a', 'b', '.', '\n'), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, texts, (pattern, letters) => {
        const text = letters.join('');
        const source = pattern.map((piece) => meanings.get(piece) ?? piece).join('');
        expect(matchesGlob(pattern.join(''), text)).toBe(new RegExp(`^${source}$`, 's').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for many stars', () => {
    const startedAt = performance.now();
    expect(matchesGlob('*a*a*a*a*a*a*b', 'a'.repeat(60))).toBe(false);
    expect(matchesGlob(`${'*a'.repeat(5000)}*b`, 'a'.repeat(100_000))).toBe(false);
    expect(matchesGlob(`${'*a'.repeat(5000)}*`, 'a'.repeat(100_000))).toBe(true);
    expect(hasBeenQuick(startedAt, 2000)).toBe(true);
  });
});
