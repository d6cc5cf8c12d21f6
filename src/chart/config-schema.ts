import { renderJsonSchema } from '../config/json-schema.js';

type Json = Record<string, unknown>;

/** The JSON Schema of the daemon's configuration, fitted to how Helm reads values and patterns. */
export function configSchemaForHelm(): Json {
  const { type, properties, additionalProperties }: Json = JSON.parse(renderJsonSchema(), fitted);
  // What the chart sets itself is refused by its templates, which tell what to set instead.
  return { type, properties: { ...Object(properties), sharding: {} }, additionalProperties };
}

function fitted(_: string, node: unknown): unknown {
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
