import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { formatProblem } from '../../src/problems/problem.js';
import { parseYamlSource } from '../../src/yaml/yaml-source.js';

const schema = z.strictObject({
  any: z.unknown().optional(),
  names: z.record(z.string(), z.string()).optional(),
  section: z.strictObject({ isOn: z.boolean().optional(), size: z.number().default(3) }).optional(),
});

/** The value that was read, or what is wrong with the text. */
function read(text: string, env?: Record<string, string>): unknown {
  const parsed = parseYamlSource(text, { file: 'f', schema, ...(env && { env }) });
  return parsed.ok ? parsed.value : parsed.failure.map(formatProblem);
}

function problems(text: string, of: z.ZodType): string[] {
  const parsed = parseYamlSource(text, { file: 'f', schema: of });
  return parsed.ok ? [] : parsed.failure.map(formatProblem);
}

describe('a problem', () => {
  it('has a code, a place, a message and what was expected instead', () => {
    const parsed = parseYamlSource('section:\n  size: big\n  sise: 1\n', { file: 'f', schema });
    expect(parsed).toEqual({
      ok: false,
      failure: [
        {
          code: 'wrong-type',
          file: 'f',
          line: 2,
          column: 9,
          path: 'section.size',
          message: 'expected a number, found the text "big"',
          expected: 'a number',
        },
        {
          code: 'unknown-option',
          file: 'f',
          line: 3,
          column: 3,
          path: 'section.sise',
          message: 'unknown option; did you mean size?',
        },
      ],
    });
  });
});

function nested(levels: number): string {
  return `any: ${'['.repeat(levels)}${']'.repeat(levels)}`;
}

/** As many values as that, of which few are written out. */
function manyValues(count: number): string {
  const lists = Math.floor((count - 103) / 102);
  // The list, the first list with its hundred numbers, an alias and a list of hundred for each other, and single numbers.
  return `[&a [${'0,'.repeat(100)}], ${'*a, '.repeat(lists)}${'[],'.repeat(count - 102 - lists * 102)}]`;
}

describe('a text that would take much to read', () => {
  it('is refused below 64 levels', () => {
    expect(read(nested(64))).toHaveProperty('any');
    expect(read(nested(65))).toEqual([`f:1:70: any${'[0]'.repeat(64)}: nested too deeply`]);
  });

  it('is refused without a look at where, below 200', () => {
    expect(read(nested(198))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(read(nested(199))).toEqual(['f: nested more than 200 levels deep']);
  });

  const numbers = z.array(z.array(z.number()));

  it('is read where aliases stand for 100000 values', () => {
    expect(parseYamlSource(manyValues(100_000), { file: 'f', schema: numbers }).ok).toBe(true);
  });

  it.each([100_001, 100_005])('is refused where they stand for %p, once', (count) => {
    expect(problems(manyValues(count), numbers)).toEqual([
      expect.stringMatching(/^f:1:\d+: \[\d+\]: more than 100000 values, counting what aliases stand for$/),
    ]);
  });
});

describe('an option without a value', () => {
  it('counts as absent where an option stands, and as nothing elsewhere', () => {
    expect(read('section:\n  size:\n')).toEqual({ section: { size: 3 } });
    expect(read('section:\n')).toEqual({});
    expect(read('names:\n  a:\n')).toEqual(['f:2:3: names.a: missing, expected a text']);
  });

  it('is an empty document where there is none', () => {
    expect([read(''), read('# nothing\n'), read('---\n')]).toEqual([{}, {}, {}]);
  });
});

describe('keys', () => {
  it('are set once', () => {
    expect(read('names:\n  a: x\n  b: y\n  a: z\n')).toEqual([
      'f:4:3: names.a: set a second time, first on line 2',
    ]);
  });

  it('may look like numbers, and are kept as written', () => {
    expect(read('names: { 012: a, 1e3: b, true: c }')).toEqual({
      names: { '012': 'a', '1e3': 'b', true: 'c' },
    });
  });

  it('come from what is merged, unless they stand in the map itself or in an earlier one', () => {
    expect(read('names: { <<: [{ a: 1st, b: 1st }, { b: 2nd, c: 2nd }], a: own }')).toEqual({
      names: { a: 'own', b: '1st', c: '2nd' },
    });
  });

  it('are blamed where they stand, merged or not', () => {
    expect(read('any: &a { wrong: 1 }\nsection:\n  <<: *a\n')).toEqual([
      'f:1:11: section.wrong: unknown option; expected one of isOn, size',
    ]);
  });

  it('named << in quotes are keys like any other', () => {
    expect(read('names: { "<<": a }')).toEqual({ names: { '<<': 'a' } });
  });
});

describe('what is merged', () => {
  it.each([
    ['1', 14],
    ['[1]', 15],
    ['[[1]]', 15],
    ['[{}, 1]', 19],
    ['', 8],
  ])('is a map, or a list of maps, and not %s', (merged, column) => {
    expect(read(`names: { <<: ${merged} }`)).toEqual([
      `f:1:${column}: names: expected a map, or a list of maps, behind <<`,
    ]);
  });

  it('has to be there', () => {
    expect(read('names: { << }')).toEqual(['f:1:8: names: expected a map, or a list of maps, behind <<']);
  });

  it('may be nothing', () => {
    expect(read('names: { <<: [] }')).toEqual({ names: {} });
  });
});

describe('a variable', () => {
  it('gives a value without quotes its type', () => {
    expect(read('section:\n  isOn: ${A}\n  size: ${B}\n', { A: 'true', B: '12' })).toEqual({
      section: { isOn: true, size: 12 },
    });
    expect(read('any:\n- ${A}\n- "${A}"\n- !!str ${A}\n', { A: '7' })).toEqual({ any: [7, '7', '7'] });
  });

  it.each([
    ['1.5', 1.5],
    ['0x1F', 31],
    ['1e3', 1000],
    ['.inf', Number.POSITIVE_INFINITY],
    ['false', false],
    ['null', null],
    ['', null],
    ['12a', '12a'],
    ['a: b', 'a: b'],
    ['[1]', '[1]'],
    ['<<', '<<'],
  ])('that holds %p stands for %p', (text, expected) => {
    expect(read('any:\n- ${A}\n', { A: text })).toEqual({ any: [expected] });
  });

  it('is not looked for where there is no environment', () => {
    expect(read('any: ${A}$$')).toEqual({ any: '${A}$$' });
  });

  it('is named beside what it stood for', () => {
    expect(read('section: { size: "${A}" }', { A: 'x' })).toEqual([
      'f:1:18: section.size: expected a number, found the text "x" (from ${A})',
    ]);
  });
});

describe('what was found', () => {
  const expected = 'f:1:18: section.size: expected a number, found';

  it.each([
    ['[]', 'an empty list'],
    ['[1]', 'a list'],
    ['{}', 'a map'],
    ['text', 'the text "text"'],
    ['"1"', 'the text "1"'],
    ['yes', 'the text "yes"'],
    ['TRUE', 'TRUE'],
    ['"a\\nb"', 'a text of several lines'],
    ['"a\\n"', 'the text "a\\n"'],
    ['x'.repeat(100), `the text "${'x'.repeat(100)}"`],
    ['x'.repeat(101), `the text "${'x'.repeat(97)}..."`],
  ])('as %s is %s', (written, found) => {
    expect(read(`section: { size: ${written} }`)).toEqual([`${expected} ${found}`]);
  });

  it('of a long reference is its beginning', () => {
    const reference = `\${A:-${'x'.repeat(100)}}`;
    expect(read(`section: { size: "${reference}" }`, { A: 'y' })).toEqual([
      `${expected} the text "y" (from \${A:-${'x'.repeat(92)}...)`,
    ]);
  });

  it('is nothing where an entry of a list is empty', () => {
    expect(problems('- a\n- # later\n', z.array(z.string()).min(2))).toEqual([
      'f:2:3: [1]: expected a text, found nothing',
    ]);
  });
});

describe('what was expected', () => {
  it.each<[z.ZodType, string, string]>([
    [z.string(), '[]', 'expected a text, found an empty list'],
    [z.number(), 'a', 'expected a number, found the text "a"'],
    [z.int(), '1.5', 'expected a whole number, found 1.5'],
    [z.boolean(), '1', 'expected true or false, found 1'],
    [z.strictObject({}), '[]', 'expected a map of options, found an empty list'],
    [z.record(z.string(), z.string()), '1', 'expected a map, found a single value'],
    [z.array(z.string()), '{}', 'expected a list, found a map'],
    [z.bigint(), '1', 'expected bigint, found 1'],
    [z.literal('a'), 'b', 'expected a, found "b"'],
    [z.literal([1, 2]), '3', 'expected one of 1, 2, found 3'],
    [z.string().min(2), 'a', 'expected at least 2 characters, found "a"'],
    [z.string().max(1), 'ab', 'expected at most 1 characters, found "ab"'],
    [z.array(z.string()).max(1), '[a, b]', 'expected at most 1 entries, found a list'],
    [z.number().min(2), '1', 'expected a number of at least 2, found 1'],
    [z.number().max(1), '2', 'expected a number of at most 1, found 2'],
    [
      z.union([z.literal('a'), z.literal('b'), z.array(z.string())]),
      '1',
      'expected a or b or a list, found a single value',
    ],
    [z.union([z.literal('a'), z.literal('a')]), 'b', 'expected a, found "b"'],
    [z.string().regex(/b/), 'a', 'Invalid string: must match pattern /b/'],
    [z.string().refine(() => false, { error: 'not today' }), 'a', 'not today'],
  ])('by schema %# of %s: %s', (of, text, message) => {
    expect(problems(text, of)).toEqual([`f:1:1: ${message}`]);
  });

  it('is what the alternative expects that fits best', () => {
    const either = z.union([z.string(), z.array(z.string()), z.array(z.strictObject({ size: z.number() }))]);
    expect(problems('[a, 1]', either)).toEqual(['f:1:5: [1]: expected a text, found 1']);
    const maps = z.union([
      z.object({ a: z.number() }),
      z.object({ b: z.object({ c: z.string() }), d: z.string() }),
    ]);
    expect(problems('{ a: x, b: { c: 1 } }', maps)).toEqual([
      'f:1:1: d: missing, expected a text',
      'f:1:17: b.c: expected a text, found 1',
    ]);
    expect(problems('[{ size: a }]', either)).toEqual(['f:1:10: [0].size: expected a number, found "a"']);
  });
});
