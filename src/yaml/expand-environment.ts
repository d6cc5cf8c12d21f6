import type { OptionProblem } from '../problems/problem.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expansion {
  readonly text: string;
  /** Problems of references; a message quotes no more than the name of a variable. */
  readonly problems: readonly ReferenceProblem[];
}

export type ReferenceProblem = Pick<OptionProblem, 'code' | 'message'>;

const token = /\$\$|\$\{([^}]*)(\}?)/g;
const reference = /^([A-Za-z_]\w*)(?::-(.*))?$/s;

/**
 * Replaces `${NAME}` and `${NAME:-default}`; `$$` stands for `$`, and what a variable holds is not expanded again.
 * As in a shell, `:-` also covers a variable that is set to nothing.
 */
export function expandEnvironment(text: string, env: Environment): Expansion {
  const problems: ReferenceProblem[] = [];
  const expanded = text.replace(token, (match, inside: string | undefined, close: string | undefined) => {
    if (match === '$$') return '$';
    const [, name, fallback] = (close === '}' && reference.exec(inside ?? '')) || [];
    if (name === undefined || fallback?.includes('${')) {
      problems.push({ code: 'malformed-reference', message: malformed(close === '}', name) });
      return match;
    }
    const value = fallback === undefined ? env[name] : env[name] || fallback;
    if (value === undefined) problems.push({ code: 'unset-variable', message: unset(name) });
    return value ?? match;
  });
  return { text: expanded, problems };
}

function unset(name: string): string {
  return `environment variable ${name} is not set; set it, or give a default as in \${${name}:-value}`;
}

function malformed(isClosed: boolean, name: string | undefined): string {
  const expected = `expected \${NAME} or \${NAME:-default}, or $$ for a plain $`;
  if (!isClosed) return `malformed reference: \${ without its closing brace; ${expected}`;
  if (name !== undefined)
    return `malformed reference: the default of ${name} holds another reference; ${expected}`;
  return `malformed reference: no valid variable name after \${; ${expected}`;
}
