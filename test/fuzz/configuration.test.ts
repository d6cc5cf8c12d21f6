import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { configSchema } from '../../src/config/schema.js';
import { formatProblem } from '../../src/problems/problem.js';
import { parseYamlSource } from '../../src/yaml/yaml-source.js';
import { mutate, mutations } from './json-mutations.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';

const env = { NAME: 'value', NUMBER: '5' };
const parse = (text: string) => parseYamlSource(text, { file: 'config.yaml', schema: configSchema, env });
const messages = (text: string): string[] => {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.failure.map(formatProblem);
};

const words = [
  'accounts',
  'id',
  'externalId',
  'regions',
  'log',
  'level',
  'poll',
  'schedule',
  '5m',
  '0',
  '.nan',
];
const marks = [
  ':',
  ': ',
  '\n',
  '\n  ',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|',
  '>',
  '#',
  '%',
  '@',
  '\t',
];
const names = ['&a', '*a', '<<', '!!str', '!x', '---', '...', '__proto__'];
const references = ['${', '}', '$$', '${NAME}', '${NUMBER:-1}', '${UNSET}'];
const longestLine = 2000;
const fragment = fc.constantFrom(...words, ...marks, ...names, ...references);
const everyOption = readFileSync('config/full.yaml', 'utf8');
const nearlyValid = mutations.map((changes) => mutate(JSON.stringify(parseYaml(everyOption)), changes));
const lines = everyOption.split('\n');
const withLinesMoved = fc
  .array(fc.tuple(fc.nat(lines.length - 1), fc.constantFrom('', '  ', '- ', '# ', '\t', '? ', '{')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((moves) => {
    const moved = new Map(moves.map(([line, before]) => [line, before]));
    return lines.flatMap((line, index) => {
      const before = moved.get(index);
      return before === '' ? [] : [`${before ?? ''}${line}`];
    });
  })
  .map((moved) => moved.join('\n'));
const nearlyYaml = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(''));

it.each([
  { what: 'any text', texts: fc.string({ unit: 'binary' }) },
  { what: 'what is nearly YAML', texts: nearlyYaml },
  { what: 'a configuration with values changed', texts: nearlyValid },
  { what: 'a configuration with lines gone or moved', texts: withLinesMoved },
])(
  '$what gives a configuration or problems of one line each, never an exception',
  ({ texts }) => {
    const property = fc.property(texts, (text) => {
      const told = messages(text);
      expect(parse(text).ok).toBe(told.length === 0);
      expect(told.filter((line) => /[\r\n]/.test(line) || line.length > longestLine)).toEqual([]);
    });
    expect(() => fc.assert(property, fuzzing(200))).not.toThrow();
  },
  fuzzTimeoutMs,
);

it(
  'a secret stays out of all problems, whatever else is wrong',
  () => {
    const secret = fc
      .stringMatching(/^[A-Za-z0-9 "'{}[\]&*!|>%@:,#-]{12,30}$/)
      .map((text) => `s3cret${text}`);
    const quoting = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => JSON.stringify(text),
      (text) => `!tag ${text}`,
      (text) => `"s3cret" ${text}`,
      (text) => `[${text}]`,
      (text) => `{ value: ${JSON.stringify(text)} }`,
    );
    const property = fc.property(secret, quoting, fc.constantFrom('', 'bad: 1', '"'), (text, quote, rest) => {
      const source = `accounts:\n  - id: 5\n    externalId: ${quote(text)}\n${rest}`;
      expect(messages(source).join('\n')).not.toContain('s3cret');
    });
    expect(() => fc.assert(property, fuzzing(200))).not.toThrow();
  },
  fuzzTimeoutMs,
);

it.each([
  ['lists', '['.repeat(50_000)],
  ['maps', '{a: '.repeat(20_000)],
  ['list items', '- '.repeat(20_000)],
  ['complex keys', '? '.repeat(20_000)],
])('refuses %s nested without end', (_, text) => {
  expect(messages(text)).toEqual(['config.yaml: nested more than 200 levels deep']);
});

it('refuses aliases that multiply', () => {
  const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${`${item}, `.repeat(9)}]`;
  });
  expect(messages(levels.join('\n')).join('\n')).toContain('more than 100000 values');
});
