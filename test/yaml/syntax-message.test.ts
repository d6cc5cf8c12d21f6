import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { formatProblem } from '../../src/problems/problem.js';
import { parseYamlSource } from '../../src/yaml/yaml-source.js';

const bracket = 'wrong indentation, or a bracket or quote above is not closed';
const secondKey =
  'wrong indentation, or a second key in one line; put a value that holds a colon and a space in quotes';
const column = 'wrong indentation: all keys of a map, and all entries of a list, start in the same column';
const entry = 'wrong indentation: the line is neither a key of the list entry above it nor an entry with a -';
const left = 'wrong indentation: the line starts further left than what it belongs to';
const colon = 'expected "key: value"; is the colon, or the space after it, missing?';
const backslash = 'invalid escape in a double-quoted text; use single quotes to keep a backslash';
const alias = 'a * starts an alias; put a value that starts with it in quotes, such as a cron expression';
const start = 'a plain value cannot start with this character; put the value in quotes';
const behind = 'unexpected text behind the value; put the whole value in quotes';
const order = 'anchors and tags stand before the value, behind the list marker';
const tag = 'unknown tag; quote a value that starts with !';

it.each([
  ['a: &x 1\nb: &y *x', '2:7', 'an alias (*name) takes no anchor or tag'],
  ['a: *', '1:4', alias],
  ['%FOO\n---\na: 1', '1:1', 'unknown YAML directive'],
  ['a: "\\q"', '1:5', backslash],
  ['a: [\nb: 1', '2:1', bracket],
  ['k: 1\n&x ? a', '2:4', order],
  ['a: @x', '1:4', start],
  ['a: b: c', '1:4', secondKey],
  ['a: {\n - 1 }', '2:2', 'indented blocks cannot stand inside [ ] or { }'],
  [`${'k'.repeat(1100)}: 1`, '1:1', 'the key is longer than 1024 characters'],
  ['a: "x', '1:6', 'the closing quote is missing'],
  ['a: ["x" "y"]', '1:9', 'a quote, bracket, comma, colon or space is missing'],
  ['a:\n  b: 1\n c: 2', '3:1', column],
  ["a:\n  - b: '1'\n      c: x", '3:1', column],
  ["a:\n  - b: '1'\n   c: x", '3:1', entry],
  ['a:\n  b: 1\n  c:2', '3:3', colon],
  [' a:\n  b: 1\nc: 2', '3:1', left],
  ['a\nb: 1', '1:1', colon],
  ['a: &x &y 1', '1:7', 'a value takes one anchor'],
  ['a: 1\n---\nb: 1', '2:1', 'a second document starts here; expected a single one, without ---'],
  ['a: !!str !!int 1', '1:10', 'a value takes one tag'],
  ['a:\n\tb: 1', '2:1', 'tabs cannot indent YAML; use spaces'],
  ['a: !foo 1', '1:4', tag],
  ['a: "x" y', '1:8', behind],
])('of %p it says at %s: %s', (text, place, message) => {
  const parsed = parseYamlSource(text, { file: 'f', schema: z.unknown() });
  expect(parsed.ok ? [] : parsed.failure.map(formatProblem)).toEqual([`f:${place}: ${message}`]);
});

it('tells of the first error of each line', () => {
  const text = 'a: &x &y !!str !!int 1\nb: @x';
  const parsed = parseYamlSource(text, { file: 'f', schema: z.unknown() });
  expect(parsed.ok ? [] : parsed.failure.map(formatProblem)).toEqual([
    'f:1:7: a value takes one anchor',
    `f:2:4: ${start}`,
  ]);
});
