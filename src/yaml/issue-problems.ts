import type * as z from 'zod';
import { isProblemCode, type ProblemCode } from '../problems/problem-codes.js';
import { closestName } from './closest-name.js';
import { describeFound } from './describe-found.js';
import type { Located, Misplaced } from './locator.js';
import { type AnySchema, knownKeys, schemaAt } from './schema-at.js';

type Issue = z.core.$ZodIssue;

/** The text of an issue for which the schema gives none of its own: what was expected. */
export function expectedBySchema(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return `expected ${typeNames[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `expected ${oneOf(issue.values.map(String))}`;
  if (issue.code === 'too_small') return `expected ${sized('at least', issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `expected ${sized('at most', issue.maximum, issue.origin)}`;
  return undefined;
}

/**
 * Returns the place of an issue in the source and the value found there. An issue with several unknown keys becomes
 * several.
 */
export function issueProblems(issue: Issue, root: Located, schema: AnySchema): Misplaced[] {
  if (issue.code === 'invalid_union') return misplacedInUnion(issue, root, schema);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      unknownKey(issue.path, key, root, knownKeys(schemaAt(schema, issue.path))),
    );
  }
  const { located, isPresent } = find(root, issue.path);
  if (located.kind === 'reported') return [];
  const isAbsent = !isPresent || (located.value === null && typeof issue.path.at(-1) === 'string');
  const found = { path: issue.path, offset: located.offset };
  if (!issue.message.startsWith(expects)) return [{ ...found, code: codeOf(issue), message: issue.message }];
  const message = isAbsent
    ? `missing, ${issue.message}`
    : `${issue.message}, found ${describeFound(located, schemaAt(schema, issue.path))}`;
  const code = isAbsent ? 'missing-option' : codeOf(issue);
  return [{ ...found, code, message, expected: issue.message.slice(expects.length) }];
}

const expects = 'expected ';

/** The code that a check gave its issue as a parameter, or that of the kind of issue. */
export function codeOf(issue: Issue): ProblemCode {
  if (issue.code === 'custom')
    return isProblemCode(issue.params?.['code']) ? issue.params['code'] : 'invalid-value';
  return codes[issue.code] ?? 'invalid-value';
}

const codes: Readonly<Partial<Record<Issue['code'], ProblemCode>>> = {
  invalid_type: 'wrong-type',
  too_small: 'out-of-range',
  too_big: 'out-of-range',
};

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of options',
  record: 'a map',
  array: 'a list',
};

function sized(bound: string, limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${bound} ${limit} characters`;
  return origin === 'array' ? `${bound} ${limit} entries` : `a number of ${bound} ${limit}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

/** Of the alternatives, the one that the value fits best: whose first issue lies deepest. */
function misplacedInUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  root: Located,
  schema: AnySchema,
): Misplaced[] {
  const alternatives = issue.errors;
  const depths = alternatives.map((issues) => Math.max(...issues.map((each) => each.path.length)));
  const deepest = Math.max(0, ...depths);
  const best = deepest > 0 ? alternatives[depths.indexOf(deepest)] : undefined;
  if (best !== undefined) {
    return best.flatMap((each) =>
      issueProblems({ ...each, path: [...issue.path, ...each.path] }, root, schema),
    );
  }
  const expected = alternatives.map((issues) => issues[0]?.message.replace(/^expected /, ''));
  const message = `expected ${[...new Set(expected)].join(' or ')}`;
  return issueProblems({ code: 'custom', path: issue.path, message }, root, schema);
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  root: Located,
  known: readonly string[],
): Misplaced {
  const code = 'unknown-option';
  const { located } = find(root, path);
  const offset = located.keys.get(key) ?? located.offset;
  if (key.includes('$')) {
    return {
      code,
      path: [...path, key],
      offset,
      message: 'unknown option; variables are not expanded in keys',
    };
  }
  const [name = '', ...rest] = key.split(':');
  if (rest.length > 0) {
    return {
      code,
      path: [...path, name],
      offset,
      message: 'unknown option; is a space missing after the colon?',
    };
  }
  const guess = closestName(key, known);
  const hint = guess === undefined ? `expected ${oneOf(known)}` : `did you mean ${guess}?`;
  return { code, path: [...path, key], offset, message: `unknown option; ${hint}` };
}

/** The value at the path, or the innermost that is there. */
function find(root: Located, path: readonly PropertyKey[]): { located: Located; isPresent: boolean } {
  let located = root;
  for (const segment of path) {
    const child = located.children.get(segment);
    if (child === undefined) return { located, isPresent: false };
    located = child;
  }
  return { located, isPresent: true };
}
