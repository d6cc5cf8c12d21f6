import { readFileSync } from 'node:fs';

/** What docs/faults.md says of one operation: what fails with it, and which facts stay as they were. */
export interface StatedFailure {
  readonly fails: string;
  readonly kept: readonly string[];
  readonly shownBy: string;
}

/** What comes of one call: the word for it, and how often it was tried again. */
export interface StatedResult {
  readonly result: 'read' | 'fails' | 'gone' | 'missing' | 'unknown';
  readonly retries: number;
}

export const weathers = ['Once, 3 attempts', 'Lasting, 3 attempts', 'Lasting, 1 attempt'] as const;
export type Weather = (typeof weathers)[number];

const tables = tablesOf(readFileSync('docs/faults.md', 'utf8'));
const [failures = [], outcomes = [], ...matrices] = tables;

export const statedFailures: Readonly<Record<string, StatedFailure>> = Object.fromEntries(
  failures.map((row) => [
    row['Operation'] ?? '',
    {
      fails: row['What fails'] ?? '',
      kept: (row['What is kept'] ?? '').split(', ').map(camelCase),
      shownBy: row['Shown by'] ?? '',
    },
  ]),
);

/** By outcome and weather. */
export const statedResults: Readonly<Record<string, Readonly<Record<Weather, StatedResult>>>> =
  Object.fromEntries(
    outcomes.map(({ Outcome: outcome = '', ...row }) => [
      outcome,
      Object.fromEntries(weathers.map((weather) => [weather, resultOf(row[weather] ?? '')])) as Record<
        Weather,
        StatedResult
      >,
    ]),
  );

/** By operation and fault: the cells as they are written. */
export const statedCells: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  matrices.flatMap((rows) =>
    Object.keys(rows[0] ?? {})
      .filter((column) => column !== 'Fault')
      .map((operation) => [
        operation,
        Object.fromEntries(rows.map((row) => [row['Fault'] ?? '', row[operation] ?? ''])),
      ]),
  ),
);

/** The outcome and the reason of a cell such as `retried: throttled`. */
export function readCell(cell: string): { readonly outcome: string; readonly reason?: string | undefined } {
  const [outcome = '', reason] = cell.split(': ');
  return { outcome, reason };
}

/** The tables of a Markdown text, each a list of rows by the names of the columns; backticks are left out. */
function tablesOf(markdown: string): Record<string, string>[][] {
  const blocks = markdown.split(/\n\n+/).filter((block) => block.startsWith('|'));
  return blocks.map((block) => {
    const [header = [], , ...rows] = block.trim().split('\n').map(cellsOf);
    return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
  });
}

function cellsOf(line: string): string[] {
  return line
    .replaceAll('`', '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function resultOf(cell: string): StatedResult {
  const [, result, retries] = /^(read|fails|gone|missing|unknown), (\d) retr(?:y|ies)$/.exec(cell) ?? [];
  return { result: result as StatedResult['result'], retries: Number(retries) };
}

function camelCase(words: string): string {
  return words.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}
