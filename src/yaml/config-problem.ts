/** One thing wrong with the configuration, and where. */
export interface ConfigProblem {
  /** The file, flag or environment variable that holds the value. */
  readonly file: string;
  /** From 1; 0 where the problem has no line, such as a missing file or a flag. */
  readonly line: number;
  readonly column: number;
  /** The option, such as `accounts[0].roleArn`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

export function formatProblem({ file, line, column, path, message }: ConfigProblem): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.map(formatSegment).join('').replace(/^\./, '');
}

export function sortProblems(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function formatSegment(segment: PropertyKey): string {
  if (typeof segment === 'number') return `[${segment}]`;
  const key = String(segment);
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key.replace(valueInKey, '…'))}]`;
}

/** A key may have run into its value, which may be secret; the reference to a variable is not. */
const valueInKey = /(?:[:=\s]|\$(?!\{)).*/s;
