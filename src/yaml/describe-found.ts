import * as z from 'zod';
import { redact } from '../redact.js';
import type { Located } from './locator.js';
import { type AnySchema, isCollection, metaOf, unwrap } from './schema-at.js';

/** Describes the value in the file for a message: never a secret, nor a text in a place where options belong. */
export function describeFound(located: Located, schema: AnySchema | undefined): string {
  if (located.kind === 'list') return located.children.size === 0 ? 'an empty list' : 'a list';
  if (located.kind === 'map') return 'a map';
  if (located.value === null) return 'nothing';
  if (metaOf(schema).secret === true) return 'a value that is not shown because it is secret';
  if (isCollection(schema)) return 'a single value';
  const origin = located.source === undefined ? '' : ` (from ${shortened(located.source)})`;
  return `${scalarText(located, schema)}${origin}`;
}

function scalarText({ value, written = '' }: Located, schema: AnySchema | undefined): string {
  if (typeof value !== 'string') return shortened(written);
  if (value.trimEnd().includes('\n')) return 'a text of several lines';
  const bare = schema && unwrap(schema);
  const isOtherType = bare instanceof z.ZodNumber || bare instanceof z.ZodBoolean;
  return `${isOtherType ? 'the text ' : ''}${JSON.stringify(shortened(redact(value)))}`;
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
