/**
 * Returns the label of each key of a tag, as kube-state-metrics names them: in snake case, what no label may have as underscores, and
 * numbered where several keys would have the same.
 */
export function tagLabels(keys: readonly string[]): ReadonlyMap<string, string> {
  const sorted = keys.toSorted();
  return new Map(
    sorted.map((key) => {
      const label = labelOf(key);
      const alike = sorted.filter((other) => labelOf(other) === label);
      return [key, alike.length > 1 ? `${label}_conflict${alike.indexOf(key) + 1}` : label];
    }),
  );
}

function labelOf(key: string): string {
  const name = key.replaceAll(/[^a-zA-Z0-9_]/g, '_').replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  return `tag_${name.toLowerCase()}`;
}
