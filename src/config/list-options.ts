import * as z from 'zod';
import { type AnySchema, metaOf, unwrap } from '../yaml/schema-at.js';

/** One row of the reference: an option, or a section of them. */
export interface Option {
  /** As in `accounts[].roleArn`. */
  readonly path: string;
  readonly description: string;
  /** The value that it takes, described for people. */
  readonly expects: string;
  readonly isSection: boolean;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** As it would be written in YAML; absent where the option is simply left out. */
  readonly defaultValue?: string;
}

/** All options below the schema, sections before their own options, in the order of the schema. */
export function listOptions(schema: AnySchema, prefix = ''): Option[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodArray) return listOptions(bare.element, `${prefix}[]`);
  if (!(bare instanceof z.ZodObject)) return [];
  return Object.entries(bare.shape).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [optionOf(path, child), ...listOptions(child, path)];
  });
}

function optionOf(path: string, schema: AnySchema): Option {
  const meta = metaOf(schema);
  const value = defaultOf(schema);
  const isSection = holdsOptions(schema);
  return {
    path,
    description: meta.description ?? '',
    expects: expectsOf(schema),
    isSection,
    isRequired: !z.safeParse(z.strictObject({ option: schema }), {}).success,
    isSecret: meta.secret === true,
    ...(value === undefined || isSection
      ? {}
      : { defaultValue: typeof value === 'string' ? value : JSON.stringify(value) }),
  };
}

function holdsOptions(schema: AnySchema): boolean {
  const bare = unwrap(schema);
  return bare instanceof z.ZodArray ? holdsOptions(bare.element) : bare instanceof z.ZodObject;
}

function expectsOf(schema: AnySchema): string {
  const bare = unwrap(schema);
  const { expects } = metaOf(schema);
  if (expects !== undefined) return expects;
  if (bare instanceof z.ZodEnum) return `one of ${bare.options.join(', ')}`;
  if (bare instanceof z.ZodBoolean) return 'true or false';
  if (bare instanceof z.ZodObject) return 'a map of options';
  if (!(bare instanceof z.ZodArray)) throw new TypeError('an option that does not say what it takes');
  return unwrap(bare.element) instanceof z.ZodObject
    ? 'a list of maps of options'
    : `a list, each entry ${expectsOf(bare.element)}`;
}

function defaultOf(schema: AnySchema): unknown {
  return schema instanceof z.ZodPrefault ? schema.def.defaultValue : undefined;
}
