import * as z from 'zod';
import type { Config, Frozen } from '../config/config.js';
import { configSchema, type FileConfig } from '../config/schema.js';
import { type AnySchema, childSchema, metaOf } from '../yaml/schema-at.js';

/** The effective configuration in the notation of its file, with every default and without secrets. */
export const configView = configSchema;

export type ConfigView = z.input<typeof configView>;

/** Each secret is replaced by a text that is valid in its place. */
export const redactedSecret = 'REDACTED';

export function configViewOf(config: Config): ConfigView {
  const { partition: _, homeRegion: __, globalRegion: ___, ...options } = config;
  const schema: z.ZodType<Frozen<FileConfig>, ConfigView> = configSchema;
  return withoutSecrets(z.encode(schema, options), schema);
}

function withoutSecrets<Value>(value: Value, schema: AnySchema | undefined): Value;
function withoutSecrets(value: unknown, schema: AnySchema | undefined): unknown {
  if (metaOf(schema).secret === true) return redactedSecret;
  if (Array.isArray(value))
    return value.map((each, index) => withoutSecrets(each, childSchema(schema, index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutSecrets(each, childSchema(schema, key))]),
  );
}
