import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
} from 'yaml';
import type * as z from 'zod';
import { type Environment, expandEnvironment } from './env-expansion.js';
import { childSchema, metaOf } from './schema-walk.js';

/** A plain value together with the places in the source that it and its parts come from. */
export interface Located {
  readonly value: unknown;
  readonly offset: number;
  /** How a message names the value, as far as it may be shown. */
  readonly found: string;
  readonly keys: ReadonlyMap<string, number>;
  readonly children: ReadonlyMap<PropertyKey, Located>;
}

export interface Misplaced {
  readonly path: readonly PropertyKey[];
  readonly offset: number;
  readonly message: string;
  /** Another place that the message ends with. */
  readonly earlierOffset?: number;
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly schema: z.core.$ZodType | undefined;
  readonly depth: number;
  /** Where a value without text of its own, such as that of `key:`, is reported. */
  readonly offset: number;
}

const maxNodes = 100_000;
const maxDepth = 64;
const unknownAnchor =
  'no anchor of this name stands above; put a value that starts with * in quotes, such as a cron expression';
const none: ReadonlyMap<never, never> = new Map<never, never>();

/** Follows aliases and merge keys, expands variables, and lets the schema decide what is taken as written. */
export function locate(doc: Document, schema: z.core.$ZodType, env: Environment) {
  const problems: Misplaced[] = [];
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let nodes = 0;

  function report(place: Place, message: string, offset = place.offset): Located {
    problems.push({ path: place.path, offset, message });
    return { value: undefined, offset, found: 'nothing', keys: none, children: none };
  }

  function visit(node: unknown, outer: Place): Located {
    nodes += 1;
    const place = { ...outer, offset: offsetOf(node) ?? outer.offset, depth: outer.depth + 1 };
    if (nodes === maxNodes) report(place, `more than ${maxNodes} values, counting what aliases stand for`);
    if (nodes >= maxNodes) return scalarOf(undefined, '', place);
    if (place.depth > maxDepth) return report(place, 'nested too deeply');
    if (isAlias(node)) return visitAlias(node, place);
    if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isMap(node)) return visitMap(node.items, place);
    if (isSeq(node)) return visitList(node.items, place);
    return isScalar(node) ? visitScalar(node, place) : scalarOf(null, '', place);
  }

  function visitAlias(alias: Alias, place: Place): Located {
    const target = anchors.get(alias.source);
    if (target === undefined) return report(place, unknownAnchor);
    if (open.has(target)) return report(place, 'the alias stands inside its own anchor');
    open.add(target);
    const located = visit(target, place);
    open.delete(target);
    return { ...located, offset: place.offset };
  }

  function visitMap(pairs: readonly Pair[], place: Place): Located {
    const keys = new Map<string, number>();
    const children = new Map<PropertyKey, Located>();
    for (const pair of pairs.filter((each) => !isMerge(each))) {
      const offset = offsetOf(pair.key) ?? place.offset;
      if (!isScalar(pair.key)) {
        report(place, 'expected a plain text as key', offset);
        continue;
      }
      const key = keyText(pair.key);
      const earlierOffset = keys.get(key);
      if (earlierOffset !== undefined) {
        problems.push({
          path: inside(place, key).path,
          offset,
          message: 'set a second time, first',
          earlierOffset,
        });
        continue;
      }
      keys.set(key, offset);
      children.set(key, visit(pair.value, { ...inside(place, key), offset }));
    }
    for (const pair of pairs.filter(isMerge)) merge(pair, place, keys, children);
    return { value: objectOf(children, place.schema), offset: place.offset, found: 'a map', keys, children };
  }

  function merge(pair: Pair, place: Place, keys: Map<string, number>, children: Map<PropertyKey, Located>) {
    const target = isAlias(pair.value) ? anchors.get(pair.value.source) : pair.value;
    for (const source of isSeq(target) ? target.items : [pair.value]) {
      const merged = visit(source, place);
      if (merged.found !== 'a map')
        report(place, 'expected a map, or a list of maps, behind <<', merged.offset);
      for (const [key, child] of merged.children) {
        if (children.has(key)) continue;
        children.set(key, child);
        keys.set(String(key), merged.keys.get(String(key)) ?? merged.offset);
      }
    }
  }

  function visitList(items: readonly unknown[], place: Place): Located {
    const children = new Map<PropertyKey, Located>();
    items.forEach((item, index) => {
      children.set(index, visit(item, inside(place, index)));
    });
    const value = [...children.values()].map((child) => child.value);
    return { value, offset: place.offset, found: 'a list', keys: none, children };
  }

  function visitScalar(node: Scalar, place: Place): Located {
    const isPlain = node.type === Scalar.PLAIN && (node.tag === undefined || node.tag.length === 0);
    const written = node.source ?? String(node.value);
    if (typeof node.value !== 'string' || !node.value.includes('$')) {
      return scalarOf(node.value, written, place, isPlain);
    }
    const expansion = expandEnvironment(node.value, env);
    for (const problem of expansion.problems) report(place, problem);
    if (expansion.problems.length > 0) return { ...scalarOf(undefined, written, place), found: 'unexpanded' };
    const value = isPlain ? retype(doc, expansion.text) : expansion.text;
    return scalarOf(value, expansion.text, place, isPlain);
  }

  return { root: visit(doc.contents, { path: [], schema, depth: 0, offset: 0 }), problems };
}

function inside(place: Place, key: string | number): Place {
  return { ...place, path: [...place.path, key], schema: childSchema(place.schema, key) };
}

function scalarOf(value: unknown, written: string, place: Place, isPlain = false): Located {
  const taken =
    isPlain && value !== null && metaOf(place.schema).asWritten === true && typeof value !== 'string'
      ? written
      : value;
  const found = value === null ? 'nothing' : typeof value === 'string' ? JSON.stringify(value) : written;
  return { value: taken, offset: place.offset, found, keys: none, children: none };
}

/** A key without a value counts as absent, as in `poll:` with everything below it commented out. */
function objectOf(children: ReadonlyMap<PropertyKey, Located>, schema: z.core.$ZodType | undefined) {
  const present = [...children].filter(
    ([key, child]) => child.value !== null || childSchema(schema, key) === undefined,
  );
  return Object.fromEntries(present.map(([key, child]) => [key, child.value]));
}

/** What the YAML core schema makes of a scalar without quotes. */
function retype(doc: Document, text: string): unknown {
  const tags = doc.schema?.tags ?? [];
  for (const tag of tags) {
    if (tag.default !== true || tag.collection !== undefined || !tag.test?.test(text)) continue;
    const resolved = tag.resolve(text, () => undefined, {});
    return isScalar(resolved) ? resolved.value : resolved;
  }
  return text;
}

function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === Scalar.PLAIN && pair.key.source === '<<';
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function offsetOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return end > start ? start : undefined;
}
