import { readFileSync } from 'node:fs';
import { placeLabels } from '../../src/metrics/family.js';

/** The names of the labels of each metric. */
export type Labels = ReadonlyMap<string, ReadonlySet<string>>;

/** What docs/metrics.md says of the metrics; those of the Node.js process it does not list. */
export function documentedMetrics(): Labels {
  const text = readFileSync('docs/metrics.md', 'utf8');
  const tagged = new Map(
    [...text.matchAll(/`(\w+)` also has a label for each key of `tags\.keys`, such as `(\w+)`/g)].map(
      ([, name = '', label = '']) => [name, label],
    ),
  );
  const sections = text.split(/^## /m);
  return new Map(
    sections.flatMap((section) =>
      [...section.matchAll(/^\| `((?:aws|restore)_\w+)` +\| \w+ +\| [^|]+\| ([^|]*)\|/gm)].map(
        ([, name = '', labels = '']): [string, Set<string>] => [
          name,
          new Set([
            ...(/^(The daemon|Accounts|Applications|Exceptions)/.test(section) ? [] : placeLabels),
            ...[...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
            ...[tagged.get(name) ?? []].flat(),
          ]),
        ],
      ),
    ),
  );
}
