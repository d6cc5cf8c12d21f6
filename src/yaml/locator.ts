import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, Scalar } from 'yaml';
import type { OptionProblem } from '../problems/problem.js';
import type { ProblemCode } from '../problems/problem-codes.js';
import type { Environment } from './expand-environment.js';
import { readScalar } from './read-scalar.js';
import { type AnySchema, childSchema, isOption, metaOf } from './schema-at.js';

/** A plain value together with the places in the source that it and its parts come from. */
export interface Located {
  readonly value: unknown;
  readonly offset: number;
  /** `reported`: not readable, and already among the problems. */
  readonly kind: 'scalar' | 'map' | 'list' | 'reported';
  /** The text of a scalar, and the references that it came from. */
  readonly written?: string;
  readonly source?: string;
  readonly keys: ReadonlyMap<string, number>;
  readonly children: ReadonlyMap<PropertyKey, Located>;
}

/** A problem that knows how far into the source it is. */
export interface Misplaced extends OptionProblem {
  readonly offset: number;
  /** Another place that the message ends with. */
  readonly earlierOffset?: number;
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly schema: AnySchema | undefined;
  /** The offset at which a value without text of its own, such as that of `key:`, is reported. */
  readonly offset: number;
}

const maxNodes = 100_000;
const maxDepth = 64;
const unknownAnchor =
  'no anchor of this name stands above; put a value that starts with * in quotes, such as a cron expression';
/** The text there may be the rest of a value, so it is not repeated. */
const keyWithoutValue =
  'expected "option: value"; is the colon missing, or the quotes around a value that holds a comma?';
const none: ReadonlyMap<never, never> = new Map<never, never>();

/** Follows aliases and merge keys, expands variables, and lets the schema decide what is taken as written. */
export class Locator {
  readonly problems: Misplaced[] = [];
  readonly #doc: Document;
  readonly #env: Environment | undefined;
  readonly #anchors = new Map<string, unknown>();
  readonly #open = new Set<unknown>();
  #nodes = 0;

  constructor(doc: Document, env?: Environment) {
    this.#doc = doc;
    this.#env = env;
  }

  locate(schema: AnySchema): Located {
    return this.#visit(this.#doc.contents, { path: [], schema, offset: 0 });
  }

  #visit(node: unknown, outer: Place): Located {
    this.#nodes += 1;
    const place = { ...outer, offset: offsetOf(node) ?? outer.offset };
    if (this.#nodes > maxNodes) return this.#excess(place);
    if (place.path.length > maxDepth) return this.#report(place, 'invalid-yaml', 'nested too deeply');
    if (isAlias(node)) return this.#visitAlias(node, place);
    if (isNode(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const located = this.#visitValue(node, place);
    this.#open.delete(node);
    return located;
  }

  #visitValue(node: unknown, place: Place): Located {
    if (isMap(node)) return this.#visitMap(node.items, place);
    if (isSeq(node)) return this.#visitList(node.items, place);
    if (isScalar(node)) return this.#visitScalar(node, place);
    return { kind: 'scalar', value: null, written: '', offset: place.offset, keys: none, children: none };
  }

  #visitAlias(alias: Alias, place: Place): Located {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) return this.#report(place, 'unknown-anchor', unknownAnchor);
    if (this.#open.has(target))
      return this.#report(place, 'unknown-anchor', 'the alias stands inside its own anchor');
    return { ...this.#visit(target, place), offset: place.offset };
  }

  #visitMap(pairs: readonly Pair[], place: Place): Located {
    const keys = new Map<string, number>();
    const children = new Map<PropertyKey, Located>();
    for (const { key: node, value } of pairs.filter((pair) => !isMerge(pair))) {
      const offset = offsetOf(node) ?? place.offset;
      if (!isScalar(node)) {
        this.#report({ ...place, offset }, 'invalid-key', 'expected a plain text as key');
        continue;
      }
      const key = node.source ?? String(node.value);
      if (value === null && !key.includes(':') && !isOption(place.schema, key)) {
        this.#report({ ...place, offset }, 'option-without-value', keyWithoutValue);
        continue;
      }
      const below = { ...inside(place, key), offset };
      const earlierOffset = keys.get(key);
      if (earlierOffset === undefined) {
        keys.set(key, offset);
        children.set(key, this.#visit(value, below));
      } else {
        const message = 'set a second time, first';
        this.problems.push({ code: 'repeated-option', path: below.path, offset, message, earlierOffset });
      }
    }
    for (const pair of pairs.filter(isMerge)) this.#merge(pair.value, place, keys, children);
    const value = objectOf(children, place.schema);
    return { kind: 'map', value, offset: place.offset, keys, children };
  }

  #merge(node: unknown, place: Place, keys: Map<string, number>, children: Map<PropertyKey, Located>) {
    const target = isAlias(node) ? this.#anchors.get(node.source) : node;
    for (const source of isSeq(target) ? target.items : [node]) {
      const merged = this.#visit(source, place);
      if (merged.kind === 'scalar' || merged.kind === 'list') {
        this.#report(
          { ...place, offset: merged.offset },
          'invalid-merge',
          'expected a map, or a list of maps, behind <<',
        );
        continue;
      }
      for (const [key, child] of merged.children) {
        if (children.has(key)) continue;
        children.set(key, child);
        keys.set(String(key), merged.keys.get(String(key)) ?? merged.offset);
      }
    }
  }

  #visitList(items: readonly unknown[], place: Place): Located {
    const children = new Map<PropertyKey, Located>();
    for (const [index, item] of items.entries()) {
      const offset = isNode(item) && item.range ? item.range[0] : place.offset;
      children.set(index, this.#visit(item, { ...inside(place, index), offset }));
    }
    const value = Array.from(children.values(), (child) => child.value);
    return { kind: 'list', value, offset: place.offset, keys: none, children };
  }

  #visitScalar(node: Scalar, place: Place): Located {
    const { problems, isPlain, ...reading } = readScalar(node, this.#doc, this.#env);
    const reported = problems.map(({ code, message }) => this.#report(place, code, message));
    const isText = isPlain && reading.value !== null && metaOf(place.schema).asWritten === true;
    const value = isText ? reading.written : reading.value;
    const { offset } = place;
    return reported[0] ?? { kind: 'scalar', ...reading, value, offset, keys: none, children: none };
  }

  #excess(place: Place): Located {
    const message = `more than ${maxNodes} values, counting what aliases stand for`;
    if (this.#nodes === maxNodes + 1) return this.#report(place, 'too-many-values', message);
    return { kind: 'reported', value: undefined, offset: place.offset, keys: none, children: none };
  }

  #report({ path, offset }: Place, code: ProblemCode, message: string): Located {
    this.problems.push({ code, path, offset, message });
    return { kind: 'reported', value: undefined, offset, keys: none, children: none };
  }
}

function inside(place: Place, key: string | number): Place {
  return { ...place, path: [...place.path, key], schema: childSchema(place.schema, key) };
}

/** A key without a value counts as absent, as in `poll:` with everything below it commented out. */
function objectOf(children: ReadonlyMap<PropertyKey, Located>, schema: AnySchema | undefined) {
  const present = [...children].filter(([key, child]) => child.value !== null || !isOption(schema, key));
  return Object.fromEntries(present.map(([key, child]) => [key, child.value]));
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === Scalar.PLAIN && key.source === '<<';
}

function offsetOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return end > start ? start : undefined;
}
