import { expect, it } from '@jest/globals';
import { getPath } from '../../src/yaml/get-path.js';

it.each([
  [{ a: { b: 1 } }, 'a.b', 1],
  [{ a: { b: 1 } }, 'a', { b: 1 }],
  [{ a: { b: null } }, 'a.b', null],
  [{ a: null }, 'a.b', undefined],
  [{ a: 'text' }, 'a.length', undefined],
  [{ a: 1 }, 'b.c', undefined],
  [undefined, 'a', undefined],
])('in %p at %s stands %p', (value, path, expected) => {
  expect(getPath(value, path)).toEqual(expected);
});
