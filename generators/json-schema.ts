import * as z from 'zod';
import { configSchema } from '../src/config/schema.js';
import { renderJson } from '../src/render-json.js';

type Json = Record<string, unknown>;

const annotations = ['description', 'default'];
const ownMeta = new Set(['secret', 'asWritten', 'expects']);

/** The JSON Schema (draft-07, which yaml-language-server reads) of a configuration file. */
export function renderJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' });
  const document = {
    $schema,
    title: 'restore-test-monitor configuration',
    ...forEditors(schema),
    definitions: { reference },
  };
  return renderJson(document);
}

const reference = {
  description: `A text with environment variables: \${NAME} or \${NAME:-default}.`,
  type: 'string',
  pattern: '\\$\\{',
};

/** Fits the schema to the file as it is written, before variables are expanded. */
function forEditors(schema: Json): Json {
  const fitted: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (ownMeta.has(key)) continue;
    if (key === 'properties' && isJson(value)) fitted[key] = mapValues(value, forEditors);
    else fitted[key] = key === 'items' && isJson(value) ? forEditors(value) : value;
  }
  if (Array.isArray(schema['anyOf'])) return { ...fitted, anyOf: fittedAlternatives(schema['anyOf']) };
  if (schema['asWritten'] === true) fitted['type'] = ['string', 'integer'];
  if (schema['type'] === 'array') return fitted;
  if (schema['type'] === 'object') return orEmpty(fitted);
  return orReference(fitted);
}

/** Each as the file may hold it, and a reference once. */
function fittedAlternatives(schemas: readonly unknown[]): unknown[] {
  const fitted = schemas.filter(isJson).map((each) => (each['type'] === 'array' ? forEditors(each) : each));
  return [...fitted, { $ref: '#/definitions/reference' }];
}

/** A section may stand without any of its options. */
function orEmpty(section: Json): Json {
  return 'default' in section ? { ...section, type: ['object', 'null'] } : section;
}

function orReference(option: Json): Json {
  const entries = Object.entries(option);
  const outer = entries.filter(([key]) => annotations.includes(key));
  const inner = entries.filter(([key]) => !annotations.includes(key));
  const alternatives = [Object.fromEntries(inner), { $ref: '#/definitions/reference' }];
  return { ...Object.fromEntries(outer), anyOf: alternatives };
}

function mapValues(values: Json, change: (value: Json) => Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isJson(value) ? change(value) : value]),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
