import { type Problem, sourceProblem } from '../../problems/problem.js';
import type { Environment } from '../../yaml/expand-environment.js';
import { isRegion } from '../values/partition.js';

/** Variables that hold a part of credentials. No message repeats their values. */
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const names = [
  'AWS_REGION',
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
];
const switches = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'];
const urls =
  /^AWS_(?:ENDPOINT_URL(?:_[A-Z0-9_]+)?|CONTAINER_CREDENTIALS_FULL_URI|EC2_METADATA_SERVICE_ENDPOINT)$/;

/**
 * Returns what is wrong with the variables of the AWS SDK. The SDK ignores a bad value without a word, or fails with an error of the network
 * or of a header long after the start.
 */
export function checkEnvironment(env: Environment): Problem[] {
  const all = [
    ...keys.map((name) => problem(name, env, keyMessage)),
    ...names.map((name) => problem(name, env, edgeMessage)),
    problem('AWS_REGION', env, regionMessage),
    ...switches.map((name) => problem(name, env, switchMessage)),
    problem('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', env, lowerSwitchMessage),
    ...Object.keys(env)
      .filter((name) => urls.test(name))
      .toSorted()
      .map((name) => problem(name, env, urlMessage)),
  ];
  return all.flat();
}

function problem(
  name: string,
  env: Environment,
  messageOf: (value: string) => string | undefined,
): Problem[] {
  const value = env[name];
  const message = value ? messageOf(value) : undefined;
  return message === undefined ? [] : [sourceProblem('invalid-variable', name, message)];
}

function keyMessage(value: string): string | undefined {
  const edge = edgeMessage(value);
  if (edge !== undefined) return edge;
  if (/^(["']).*\1$/s.test(value)) return 'the value is in quotes; remove them';
  if (/[^\x21-\x7e]/.test(value)) {
    return 'the value has a space, a line break or another character that no key has; copy it again';
  }
  return undefined;
}

function edgeMessage(value: string): string | undefined {
  const [, first] = /^(\s)/.exec(value) ?? [];
  if (first !== undefined) return `the value begins with ${nameOf(first)}; remove it`;
  const [, last] = /(\s)$/.exec(value) ?? [];
  return last === undefined ? undefined : `the value ends with ${nameOf(last)}; remove it`;
}

const whitespace: Readonly<Record<string, string>> = {
  '\n': 'a line feed',
  '\r': 'a carriage return',
  '\t': 'a tab',
  ' ': 'a space',
};

function nameOf(character: string): string {
  return whitespace[character] ?? 'white space';
}

function regionMessage(value: string): string | undefined {
  if (isRegion(value) || edgeMessage(value) !== undefined) return undefined;
  return `expected an AWS region such as eu-central-1, found ${JSON.stringify(value)}`;
}

function switchMessage(value: string): string | undefined {
  if (/^(?:true|false)$/i.test(value)) return undefined;
  return `expected true or false, found ${JSON.stringify(value)}`;
}

/** Checks a switch of which the SDK ignores any other spelling. */
function lowerSwitchMessage(value: string): string | undefined {
  if (value === 'true' || value === 'false') return undefined;
  return `expected true or false in lower case, found ${JSON.stringify(value)}`;
}

/** A URL may hold a user and a password. */
function urlMessage(value: string): string | undefined {
  const isUrl = /^https?:\/\//i.test(value) && !/\s/.test(value) && URL.canParse(value);
  return isUrl
    ? undefined
    : 'expected a URL such as https://vpce-1.example.com, which begins with http:// or https://';
}
