import type { ProblemCode } from './problem-codes.js';

/** Something wrong with what an operator wrote, at its place. */
export interface Problem extends Omit<OptionProblem, 'path'> {
  /** The file, flag or environment variable that holds the value. */
  readonly file: string;
  /** From 1; 0 where the problem has no line, such as a missing file or a flag. */
  readonly line: number;
  readonly column: number;
  /** The option, such as `accounts[0].roleArn`; empty for the document as a whole. */
  readonly path: string;
  /** Set where it is valid and most likely not meant. */
  readonly isWarning?: true;
}

/** Something wrong with an option, before it is known where that stands. */
export interface OptionProblem {
  readonly code: ProblemCode;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The value that the option takes, where the message says that it expects it. */
  readonly expected?: string;
}

/** A problem of a source as a whole: a file, a flag or an environment variable. */
export function sourceProblem(code: ProblemCode, file: string, message: string): Problem {
  return { code, file, line: 0, column: 0, path: '', message };
}

export function formatProblem(problem: Problem): string {
  const { file, line, column, isWarning } = problem;
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return `${place}: ${isWarning ? 'warning: ' : ''}${describeProblem(problem)}`;
}

/** The option and the message, without the place. */
export function describeProblem({ path, message }: Pick<Problem, 'path' | 'message'>): string {
  return path === '' ? message : `${path}: ${message}`;
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.map(formatSegment).join('').replace(/^\./, '');
}

export function sortProblems(problems: readonly Problem[]): Problem[] {
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
