import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** A key of values.yaml. */
export interface ChartValue {
  /** As in `image.tag`. */
  readonly path: string;
  /** What its comment says. */
  readonly description: string;
  readonly defaultValue: unknown;
  /** Whether the keys below it are described one by one. */
  readonly isSection: boolean;
}

/** The keys of values.yaml in their order, sections before their own. A comment that begins with `--` describes a single value. */
export function listValues(valuesYaml: string): ChartValue[] {
  const { contents } = parseDocument(valuesYaml);
  return isMap(contents) ? valuesBelow(contents, '') : [];
}

function valuesBelow(map: YAMLMap, prefix: string): ChartValue[] {
  return map.items.flatMap((pair, index) => {
    const path = `${prefix}${String(pair.key)}`;
    const comment = commentOf(map, pair, index);
    const isSection = isMap(pair.value) && pair.value.items.length > 0 && !comment.startsWith('--');
    const value = { path, description: comment.replace(/^-- /, ''), isSection };
    if (isSection && isMap(pair.value))
      return [{ ...value, defaultValue: undefined }, ...valuesBelow(pair.value, `${path}.`)];
    return [{ ...value, defaultValue: plain(pair.value) }];
  });
}

/** The parser gives the comment above the first key of a map to the map. */
function commentOf(map: YAMLMap, pair: Pair, index: number): string {
  const own = isScalar(pair.key) ? pair.key.commentBefore : undefined;
  const text = own ?? (index === 0 ? map.commentBefore : undefined) ?? '';
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

function plain(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node ?? null));
}
