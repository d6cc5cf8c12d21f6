import { type Problem, sourceProblem } from '../../problems/problem.js';
import type { Environment } from '../../yaml/expand-environment.js';

const schemes = ['https', 'http'] as const;
const expected = 'expected the URL of a proxy such as http://proxy.example:3128';

/** Finds problems of the variables that name proxies. They may hold a password, so no message repeats one. */
export function checkProxies(env: Environment): Problem[] {
  const named = new Set(schemes.flatMap((scheme) => variableOf(scheme, env) ?? []));
  return [...named].flatMap((variable) => {
    const message = problemOf(env[variable] ?? '');
    return message === undefined ? [] : [sourceProblem('invalid-variable', variable, message)];
  });
}

/** The first that is set, in the order in which they are read. */
function variableOf(scheme: (typeof schemes)[number], env: Environment): string | undefined {
  const names = [`${scheme}_proxy`, 'all_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  return names.find((name) => env[name]);
}

function problemOf(value: string): string | undefined {
  if (!/^https?:\/\//i.test(value)) return `${expected}, which begins with http:// or https://`;
  try {
    const { username, password } = new URL(value);
    decodeURIComponent(username + password);
    return undefined;
  } catch (error) {
    if (error instanceof URIError) return `${expected}; a % in the user or the password is written %25`;
    return `${expected}; a character such as / or # in the user or the password is written as %2F or %23`;
  }
}
