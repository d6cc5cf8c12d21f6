/** The samples of an exposition, by `name{labels}` as it stands in the text. */
export type Samples = ReadonlyMap<string, number>;

export function parseExposition(text: string): Samples {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const space = line.lastIndexOf(' ');
    samples.set(line.slice(0, space), Number(line.slice(space + 1)));
  }
  return samples;
}

/** The samples of one family whose labels contain every given pair. */
export function select(samples: Samples, name: string, labels: Record<string, string> = {}): number[] {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return [...samples]
    .filter(([series]) => series.startsWith(`${name}{`) || series === name)
    .filter(([series]) => pairs.every((pair) => series.includes(pair)))
    .map(([, value]) => value);
}

export function sum(samples: Samples, name: string, labels: Record<string, string> = {}): number {
  return select(samples, name, labels).reduce((total, value) => total + value, 0);
}
