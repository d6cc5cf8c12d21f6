import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { listOptions } from '../../src/config/list-options.js';

const text = z.string().meta({ expects: 'a text', description: 'A text.' });

function rows(schema: z.ZodObject) {
  return listOptions(schema).map(({ path, ...row }) => [path, { ...row, description: undefined }]);
}

const plain = { expects: 'a text', isSection: false, isRequired: false, isSecret: false };

it('says of each option what it takes, its default, and whether it has to be there', () => {
  const schema = z.strictObject({
    required: text,
    optional: text.optional(),
    text: text.prefault('5m'),
    list: z.array(text).prefault(['a']),
    secret: text.optional().meta({ secret: true }),
    choice: z.enum(['on', 'off']).optional(),
    switch: z.boolean().prefault(false),
  });
  expect(rows(schema)).toEqual([
    ['required', { ...plain, isRequired: true }],
    ['optional', plain],
    ['text', { ...plain, defaultValue: '5m' }],
    ['list', { ...plain, expects: 'a list, each entry a text', defaultValue: '["a"]' }],
    ['secret', { ...plain, isSecret: true }],
    ['choice', { ...plain, expects: 'one of on, off' }],
    ['switch', { ...plain, expects: 'true or false', defaultValue: 'false' }],
  ]);
  expect(listOptions(schema).map(({ description }) => description)).toEqual([
    'A text.',
    'A text.',
    'A text.',
    '',
    'A text.',
    '',
    '',
  ]);
});

it('lists a section before its options, and those of the entries of a list', () => {
  const section = z.strictObject({ text: text.optional() });
  const schema = z.strictObject({ section: section.prefault({}), entries: z.array(section).prefault([]) });
  expect(rows(schema)).toEqual([
    ['section', { ...plain, expects: 'a map of options', isSection: true }],
    ['section.text', plain],
    ['entries', { ...plain, expects: 'a list of maps of options', isSection: true }],
    ['entries[].text', plain],
  ]);
});

it('has every option say what it takes', () => {
  expect(() => listOptions(z.strictObject({ text: z.string() }))).toThrow(
    'an option that does not say what it takes',
  );
});
