import { type Document, isScalar, Scalar } from 'yaml';
import { type Environment, expandEnvironment, type ReferenceProblem } from './expand-environment.js';

export interface ScalarReading {
  readonly value: unknown;
  /** The text, with variables replaced. */
  readonly written: string;
  /** The text with its references, where it has any. */
  readonly source?: string;
  /** Without quotes, so that its type follows from its text. */
  readonly isPlain: boolean;
  readonly problems: readonly ReferenceProblem[];
}

export function readScalar(node: Scalar, doc: Document, env?: Environment): ScalarReading {
  const isPlain = node.type === Scalar.PLAIN && !node.tag;
  const source = node.source ?? String(node.value);
  if (env === undefined || typeof node.value !== 'string' || !node.value.includes('$')) {
    return { value: node.value, written: source, isPlain, problems: [] };
  }
  const { text, problems } = expandEnvironment(node.value, env);
  const value = isPlain ? retype(doc, text) : text;
  return { value, written: text, isPlain, problems, ...(text === node.value ? {} : { source }) };
}

/** Reads a scalar without quotes as the YAML core schema does. */
function retype(doc: Document, text: string): unknown {
  for (const tag of doc.schema?.tags ?? []) {
    if (tag.default !== true || tag.collection !== undefined || !tag.test?.test(text)) continue;
    const resolved = tag.resolve(text, () => undefined, {});
    return isScalar(resolved) ? resolved.value : resolved;
  }
  return text;
}
