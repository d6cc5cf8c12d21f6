import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  childSchema,
  isCollection,
  isOption,
  isSwitch,
  knownKeys,
  metaOf,
  pathOfSecret,
  schemaAt,
  unwrap,
} from '../../src/yaml/schema-at.js';

const inner = z.strictObject({ key: z.boolean() });
const wrappers: [string, z.ZodType][] = [
  ['optional', inner.optional()],
  ['exactOptional', z.exactOptional(inner)],
  ['nullable', inner.nullable()],
  ['nonoptional', z.nonoptional(inner.optional())],
  ['default', inner.default({ key: true })],
  ['prefault', inner.prefault({ key: true })],
  ['readonly', inner.readonly()],
  ['catch', inner.catch({ key: true })],
  ['transform', inner.transform(String)],
  ['lazy', z.lazy(() => inner)],
  ['several', inner.nullable().optional().readonly()],
];

describe.each(wrappers)('below %s', (_, schema) => {
  it('stands the schema that has the options', () => {
    expect(unwrap(schema)).toBe(inner);
    expect([knownKeys(schema), isCollection(schema), isOption(schema, 'key')]).toEqual([['key'], true, true]);
  });
});

const schema = z.strictObject({
  list: z.array(inner),
  record: z.record(z.string(), inner),
  either: z.union([z.string(), inner, z.strictObject({ key: z.string(), other: z.string() })]),
  text: z.string(),
  secret: z.string().meta({ secret: true }).optional(),
});

describe('a child', () => {
  it.each<[PropertyKey[], string[] | undefined]>([
    [[], ['list', 'record', 'either', 'text', 'secret']],
    [['list'], []],
    [['list', 3], ['key']],
    [['record', 'any'], ['key']],
    [['either'], ['key', 'other']],
  ])('at %p has the keys %p', (path, keys) => {
    expect(knownKeys(schemaAt(schema, path))).toEqual(keys);
  });

  it.each<[PropertyKey[]]>([[['unknown']], [['text', 'below']], [['toString']], [['unknown', 'below']]])(
    'is not at %p',
    (path) => {
      expect(schemaAt(schema, path)).toBeUndefined();
    },
  );

  it('is the first that an alternative has', () => {
    expect(isSwitch(schemaAt(schema, ['either', 'key']))).toBe(true);
    expect(isSwitch(schemaAt(schema, ['either', 'other']))).toBe(false);
  });

  it('of a record is no option, of nothing neither', () => {
    expect(isOption(childSchema(schema, 'record'), 'any')).toBe(false);
    expect(isOption(undefined, 'any')).toBe(false);
    expect(isOption(schema, 'unknown')).toBe(false);
  });
});

describe('a collection', () => {
  it.each([
    ['list', true],
    ['record', true],
    ['either', true],
    ['text', false],
    ['unknown', false],
  ])('%s: %p', (key, expected) => {
    expect(isCollection(childSchema(schema, key))).toBe(expected);
  });
});

describe('a switch', () => {
  it('is true or false, or nothing', () => {
    expect([isSwitch(z.boolean().optional()), isSwitch(z.string()), isSwitch(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('what a schema says of itself', () => {
  it('comes from the outermost that says it', () => {
    const text = z
      .string()
      .meta({ expects: 'a text', description: 'inner' })
      .optional()
      .meta({ description: 'outer' });
    expect(metaOf(text)).toEqual({ expects: 'a text', description: 'outer' });
    expect([metaOf(undefined), metaOf(z.string())]).toEqual([{}, {}]);
  });
});

describe('a secret', () => {
  it.each<[PropertyKey[], PropertyKey[] | undefined]>([
    [['secret'], ['secret']],
    [['secret', 'below', 0], ['secret']],
    [['text'], undefined],
    [[], undefined],
  ])('on the way to %p is %p', (path, expected) => {
    expect(pathOfSecret(schema, path)).toEqual(expected);
  });
});
