import * as z from 'zod';
import { webConfigSchema } from '../../src/web-config/web-config-schema.js';
import { renderJsonSchema } from '../json-schema.js';

type Json = Record<string, unknown>;

/** The JSON Schema of the daemon's configuration, fitted to how Helm reads values and patterns. */
export function configSchemaForHelm(): Json {
  const { type, properties, additionalProperties }: Json = JSON.parse(renderJsonSchema(), fitted);
  // What the chart sets itself is refused by its templates, which name what to set instead.
  return { type, properties: { ...Object(properties), sharding: {} }, additionalProperties };
}

/** That of a web configuration, likewise. */
export function webConfigSchemaForHelm(): Json {
  const schema = webConfigSchema(() => ({ ok: false, failure: 'the schema reads no files' }));
  const { $schema: _, ...written } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return JSON.parse(JSON.stringify(written), fitted);
}

function fitted(key: string, node: unknown): unknown {
  if (key === 'secret' && node === true) return undefined;
  if (!isOption(node)) return node;
  const { type, pattern } = node;
  const option = { ...node, pattern: withoutWhatGoLacks(pattern) };
  if (!Array.isArray(type) || !type.includes('integer')) return option;
  return pattern.includes('\\d{12}') ? { ...option, ...accountNumber } : { ...option, type: 'string' };
}

/** Helm reads a number as a float: one with leading zeros has become smaller, and one with many digits another. */
const accountNumber = { minimum: 100_000_000_000, maximum: 999_999_999_999 };

/** Go knows no lookahead and no more than 1000 repetitions. Without them the pattern takes more; the daemon still looks. */
function withoutWhatGoLacks(pattern: string): string {
  return pattern
    .replaceAll(/\(\?[=!][^()]*\)/g, '')
    .replaceAll(/\{(\d+),(\d+)\}/g, (all, from, to) => (Number(to) > 1000 ? `{${from},}` : all));
}

function isOption(node: unknown): node is Json & { readonly pattern: string } {
  return typeof node === 'object' && node !== null && 'pattern' in node && typeof node.pattern === 'string';
}
