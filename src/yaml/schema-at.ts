import * as z from 'zod';

declare module 'zod' {
  interface GlobalMeta {
    /** The value never appears in a message. */
    secret?: boolean;
    /** A number without quotes is taken as the text that was written, so that leading zeros survive. */
    asWritten?: boolean;
    /** The value that the option takes, described for people. */
    expects?: string;
  }
}

export type AnySchema = z.core.$ZodType;

/** The schema below wrappers such as a default. */
export function unwrap(schema: AnySchema): AnySchema {
  const inner = wrapped(schema);
  return inner === undefined ? schema : unwrap(inner);
}

export function childSchema(schema: AnySchema | undefined, key: PropertyKey): AnySchema | undefined {
  const bare = schema && unwrap(schema);
  if (bare instanceof z.ZodObject)
    return Object.hasOwn(bare.shape, key) ? bare.shape[String(key)] : undefined;
  if (bare instanceof z.ZodArray) return bare.element;
  if (bare instanceof z.ZodRecord) return bare.valueType;
  if (bare instanceof z.ZodUnion) {
    return bare.options.map((option) => childSchema(option, key)).find((child) => child !== undefined);
  }
  return undefined;
}

/** A key that the schema knows by name, other than an entry of a record. */
export function isOption(schema: AnySchema | undefined, key: PropertyKey): boolean {
  return childSchema(schema, key) !== undefined && !(schema && unwrap(schema) instanceof z.ZodRecord);
}

export function schemaAt(root: AnySchema, path: readonly PropertyKey[]): AnySchema | undefined {
  return path.reduce<AnySchema | undefined>(childSchema, root);
}

/** The part of the path that leads to a secret option; what stands below it, where a text belongs, is secret, too. */
export function pathOfSecret(root: AnySchema, path: readonly PropertyKey[]): PropertyKey[] | undefined {
  const length = path.findIndex(
    (_, index) => metaOf(schemaAt(root, path.slice(0, index + 1))).secret === true,
  );
  return length < 0 ? undefined : path.slice(0, length + 1);
}

export function knownKeys(schema: AnySchema | undefined): string[] {
  const bare = schema && unwrap(schema);
  if (bare instanceof z.ZodObject) return Object.keys(bare.shape);
  if (bare instanceof z.ZodUnion) return [...new Set(bare.options.flatMap(knownKeys))];
  return [];
}

/** Returns true if the option is either true or false. */
export function isSwitch(schema: AnySchema | undefined): boolean {
  return schema !== undefined && unwrap(schema) instanceof z.ZodBoolean;
}

export function isCollection(schema: AnySchema | undefined): boolean {
  const bare = schema && unwrap(schema);
  if (bare instanceof z.ZodUnion) return bare.options.some(isCollection);
  return bare instanceof z.ZodObject || bare instanceof z.ZodArray || bare instanceof z.ZodRecord;
}

/** Returns the metadata of the schema and of those that it wraps, the outermost first. */
export function metaOf(schema: AnySchema | undefined): z.GlobalMeta {
  if (schema === undefined) return {};
  return { ...metaOf(wrapped(schema)), ...z.globalRegistry.get(schema) };
}

const wrappers = [
  z.ZodOptional,
  z.ZodExactOptional,
  z.ZodNullable,
  z.ZodNonOptional,
  z.ZodDefault,
  z.ZodPrefault,
  z.ZodReadonly,
  z.ZodCatch,
];

/** The schema below the outermost wrapper. */
export function wrapped(schema: AnySchema): AnySchema | undefined {
  if (schema instanceof z.ZodPipe) return schema.in;
  if (schema instanceof z.ZodLazy) return schema.unwrap();
  for (const wrapper of wrappers) if (schema instanceof wrapper) return schema.unwrap();
  return undefined;
}
