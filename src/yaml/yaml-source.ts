import { type Document, Lexer, LineCounter, Parser, parseDocument } from 'yaml';
import type * as z from 'zod';
import { formatPath, type Problem, sortProblems, sourceProblem } from '../problems/problem.js';
import type { Result } from '../result.js';
import type { Environment } from './expand-environment.js';
import { expectedBySchema, issueProblems } from './issue-problems.js';
import { Locator, type Misplaced } from './locator.js';
import { pathOfSecret } from './schema-at.js';
import { syntaxMessage } from './syntax-message.js';

export interface YamlSource<T> {
  /** The name of the source in messages. */
  readonly file: string;
  readonly schema: z.ZodType<T>;
  /** Where it is absent, a `$` stands for itself everywhere. */
  readonly env?: Environment;
}

export type Parsed<Value> = Result<Value, readonly Problem[]>;

const maxNesting = 200;
const parseOptions = { merge: true, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;

/** Reads one YAML document, expands environment variables in its values and validates it; an empty one is `{}`. */
export function parseYamlSource<T>(text: string, { file, schema, env }: YamlSource<T>): Parsed<T> {
  const lines = new LineCounter();
  const problemAt = ({ path, offset, message, earlierOffset, ...rest }: Misplaced): Problem => {
    const { line, col } = lines.linePos(offset);
    const earlier = earlierOffset === undefined ? '' : ` on line ${lines.linePos(earlierOffset).line}`;
    const shown = formatPath(pathOfSecret(schema, path) ?? path);
    return { ...rest, file, line, column: col, path: shown, message: `${message}${earlier}` };
  };
  if (nestsTooDeeply(text)) {
    const message = `nested more than ${maxNesting} levels deep`;
    return { ok: false, failure: [sourceProblem('invalid-yaml', file, message)] };
  }
  const doc = parseDocument(text, { ...parseOptions, lineCounter: lines });
  const syntax = syntaxProblems(doc, (offset) => lines.linePos(offset).col === 1).map(problemAt);
  if (syntax.length > 0) return { ok: false, failure: sortProblems(firstOfEachLine(syntax)) };

  const locator = new Locator(doc, env);
  const root = locator.locate(schema);
  const result = schema.safeParse(root.value ?? {}, { error: expectedBySchema });
  const issues = result.error?.issues ?? [];
  const found = [...locator.problems, ...issues.flatMap((issue) => issueProblems(issue, root, schema))];
  if (result.success && found.length === 0) return { ok: true, value: result.data };
  return { ok: false, failure: sortProblems(found.map(problemAt)) };
}

function syntaxProblems(doc: Document.Parsed, isLineStart: (offset: number) => boolean): Misplaced[] {
  return [...doc.errors, ...doc.warnings].map((error) => ({
    code: 'invalid-yaml',
    path: [],
    offset: error.pos[0],
    message: syntaxMessage(error, isLineStart(error.pos[0])),
  }));
}

/** Further errors in a line mostly follow from the first. */
function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ line }, index) => problems.findIndex((each) => each.line === line) === index);
}

/** The composer recurses and can take the process down with it; the parser below it does not. */
function nestsTooDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > maxNesting) return true;
  }
  return false;
}
