import { expect, it } from '@jest/globals';
import {
  describeProblem,
  formatPath,
  formatProblem,
  type Problem,
  sortProblems,
} from '../../src/problems/problem.js';

const problem: Problem = {
  code: 'invalid-value',
  file: 'f',
  line: 2,
  column: 3,
  path: 'a.b',
  message: 'wrong',
};
const at = (line: number, column: number) => ({ ...problem, line, column });

it.each([
  [problem, 'f:2:3: a.b: wrong'],
  [{ ...problem, path: '' }, 'f:2:3: wrong'],
  [{ ...problem, line: 0, column: 0 }, 'f: a.b: wrong'],
  [{ ...problem, line: 0, column: 0, path: '' }, 'f: wrong'],
  [{ ...problem, isWarning: true as const }, 'f:2:3: warning: a.b: wrong'],
])('%p is written as %p', (written, expected) => {
  expect(formatProblem(written)).toBe(expected);
});

it.each([
  [[], ''],
  [['a', 'b-c', 'd_e'], 'a.b-c.d_e'],
  [['a', 0, 'b', 12], 'a[0].b[12]'],
  [[0, 'a'], '[0].a'],
  [['a b'], '["a…"]'],
  [['a', 'user:s3cret\nmore'], 'a["user…"]'],
  [['key=s3cret'], '["key…"]'],
  [['key$s3cret'], '["key…"]'],
  [['${NAME}'], '["${NAME}"]'],
  [['a.b'], '["a.b"]'],
])('the path %p is written as %p', (path, expected) => {
  expect(formatPath(path)).toBe(expected);
});

it('are told once each, by line and column', () => {
  expect(sortProblems([at(2, 9), at(10, 1), at(2, 10), at(2, 9)])).toEqual([at(2, 9), at(2, 10), at(10, 1)]);
});

it.each([
  [problem, 'a.b: wrong'],
  [{ ...problem, path: '' }, 'wrong'],
])('%p without its place is %p', (described, expected) => {
  expect(describeProblem(described)).toBe(expected);
});
