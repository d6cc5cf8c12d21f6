import { type Family, type FamilyTable, type HistogramSample, placeLabels } from './family.js';

/** The text exposition format, version 0.0.4, of one family table over many states. */
export interface TableRenderer<State extends object> {
  /** The blocks of the table's families, each whole: HELP, TYPE, and the lines of every state. */
  render(states: readonly State[]): string[];
  /** Renders the lines of one state ahead of `render`; throws where a family of the table does. */
  prepare(state: State): void;
}

/** The rendered lines of a state, and the `version` of its table that they were rendered with. */
interface Rendered {
  readonly version: object | undefined;
  readonly lines: readonly string[];
}

/**
 * Each state is rendered once, for a state never changes, and of its versioned families once more for each version: a
 * poll costs the lines of its own target, and those few of the targets that it has news for.
 */
export function createTableRenderer<State extends object>(table: FamilyTable<State>): TableRenderer<State> {
  const rendered = new WeakMap<State, Rendered>();
  const headers = table.families.map(
    ({ name, help, type }) => `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`,
  );

  function linesOf(state: State): readonly string[] {
    const known = rendered.get(state);
    const version = table.version?.(state);
    if (known !== undefined && known.version === version) return known.lines;
    const place = table.place?.(state);
    const pairs = place ? labelPairs(placeLabels, [place.accountId, place.accountName, place.region]) : '';
    const lines = table.families.map((family, index) => {
      const kept = family.isVersioned ? undefined : known?.lines[index];
      return kept ?? familyLines(family, state, pairs);
    });
    rendered.set(state, { version, lines });
    return lines;
  }

  return {
    prepare: (state) => void linesOf(state),
    render(states) {
      const lines = states.map(linesOf);
      return headers.flatMap((header, index) => {
        const parts = lines.map((ofState) => ofState[index] ?? '').filter((part) => part !== '');
        return parts.length === 0 ? [] : [header, ...parts];
      });
    },
  };
}

function familyLines<State>(family: Family<State>, state: State, place: string): string {
  let lines = '';
  for (const sample of family.samples(state)) {
    if ('bounds' in sample) {
      lines += histogramLines(family.name, [place, labelPairs(family.labels, sample.labels)], sample);
    } else {
      const [values, value] = sample;
      lines += line(family.name, [place, labelPairs(family.labels, values)], value);
    }
  }
  return lines;
}

function histogramLines(name: string, labels: readonly string[], histogram: HistogramSample): string {
  let cumulative = 0;
  const buckets = histogram.counts.map((count, index) => {
    cumulative += count;
    const bound = formatValue(histogram.bounds[index] ?? Number.POSITIVE_INFINITY);
    return line(`${name}_bucket`, [...labels, `le="${bound}"`], cumulative);
  });
  return (
    buckets.join('') + line(`${name}_sum`, labels, histogram.sum) + line(`${name}_count`, labels, cumulative)
  );
}

function line(name: string, labels: readonly string[], value: number): string {
  return `${name}{${labels.filter((pair) => pair !== '').join(',')}} ${formatValue(value)}\n`;
}

function labelPairs(names: readonly string[], values: readonly string[]): string {
  return names.map((name, index) => `${name}="${escapeLabel(values[index] ?? '')}"`).join(',');
}

function formatValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

function escapeLabel(text: string): string {
  return /[\\\n"]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
    : text;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
